/** Items of a list, where the dash is not written yet or where the list is in flow style. */

import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Type } from '../../../catalog/catalog.ts';
import { childrenOf } from '../../../model/walk.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { type Owner, ownerOf, typeName } from '../../owner.ts';
import { type Cursor, hasValue } from '../cursor/cursor.ts';
import { suggestItems } from '../snippets/snippets.ts';
import { createWriter } from '../text/insert-text.ts';
import type { Suggestion } from '../text/suggestion.ts';
import { suggestValuesOf } from '../values/values.ts';

/** An item with its dash: whole objects with the fields that they need, or each of the known values. */
export function suggestItem(cursor: Cursor, type: Type, owner = ownerOf(cursor.place)): Suggestion[] {
  const values = type.kind !== 'object' && owner ? suggestValuesOf(cursor, owner) : [];
  if (values.length > 0)
    return values.map((value) => ({
      ...value,
      label: `- ${value.label}`,
      filter: value.label,
      snippet: `- ${value.snippet}`,
    }));
  const snippet = createWriter(cursor).item(type, owner);
  const name = /^-\s+([\w./-]+):/.exec(snippet)?.[1] ?? '';
  const label = name ? `- ${name}` : '-';
  const detail = l10n.t('item: {0}', typeName(type));
  const item = { label, kind: CompletionItemKind.Struct, detail, snippet, filter: name || '-' };
  return [item, ...suggestItems(cursor, type, owner?.field.name)];
}

/** A whole object in `[…]`. */
export function suggestFlowItem(cursor: Cursor, type: Type): Suggestion[] {
  const snippet = createWriter(cursor).flowItem(type, ownerOf(cursor.place));
  return [{ label: '{}', kind: CompletionItemKind.Struct, detail: l10n.t('item: {0}', typeName(type)), snippet }];
}

/**
 * One more item for the list right above the cursor, whose dashes may stand at the column of its key: then the cursor's
 * line may be an item as well as the next field.
 */
export function suggestItemAbove(
  cursor: Cursor,
): { readonly isFirst: boolean; readonly items: Suggestion[] } | undefined {
  const { place, hole, lines, version } = cursor;
  if (!hole.startsLine || hole.colon || hasValue(cursor) || cursor.flow || place.node.kind !== 'mapping')
    return undefined;
  const { entries } = place.node;
  const above = entries[entries.findIndex(({ name }) => name === HOLE) - 1];
  const list = [...childrenOf(place, version)].find(({ entry }) => entry === above && entry !== undefined);
  if (list?.type?.kind !== 'list' || !list.field || place.type?.kind !== 'object') return undefined;
  const { node } = list;
  const isEmpty = node.kind === 'scalar' && node.style === 'missing';
  const atThisColumn = lines.some(
    (line) => line.start >= node.start && line.start < node.end && line.dashes[0] === cursor.column,
  );
  if (isEmpty ? cursor.style.dash !== 0 : !atThisColumn) return undefined;
  const owner: Owner = { definition: place.type.definition, field: list.field };
  return { isFirst: isEmpty, items: suggestItem(cursor, list.type.of, owner) };
}
