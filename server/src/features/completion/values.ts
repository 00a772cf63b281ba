/** Values that may be written at the cursor. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { type Field, getCatalog } from '../../catalog/catalog.ts';
import { knowledge } from '../../catalog/knowledge.ts';
import { definitionOf, type Place } from '../../model/walk.ts';
import { isPlainString } from '../../yaml/scalars.ts';
import type { Node } from '../../yaml/tree.ts';
import type { Cursor } from './cursor.ts';
import type { Owner } from './insert-text.ts';
import { HOLE } from './lines.ts';
import { suggestReferences } from './references.ts';
import { escapeSnippet, type Suggestion } from './suggestion.ts';
import { usualQuantities, usualValues } from './well-known.ts';

export interface Value {
  readonly value: string;
  readonly detail?: string;
  readonly deprecated?: boolean;
}

/** The values for the cursor's place, the likeliest first. */
export function suggestValues(cursor: Cursor): Suggestion[] {
  const owner = ownerOf(cursor.place);
  const values = owner ? valuesAt(cursor, owner, cursor.place) : [];
  const isString = cursor.place.type?.kind === 'string';
  return distinct(values, writtenBeside(cursor.place)).map(({ value, detail, deprecated }) => ({
    label: value === '' ? '""' : value,
    kind: CompletionItemKind.Value,
    ...(detail && { detail }),
    snippet: escapeSnippet(cursor.hole.quote ? value : isString ? quoteIfNeeded(value, cursor.flow) : value),
    ...(deprecated && { deprecated }),
  }));
}

/** The few values that a tab stop at a field lets choose from. */
export function choicesOf(cursor: Cursor, definition: string, field: Field): readonly string[] {
  if (definition === 'PodSpec' && field.name === 'restartPolicy') return [];
  const { enumeration } = knowledge(definition, field.name, cursor.version);
  if (enumeration) return enumeration.map(({ value }) => value).filter(isPlainString);
  return field.type.kind === 'boolean' ? ['true', 'false'] : [];
}

/** The field that a place is the value of, or an item of the value of. */
export function ownerOf(place: Place): Owner | undefined {
  let owner: Place | undefined = place;
  while (owner && !owner.field && (owner.parent?.type?.kind === 'list' || owner.parent?.type?.kind === 'map'))
    owner = owner.parent;
  const definition = owner?.parent && definitionOf(owner.parent);
  return owner?.field && definition ? { definition: definition.name, field: owner.field } : undefined;
}

function valuesAt(cursor: Cursor, owner: Owner, place: Place): Value[] {
  const { version } = cursor;
  const { definition, field } = owner;
  const known = knowledge(definition, field.name, version);
  const inMap = field.type.kind === 'map';
  const values: Value[] = [...suggestReferences(cursor, owner, place)];
  if (inMap && field.type.of.kind === 'quantity' && typeof place.path.at(-1) === 'object')
    values.push(...usualQuantities((place.path.at(-1) as { key: string }).key).map((value) => ({ value })));
  if (!inMap) {
    const fallback = known.default?.value;
    for (const { value } of known.enumeration ?? [])
      values.push({ value, ...(String(fallback) === value && { detail: 'default' }) });
    for (const value of known.suggestions ?? []) values.push({ value });
    if (place.type?.kind === 'boolean')
      for (const value of [fallback === true ? 'false' : 'true', fallback === true ? 'true' : 'false'])
        values.push({ value, ...(String(fallback) === value && { detail: 'default' }) });
    values.push(...usualValues(definition, field.name).map((value) => ({ value })));
    if (fallback !== undefined && field.type.kind !== 'list')
      values.push({
        value: known.unit === 'file mode' ? `0${Number(fallback).toString(8)}` : String(fallback),
        detail: 'default',
      });
  }
  return values;
}

/** Items of the same list: nothing is worth saying twice. */
function writtenBeside(place: Place): ReadonlySet<string> {
  const list: Node | undefined = place.parent?.node;
  if (list?.kind !== 'sequence') return new Set();
  return new Set(list.items.flatMap((item) => (item.kind === 'scalar' && item.text !== HOLE ? [item.text] : [])));
}

function distinct(values: readonly Value[], without: ReadonlySet<string>): Value[] {
  const seen = new Set(without);
  return values.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** A string as YAML would have it written. */
export function quoteIfNeeded(value: string, flow: boolean): string {
  const special = /^[-?:,[\]{}#&*!|>'"%@`\s]|:\s|\s#|\s$|:$/.test(value) || (flow && /[,[\]{}]/.test(value));
  return value !== '' && isPlainString(value) && !special ? value : JSON.stringify(value);
}

/** Kinds for a `kind:` and apiVersions for an `apiVersion:`; each depends on the other when that is there. */
export function suggestTypeMeta({ object, version, place }: Cursor, name: string): Suggestion[] {
  const catalog = getCatalog();
  const others = catalog.kinds(version).filter(({ kind, definition }) => !definition && !kind.endsWith('List'));
  const all = [...catalog.podKinds, { apiVersion: 'v1', kind: 'List' }, ...others];
  if (place.parent?.parent) return [];
  const wanted = (text: string): Suggestion => ({ label: text, kind: CompletionItemKind.EnumMember, snippet: text });
  if (name === 'kind')
    return [
      ...new Set(all.filter((k) => !object.apiVersion || k.apiVersion === object.apiVersion).map(({ kind }) => kind)),
    ].map(wanted);
  const versions = all.filter((k) => !object.kind || k.kind === object.kind).map(({ apiVersion }) => apiVersion);
  return [...new Set(versions)].map(wanted);
}
