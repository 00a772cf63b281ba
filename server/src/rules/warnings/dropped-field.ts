import { FIELD_GATES, GATES, type Gate } from '../../catalog/gates.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { foundAtKey, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { nameOf } from '../view.ts';

/** Not the server's: it says nothing, and that is what a person should know. */
export const droppedField: Rule = warning(
  'dropped-field',
  'The server of this version drops the field without a word: the feature that it belongs to is off by default.',
  function* ({ dropped, version, document }) {
    for (const value of dropped) {
      const holder = value.parent?.type;
      const name = nameOf(value);
      const gate = holder?.kind === 'object' ? FIELD_GATES[`${holder.definition}.${name}`] : undefined;
      if (!gate) continue;
      const { on }: Gate = GATES[gate];
      const since = on ? `, on by default since ${on}` : ', off by default in every version so far';
      const message = `Kubernetes ${version} drops ${name} without a word: it needs the feature gate ${gate}${since}`;
      yield foundAtKey(value, message, fixByRemoving(document, value, false));
    }
  },
);
