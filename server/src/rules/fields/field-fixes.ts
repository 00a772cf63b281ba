/** Fixes that write a field that is missing, or take away one that need not be there. */

import * as l10n from '@vscode/l10n';
import { isRequired } from '../../catalog/required.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { putFirst, putValue } from '../edits/add.ts';
import { removeValue } from '../edits/remove.ts';
import { replaceValue } from '../edits/replace.ts';
import type { Yaml } from '../edits/yaml.ts';
import type { Format } from '../formats.ts';
import { fix } from '../report.ts';
import type { Fix, Subject } from '../rule.ts';
import { nameOf, type Value } from '../view.ts';

/** Writes another value in the place of one. */
export function fixByWriting(
  document: YamlDocument,
  value: Value,
  yaml: string | number | boolean,
  preferred = true,
): Fix[] {
  return fix(l10n.t('Write {0}', yaml), preferred, replaceValue(document, value, yaml));
}

/** Writes the nearest text that fits, if it does. */
export function fixByRepairing(document: YamlDocument, value: Value, better: string, format: Format): Fix[] {
  return better !== '' && format(better).length === 0 ? fixByWriting(document, value, better) : [];
}

/** Takes the field or the item out. */
export function fixByRemoving(document: YamlDocument, value: Value, preferred = true): Fix[] {
  return fix(l10n.t('Remove it'), preferred, removeValue(document, value));
}

/** Takes a value away where the API server can do without it. */
export function removeOptional({ document, version }: Subject, value: Value, preferred = false): Fix[] {
  const holder = value.parent?.type;
  // The last of a list that must have one is as good as the list.
  const field = typeof value.segment === 'number' ? value.parent : value;
  const owner = typeof value.segment === 'number' ? value.parent?.parent?.type : holder;
  const isLast = typeof value.segment !== 'number' || value.parent?.items.length === 1;
  const isNeeded =
    owner?.kind === 'object' && field !== undefined && isRequired(owner.definition, nameOf(field), version);
  return isNeeded && isLast ? [] : fixByRemoving(document, value, preferred);
}

/** A fix that writes the field; names go first, as people write them. */
export function addField({ document }: Subject, value: Value, yaml: Yaml, preferred = true): Fix[] {
  const name = nameOf(value);
  const shown = typeof yaml === 'object' ? name : `${name}: ${yaml}`;
  const { parent } = value;
  const edits = value.entry
    ? replaceValue(document, value, yaml)
    : ((parent && name === 'name' && typeof yaml !== 'object' ? putFirst(document, parent, name, yaml) : undefined) ??
      putValue(document, value, yaml, 'name'));
  return fix(value.entry ? l10n.t('Write {0}', shown) : l10n.t('Add {0}', shown), preferred, edits);
}
