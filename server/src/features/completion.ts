/** Completion: what may be written at a position, in the order in which people would want it. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from 'vscode-languageserver-types';
import type { Version } from '../catalog/catalog.ts';
import type { Docs } from '../catalog/docs.ts';
import { documentAt, offsetAt, type Position, rangeOf, type YamlFile } from '../yaml/file.ts';
import { type Cursor, cursorAt } from './completion/cursor.ts';
import { suggestFields, suggestItem } from './completion/field-names.ts';
import { suggestMapKeys } from './completion/map-keys.ts';
import { suggestRootFields } from './completion/root-fields.ts';
import type { Suggestion } from './completion/suggestion.ts';
import { suggestTypeMeta, suggestValues } from './completion/values.ts';
import { fileVersion } from './diagnostics.ts';

export interface CompletionSettings {
  readonly version: Version;
}

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

/** What may be written at a position. Looks at the position's document only; never throws. */
export function complete(file: YamlFile, position: Position, settings: CompletionSettings): CompletionList {
  const placed = documentAt(file, position);
  const cursor = cursorAt(placed, offsetAt(placed, position), fileVersion(file, settings.version));
  if (!cursor) return NOTHING;
  const suggestions = suggest(cursor);
  const range = rangeOf(placed, cursor.hole.replaced);
  const items = suggestions.map((suggestion, index) => toItem(suggestion, index, cursor, range));
  return { isIncomplete: false, items };
}

function suggest(cursor: Cursor): readonly Suggestion[] {
  const { entry, place } = cursor;
  const { type } = place;
  if (!entry) {
    if (place.entry && place.parent?.parent === undefined && ['kind', 'apiVersion'].includes(place.entry.name))
      return suggestTypeMeta(cursor, place.entry.name);
    return type?.kind === 'object' || type?.kind === 'list' || type?.kind === 'map' ? [] : suggestValues(cursor);
  }
  if (!place.parent) return suggestRootFields(cursor);
  switch (type?.kind) {
    case undefined:
      return [];
    case 'object':
      return suggestFields(cursor, type.definition);
    case 'map':
      return suggestMapKeys(cursor);
    case 'list':
      return cursor.hole.startsLine ? suggestItem(cursor, type) : [];
    default:
      return suggestValues(cursor);
  }
}

function toItem(
  suggestion: Suggestion,
  index: number,
  { hole }: Cursor,
  range: CompletionItem['textEdit'] extends infer T ? (T extends { range: infer R } ? R : never) : never,
): CompletionItem {
  const { label, kind, detail, snippet, filter, deprecated, field, preselect } = suggestion;
  return {
    label,
    kind,
    ...(detail && { detail }),
    sortText: String(index).padStart(4, '0'),
    ...(filter && { filterText: filter }),
    ...(preselect && { preselect }),
    ...(deprecated && { tags: [CompletionItemTag.Deprecated] }),
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range, newText: hole.padding + snippet },
    ...(kind === CompletionItemKind.Value && { commitCharacters: [] }),
    ...(field && { data: field }),
  };
}

/** Adds the documentation of what an item stands for. */
export function resolveCompletion(item: CompletionItem, docs: Docs): CompletionItem {
  const field = item.data as { definition?: unknown; name?: unknown } | undefined;
  if (typeof field?.definition !== 'string' || typeof field.name !== 'string') return item;
  const text = docs.field(field.definition, field.name);
  return text ? { ...item, documentation: { kind: MarkupKind.Markdown, value: text } } : item;
}
