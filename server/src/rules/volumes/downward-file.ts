import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf } from '../view.ts';

export const downwardFile: Rule = validation(
  'downward-file',
  'A file of a downwardAPI volume holds one field of the Pod or one resource of a container.',
  function* ({ all, document }) {
    for (const file of all('DownwardAPIVolumeFile')) {
      const field = at(file, 'fieldRef');
      const resource = at(file, 'resourceFieldRef');
      const path = pathOf(file).replace(/\.items\[\d+\]$/, '');
      if (!isSet(field) && !isSet(resource))
        yield found(file, 'One of fieldRef and resourceFieldRef is required', [], path);
      if (isSet(field) && isSet(resource))
        yield found(
          resource,
          'fieldRef and resourceFieldRef cannot both be set',
          fix(l10n.t('Remove {0}', 'resourceFieldRef'), true, removeValue(document, resource)),
          path,
        );
    }
  },
);
