/** Fields of an object itself, whose kind may not be known yet. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { getCatalog } from '../../catalog/catalog.ts';
import type { Cursor } from './cursor.ts';
import { columnOfHole, hasValue, shapeAt, suggestFields } from './field-names.ts';
import { HOLE } from './lines.ts';
import type { Suggestion } from './suggestion.ts';

const TYPE_META = ['apiVersion', 'kind'] as const;
/** What every Kubernetes object starts with; a file with other fields, and no kind of ours, is none. */
const COMMON: readonly string[] = [...TYPE_META, 'metadata', 'spec'];

export function suggestRootFields(cursor: Cursor): readonly Suggestion[] {
  const { object, place } = cursor;
  if (object.known?.definition) return suggestFields(cursor, object.known.definition);
  const names = object.node.entries.map(({ name }) => name).filter((name) => name !== HOLE);
  if (!place.node || !isPromising(cursor, names)) return [];
  const shape = shapeAt(cursor);
  const { style } = shape;
  const below = style.lineBreak + ' '.repeat(columnOfHole(cursor) + style.indent);
  return COMMON.filter((name) => !names.includes(name)).map((name) => {
    const value = hasValue(cursor) ? '' : TYPE_META.some((field) => field === name) ? ' $1' : `${below}$1`;
    const snippet = cursor.hole.colon ? name : `${name}:${value}`;
    return { label: name, kind: CompletionItemKind.Field, snippet, field: { definition: 'Pod', name } };
  });
}

/** An empty document, or one that can only be meant for Kubernetes. */
function isPromising({ object: { apiVersion, kind } }: Cursor, names: readonly string[]): boolean {
  const catalog = getCatalog();
  if (kind !== undefined && kind !== 'List' && catalog.kindsNamed(kind).length === 0) return false;
  if (apiVersion !== undefined && !catalog.kinds(catalog.newest).some((known) => known.apiVersion === apiVersion))
    return false;
  return names.every((name) => COMMON.includes(name));
}
