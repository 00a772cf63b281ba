import * as l10n from '@vscode/l10n';
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
      const message = on
        ? l10n.t(
            'Kubernetes {0} drops {1} without a word: it needs the feature gate {2}, on by default since {3}',
            version,
            name,
            gate,
            on,
          )
        : l10n.t(
            'Kubernetes {0} drops {1} without a word: it needs the feature gate {2}, off by default in every version so far',
            version,
            name,
            gate,
          );
      yield foundAtKey(value, message, fixByRemoving(document, value, false));
    }
  },
);
