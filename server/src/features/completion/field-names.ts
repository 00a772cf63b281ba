/** Names of fields that may be written at the cursor. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { type Field, getCatalog, type Type } from '../../catalog/catalog.ts';
import { knowledge } from '../../catalog/knowledge.ts';
import { UNIONS } from '../../catalog/required.ts';
import type { Cursor } from './cursor.ts';
import { fieldSnippet, itemSnippet, type Shape } from './insert-text.ts';
import { HOLE } from './lines.ts';
import { rankFields } from './ranking.ts';
import { styleOf } from './style.ts';
import { escapeSnippet, type Suggestion } from './suggestion.ts';
import { choicesOf, ownerOf } from './values.ts';

/** Fields that only Kubernetes itself writes. */
const WRITTEN_BY_KUBERNETES: ReadonlySet<string> = new Set([
  ...['status', 'managedFields', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'],
  ...['generation', 'resourceVersion', 'selfLink', 'uid', 'ephemeralContainers'],
]);

/** The fields of the cursor's object that are not there yet. */
export function suggestFields(cursor: Cursor, definition: string): Suggestion[] {
  const column = columnOfHole(cursor);
  const shape = shapeAt(cursor);
  const bare = cursor.hole.colon || hasValue(cursor);
  return likelyFields(cursor, definition).map((field) => {
    const snippet = bare
      ? escapeSnippet(cursor.hole.colon ? field.name : `${field.name}:`)
      : fieldSnippet(definition, field, column, shape);
    return fieldSuggestion(cursor, definition, field, snippet);
  });
}

/** A list's items where no dash is written yet: the whole item with its required fields. */
export function suggestItem(cursor: Cursor, type: Type & { kind: 'list' }): Suggestion[] {
  const shape = shapeAt(cursor);
  const owner = ownerOf(cursor.place);
  const snippet = cursor.flow
    ? itemSnippet(type, owner, 0, shape).replace(/^-\s*/, '')
    : itemSnippet(type, owner, columnOfHole(cursor), shape);
  const label = snippet.split(/[\r\n]/, 1)[0]?.replace(/:?\s*\$(?:\d+|\{.*)$/, '') || '-';
  const detail = type.of.kind === 'object' ? type.of.definition : type.of.kind;
  const filter = label.replace(/^-\s*/, '') || label;
  return [{ label, kind: CompletionItemKind.Struct, detail, snippet, filter }];
}

function likelyFields(cursor: Cursor, definition: string): Field[] {
  const { place, version, entry, hole } = cursor;
  const entries = place.node.kind === 'mapping' ? place.node.entries : [];
  const names = entries.map(({ name }) => name);
  const at = names.indexOf(HOLE);
  const present = new Set(names);
  const union = UNIONS[definition]?.fields ?? [];
  const taken = union.some((name) => present.has(name));
  const open = getCatalog()
    .fields(definition, version)
    .filter(({ name }) => !present.has(name) && !(taken && union.includes(name)));
  const ranked = rankFields(open, {
    definition,
    version,
    before: names.slice(0, at),
    after: names.slice(at + 1),
    value: hole.colon || entry ? entry?.value : undefined,
  });
  const last = (field: Field): number =>
    knowledge(definition, field.name, version).deprecated ? 2 : WRITTEN_BY_KUBERNETES.has(field.name) ? 1 : 0;
  return ranked.sort((a, b) => last(a) - last(b));
}

function fieldSuggestion({ version }: Cursor, definition: string, field: Field, snippet: string): Suggestion {
  const { required, deprecated } = knowledge(definition, field.name, version);
  return {
    label: field.name,
    kind: field.type.kind === 'object' ? CompletionItemKind.Module : CompletionItemKind.Field,
    detail: `${typeName(field.type)}${required ? ', required' : ''}`,
    snippet,
    ...(deprecated && { deprecated: true }),
    field: { definition, name: field.name },
  };
}

/** A type in a reader's words: `list of Container`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'object':
      return type.definition;
    case 'list':
      return `list of ${typeName(type.of)}`;
    case 'map':
      return `map of ${typeName(type.of)}`;
    case 'int32':
    case 'int64':
      return 'integer';
    case 'intOrString':
      return 'integer or string';
    default:
      return type.kind;
  }
}

export function hasValue({ entry }: Cursor): boolean {
  return entry !== undefined && !(entry.value.kind === 'scalar' && entry.value.style === 'missing');
}

export function shapeAt(cursor: Cursor): Shape {
  const { hole, lines, flow, version } = cursor;
  return {
    style: styleOf(lines, hole.text),
    flow,
    version,
    choices: (definition, field) => choicesOf(cursor, definition, field),
  };
}

export function columnOfHole({ hole: { text } }: Cursor): number {
  const at = text.indexOf(HOLE);
  const lineStart = text.lastIndexOf('\n', at) + 1;
  return at - lineStart - (text[lineStart] === '\uFEFF' ? 1 : 0);
}
