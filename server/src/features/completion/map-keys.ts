/** Keys of maps: names of resources, of node labels, of labels. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { knowledge } from '../../catalog/knowledge.ts';
import type { Cursor } from './cursor.ts';
import { hasValue } from './field-names.ts';
import { escapeSnippet, type Suggestion, tabStop } from './suggestion.ts';
import { ownerOf } from './values.ts';
import { usualQuantities } from './well-known.ts';

export function suggestMapKeys(cursor: Cursor): Suggestion[] {
  const { place, version, hole } = cursor;
  const owner = ownerOf(place);
  if (!owner || place.node.kind !== 'mapping' || place.type?.kind !== 'map') return [];
  const present = new Set(place.node.entries.map(({ name }) => name));
  const quantities = place.type.of.kind === 'quantity';
  const keys = knowledge(owner.definition, owner.field.name, version).suggestions ?? [];
  const detail = place.type.of.kind;
  return keys
    .filter((key) => !present.has(key))
    .map((key) => {
      const value = hasValue(cursor) ? '' : ` ${quantities ? tabStop(1, usualQuantities(key)) : tabStop(1)}`;
      const snippet = hole.colon ? escapeSnippet(key) : `${escapeSnippet(key)}:${value}`;
      return { label: key, kind: CompletionItemKind.Property, detail, snippet };
    });
}
