import * as l10n from '@vscode/l10n';
import { getCatalog } from '../../catalog/catalog.ts';
import { putFirst } from '../edits/add.ts';
import { renameKey, replaceValue } from '../edits/replace.ts';
import { fix, found } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, nameOf } from '../view.ts';

export const missingType: Rule = {
  code: 'missing-type',
  stage: 'kind',
  severity: 'error',
  summary: 'An object needs both apiVersion and kind.',
  *check({ object, root, document, unknown }) {
    const { apiVersion, kind } = object;
    const misspelt = (name: string) =>
      [...root.fields.values(), ...unknown].find(
        (one) => one.parent === root && nameOf(one) !== name && nameOf(one).toLowerCase() === name.toLowerCase(),
      );
    if (!kind) {
      const guess = 'Pod';
      const other = misspelt('kind');
      const fixes = other
        ? fix(l10n.t('Rename to {0}', 'kind'), true, renameKey(document, other, 'kind'))
        : apiVersion === 'v1' && at(root, 'spec', 'containers').node
          ? at(root, 'kind').entry
            ? fix(l10n.t('Write {0}', `kind: ${guess}`), true, replaceValue(document, at(root, 'kind'), guess))
            : fix(l10n.t('Add {0}', `kind: ${guess}`), true, putFirst(document, root, 'kind', guess))
          : [];
      yield found(at(root, 'kind'), "Object 'kind' is missing", fixes, '');
    } else if (!apiVersion) {
      const pod = getCatalog().podKinds.find((known) => known.kind === kind);
      const other = misspelt('apiVersion');
      const written = at(root, 'apiVersion');
      const shown = `apiVersion: ${pod?.apiVersion}`;
      const fixes = other
        ? fix(l10n.t('Rename to {0}', 'apiVersion'), true, renameKey(document, other, 'apiVersion'))
        : pod
          ? written.entry
            ? fix(l10n.t('Write {0}', shown), true, replaceValue(document, written, pod.apiVersion))
            : fix(l10n.t('Add {0}', shown), true, putFirst(document, root, 'apiVersion', pod.apiVersion))
          : [];
      yield found(at(root, 'kind'), 'apiVersion is not set', fixes, '');
    }
  },
};
