import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf } from '../view.ts';
import { keepOne } from './keep-one.ts';

export const envFromSource: Rule = validation(
  'env-from-source',
  'Each entry of envFrom names one ConfigMap or one Secret.',
  function* ({ all, document }) {
    for (const entry of all('EnvFromSource')) {
      const sources = ['configMapRef', 'secretRef'].map((name) => at(entry, name)).filter(isSet);
      if (sources.length === 1) continue;
      // The API server names the list.
      const path = entry.parent ? pathOf(entry.parent) : pathOf(entry);
      if (sources.length === 0) {
        const isEmpty = entry.node?.kind === 'mapping' && entry.node.entries.length === 0;
        const fixes = fix(l10n.t('Remove the entry'), isEmpty, removeValue(document, entry));
        yield found(entry, 'Must have one of: configMapRef, secretRef', fixes, path);
      } else yield found(entry, 'Must not have both configMapRef and secretRef', keepOne(document, sources), path);
    }
  },
);
