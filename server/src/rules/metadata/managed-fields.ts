import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { byteLength } from '../formats.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, text } from '../view.ts';

export const managedFields: Rule = validation(
  'managed-fields',
  'managedFields is the server’s own record of who set what; a manifest does better without it.',
  function* ({ root, document }) {
    const list = at(root, 'metadata', 'managedFields');
    const removal = fix(l10n.t('Remove {0}', 'managedFields'), true, removeValue(document, list));
    for (const entry of list.items) {
      const operation = at(entry, 'operation');
      if (text(operation) !== 'Apply' && text(operation) !== 'Update')
        yield found(operation, 'operation must be Apply or Update', removal);
      const type = at(entry, 'fieldsType');
      if (text(type) !== '' && text(type) !== 'FieldsV1') yield found(type, 'fieldsType must be FieldsV1', removal);
      const manager = at(entry, 'manager');
      if (byteLength(text(manager)) > 128) yield found(manager, 'Must be no more than 128 bytes', removal);
      const subresource = at(entry, 'subresource');
      if (byteLength(text(subresource)) > 256) yield found(subresource, 'Must be no more than 256 bytes', removal);
    }
  },
);
