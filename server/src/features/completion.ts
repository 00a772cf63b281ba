/** Completion: what may be written at a position, in the order in which people would want it. */
import * as l10n from '@vscode/l10n';
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
import type { Place } from '../model/walk.ts';
import { documentAt, offsetAt, type Position, type Range, rangeOf, withMargin, type YamlFile } from '../yaml/file.ts';
import { LONGEST_DOCUMENT } from '../yaml/parse.ts';
import { type Cursor, cursorAt } from './completion/cursor/cursor.ts';
import { suggestFields } from './completion/fields/field-names.ts';
import { suggestTypeMeta } from './completion/fields/kinds.ts';
import { suggestFlowItem, suggestItem, suggestItemAbove } from './completion/fields/list-items.ts';
import { suggestMapKeys } from './completion/fields/map-keys.ts';
import { suggestRootFields } from './completion/fields/root-fields.ts';
import { isForeign } from './completion/foreign.ts';
import { suggestContextSnippets } from './completion/snippets/context-snippets.ts';
import { isBlank, suggestManifests, suggestParts } from './completion/snippets/snippets.ts';
import { hasTabStops, plainText, type Suggestion } from './completion/text/suggestion.ts';
import { leadingOn } from './completion/values/open.ts';
import { dependsOnTyped, suggestValues } from './completion/values/values.ts';
import { suggestVariables } from './completion/values/variables.ts';
import { fileVersion } from './diagnostics.ts';
import type { Workspace } from './references/workspace.ts';

export interface CompletionSettings {
  readonly version: Version;
  /** The files whose objects may be named; without it, the file itself. */
  readonly workspace?: Workspace;
  /** The file's own URI: its name may say that it is not meant for Kubernetes. */
  readonly uri?: string;
  /** Whether the editor knows snippets, as nearly all do. */
  readonly snippets?: boolean;
  /** The editor's command that opens the list once more, for items that leave a place to fill below them. */
  readonly suggestCommand?: string | undefined;
  /** The character that was just typed, when it is what asks. */
  readonly triggerCharacter?: string | undefined;
}

/** Ends in an empty line, or an item, that is yet to be filled. */
const LEAVES_PLACE = /\n[ -]*\$1$/;

/**
 * What may be written at a position. Looks at the position's document only, and at others for the names of objects;
 * never throws. Undefined is no answer: others may know what belongs there. An empty list is one: whatever the reader
 * chooses.
 */
export function complete(file: YamlFile, position: Position, settings: CompletionSettings): CompletionList | undefined {
  const placed = documentAt(file, position);
  if (!placed || placed.document.text.length > LONGEST_DOCUMENT) return undefined;
  const offset = offsetAt(placed, position);
  const workspace = settings.workspace ?? { files: () => [{ uri: '', file }] };
  const cursor = cursorAt(placed, offset, fileVersion(file, settings.version), workspace);
  if (!cursor) return undefined;
  if (settings.triggerCharacter === ' ' && isIndenting(cursor, offset)) return { isIncomplete: false, items: [] };
  if (isBlank(cursor) && isForeign(file, placed, settings.uri)) return undefined;
  const variables = suggestVariables(cursor, offset);
  const { hole } = cursor;
  const wholeKey = cursor.entry !== undefined && !hole.colon ? hole.quoted : undefined;
  const replaced = variables?.replaced ?? wholeKey ?? hole.replaced;
  const suggestions = variables?.suggestions ?? deprecatedLast(suggest(cursor));
  if (suggestions.length === 0 && !cursor.object.known?.definition) return undefined;
  const range = rangeOf(placed, replaced);
  const items = leadingOn(suggestions, placed.document.text.slice(replaced.start, offset)).map((suggestion, index) =>
    toItem(suggestion, index, cursor, range, settings),
  );
  return { isIncomplete: dependsOnTyped(cursor) || suggestions.some(({ open }) => open), items };
}

