import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, foundAtKey, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { keepOne } from './keep-one.ts';

export const envSource: Rule = validation(
  'env-source',
  'A variable has a value, or one source that its value comes from.',
  function* ({ all, document }) {
    for (const variable of all('EnvVar')) {
      const from = at(variable, 'valueFrom');
      if (!isSet(from)) continue;
      const sources = [...from.fields.values()].filter(isSet);
      const value = at(variable, 'value');
      if (sources.length === 0) {
        const isEmpty = from.node?.kind === 'mapping' && from.node.entries.length === 0;
        const isIdle = isEmpty || text(value) !== '';
        const fixes = fix(l10n.t('Remove {0}', 'valueFrom'), isIdle, removeValue(document, from));
        yield found(
          from,
          'valueFrom must have one of: fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef',
          fixes,
        );
      } else if (text(value) !== '') {
        const fixes = [
          ...fix(l10n.t('Remove {0}', 'value'), true, removeValue(document, value)),
          ...fix(l10n.t('Remove {0}', 'valueFrom'), false, removeValue(document, from)),
        ];
        yield foundAtKey(from, 'valueFrom must not be specified when value is not empty', fixes);
      } else if (sources.length > 1) {
        yield foundAtKey(from, 'valueFrom must not have more than one source', keepOne(document, sources));
      }
    }
  },
);