/** Whoever indents a line with spaces has not asked for anything yet: a list that opened would take the next Enter. */
function isIndenting({ document, hole }: Cursor, offset: number): boolean {
  const { text } = document.document;
  return hole.startsLine && text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function deprecatedLast(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  return suggestions.toSorted((a, b) => Number(a.deprecated ?? false) - Number(b.deprecated ?? false));
}

function suggest(cursor: Cursor): readonly Suggestion[] {
  const { entry, place } = cursor;
  return entry ? suggestForKey(cursor, place) : suggestForValue(cursor, place);
}

function suggestForKey(cursor: Cursor, place: Place): readonly Suggestion[] {
  if (!place.parent) return [...suggestRootFields(cursor), ...suggestManifests(cursor)];
  const { type } = place;
  switch (type?.kind) {
    case undefined:
      return [];
    case 'object': {
      const fitted = suggestContextSnippets(cursor, type.definition);
      const parts = suggestParts(cursor, type.definition, fitted);
      const fields = [...suggestFields(cursor, type.definition), ...fitted, ...parts];
      const above = suggestItemAbove(cursor);
      return above ? (above.isFirst ? [...above.items, ...fields] : [...fields, ...above.items]) : fields;
    }
    case 'map':
      return suggestMapKeys(cursor);
    case 'list':
      return suggestItem(cursor, type.of);
    default:
      return suggestValues(cursor);
  }
}

function suggestForValue(cursor: Cursor, place: Place): readonly Suggestion[] {
  const name = place.entry?.name;
  if (!place.parent?.parent && (name === 'kind' || name === 'apiVersion')) return suggestTypeMeta(cursor, name);
  switch (place.type?.kind) {
    case 'object':
      return cursor.flow ? suggestFlowItem(cursor, place.type) : [];
    case 'list':
    case 'map':
      return [];
    default:
      return suggestValues(cursor);
  }
}

function toItem(
  suggestion: Suggestion,
  index: number,
  { document, hole, flow, json, entry }: Cursor,
  range: Range,
  { snippets = true, suggestCommand }: CompletionSettings,
): CompletionItem {
  const { label, kind, detail, snippet, filter, deprecated, about } = suggestion;
  // An editor that is told of a snippet cannot see that it would insert what is there already.
  const asSnippet = snippets && hasTabStops(snippet);
  const text = hole.padding + (asSnippet ? snippet : plainText(snippet)) + hole.suffix;
  const closing = hole.quote ? (hole.suffix === '' ? hole.quote : '') : flow ? ',]}' : '';
  const commits = kind === CompletionItemKind.Value ? [...closing] : [];
  const filterText = json && entry && !hole.colon ? `"${label}"` : filter;
  return {
    label,
    kind,
    ...(detail && { detail }),
    sortText: String(index).padStart(4, '0'),
    ...(filterText && { filterText }),
    ...(deprecated && { tags: [CompletionItemTag.Deprecated] }),
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range, newText: withMargin(document, range, text) },
    ...(commits.length > 0 && { commitCharacters: commits }),
    ...(about && { data: about }),
    ...(suggestCommand &&
      LEAVES_PLACE.test(snippet) && { command: { title: l10n.t('Suggest'), command: suggestCommand } }),
  };
}

/** Adds the documentation of what an item stands for and, for a part of several lines, what it comes to. */
export function resolveCompletion(item: CompletionItem, docs: Docs): CompletionItem {
  const sections = [
    documentationOf(item, docs),
    item.kind === CompletionItemKind.Snippet ? previewOf(item) : undefined,
  ];
  const value = sections.filter(Boolean).join('\n\n');
  return value ? { ...item, documentation: { kind: MarkupKind.Markdown, value } } : item;
}

function documentationOf({ data }: CompletionItem, docs: Docs): string | undefined {
  const { definition, field, value } = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof definition !== 'string') return undefined;
  if (typeof field !== 'string') return docs.definition(definition);
  const ofValue = typeof value === 'string' ? docs.value(definition, field, value) : undefined;
  return ofValue ?? docs.field(definition, field);
}

function previewOf({ textEdit }: CompletionItem): string | undefined {
  if (!textEdit || !('range' in textEdit)) return undefined;
  const [first = '', ...rest] = plainText(textEdit.newText).split(/\r?\n/);
  const indent = textEdit.range.start.character + first.search(/\S|$/);
  return ['```yaml', first.trimStart(), ...rest.map((line) => line.slice(indent)), '```'].join('\n');
}
