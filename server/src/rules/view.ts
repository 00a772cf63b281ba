/**
 * A value of an object as the API server decodes it, with its type, its field path and its place in the text.
 *
 * Rules ask for a field by name and get a value in any case. A field that is absent, `null` or of the wrong type reads
 * as Go's zero value (`''`, `undefined`, no items), as it does in the server's own validation.
 */
import { getCatalog, type Type } from '../catalog/catalog.ts';
import { formatPath, type Segment } from '../model/path.ts';
import { parseQuantity } from '../quantity/parse.ts';
import { isQuantity, type Quantity, ZERO } from '../quantity/quantity.ts';
import { type Entry, isNull, type Node, type Span } from '../yaml/tree.ts';

export interface Value {
  /** What is written; undefined when nothing is. */
  readonly node: Node | undefined;
  readonly type: Type | undefined;
  readonly parent: Value | undefined;
  readonly segment: Segment | undefined;
  /** The entry whose value this is, when it is written in a mapping. */
  readonly entry: Entry | undefined;
  /** Fields, or the keys of a map, in the order written; of duplicates the last. Empty when it is neither or null. */
  readonly fields: ReadonlyMap<string, Value>;
  /** Items of a list. */
  readonly items: readonly Value[];
  /** Not of the type that its field has; it then reads as absent. */
  readonly mistyped: boolean;
}

export const NO_FIELDS: ReadonlyMap<string, Value> = new Map();
export const NO_ITEMS: readonly Value[] = [];

/** The value under these field names, whether it is written or not. */
export function at(value: Value, ...names: readonly string[]): Value {
  let found = value;
  for (const name of names) found = found.fields.get(name) ?? absent(found, name);
  return found;
}

/** A field that is not written, in a holder that may not be written either. */
export function absent(parent: Value, name: string): Value {
  return new Absent(parent, parent.type?.kind === 'map' ? { key: name } : name);
}

/** A class for its getter: rules ask for many fields that are not there, and few ask for the type of one. */
class Absent implements Value {
  readonly node = undefined;
  readonly parent: Value;
  readonly segment: Segment;
  readonly entry = undefined;
  readonly fields = NO_FIELDS;
  readonly items = NO_ITEMS;
  readonly mistyped = false;

  constructor(parent: Value, segment: Segment) {
    this.parent = parent;
    this.segment = segment;
  }

  get type(): Type | undefined {
    const { type } = this.parent;
    return type && getCatalog().fieldType(type, nameOf(this), getCatalog().newest);
  }
}

/** Written, not `null` and of the right type: in Go, the pointer is not nil. */
export function isSet(value: Value): boolean {
  return value.node !== undefined && !value.mistyped && !(value.node.kind === 'scalar' && value.node.value === null);
}

/** The string; empty when there is none. */
export function text(value: Value): string {
  const scalar = scalarOf(value);
  return typeof scalar === 'string' ? scalar : '';
}

/** The number; undefined when there is none. Integers beyond 2^53 come as the nearest double. */
export function number(value: Value): number | undefined {
  const scalar = scalarOf(value);
  return typeof scalar === 'number' ? scalar : typeof scalar === 'bigint' ? Number(scalar) : undefined;
}

/** The number, or 0 as Go has it. */
export function int(value: Value): number {
  return number(value) ?? 0;
}

export function flag(value: Value): boolean | undefined {
  const scalar = scalarOf(value);
  return typeof scalar === 'boolean' ? scalar : undefined;
}

/** The quantity; undefined when there is none or it cannot be read. In a map, `null` is zero. */
export function quantity(value: Value): Quantity | undefined {
  if (typeof value.segment === 'object' && value.node && isNull(value.node)) return ZERO;
  const scalar = scalarOf(value);
  if (scalar === undefined) return undefined;
  const parsed = parseQuantity(typeof scalar === 'string' ? scalar.trim() : String(scalar));
  return isQuantity(parsed) ? parsed : undefined;
}

/** The strings of a list of strings. */
export function texts(value: Value): string[] {
  return value.items.map(text);
}

/** A map of strings, such as labels. */
export function stringMap(value: Value): Map<string, string> {
  return new Map([...value.fields].map(([key, child]) => [key, text(child)]));
}

function scalarOf(value: Value): string | number | bigint | boolean | undefined {
  const { node } = value;
  if (node?.kind !== 'scalar' || value.mistyped || node.value === null) return undefined;
  return node.value;
}

/** The name of the field that a value stands in, or the key of the map. */
export function nameOf({ segment }: Value): string {
  return typeof segment === 'object' ? segment.key : String(segment ?? '');
}

/** The field path as the API server writes it. */
export function pathOf(value: Value): string {
  const segments: Segment[] = [];
  for (let v: Value | undefined = value; v?.segment !== undefined; v = v.parent) segments.unshift(v.segment);
  return formatPath(segments);
}

/**
 * Where a person would point: a written value itself, or of a mapping or list its key; for what is missing, the key
 * of what it is missing in, or its opening brace.
 */
export function spanOf(value: Value): Span {
  const { node, entry } = value;
  if (node && (node.kind === 'scalar' || node.flow) && node.end > node.start && !entry?.merged) return node;
  if (entry) return entry.key;
  if (node?.kind === 'mapping') {
    const first = node.entries[0];
    if (first && !first.merged)
      return { start: first.start, end: first.value.kind === 'scalar' ? first.end : first.key.end };
  }
  if (node && node.end > node.start) return { start: node.start, end: Math.min(node.end, node.start + 1) };
  return value.parent ? spanOfHolder(value.parent) : { start: 0, end: 0 };
}

function spanOfHolder(holder: Value): Span {
  const { node, entry } = holder;
  if (!node || node.kind === 'scalar' || !node.flow || entry?.merged) return spanOf(holder);
  return entry ? entry.key : { start: node.start, end: node.start + 1 };
}

/** Whether `inner` is `outer` or stands somewhere below it. */
export function isWithin(inner: Value, outer: Value): boolean {
  for (let v: Value | undefined = inner; v; v = v.parent) if (v === outer) return true;
  return false;
}

/** Whether the value is of that definition of the API, such as `Container`. */
export function isA({ type }: Value, definition: string): boolean {
  return type?.kind === 'object' && type.definition === definition;
}

/** The value itself or the nearest around it that is of that definition. */
export function enclosing(value: Value, definition: string): Value | undefined {
  for (let v: Value | undefined = value; v; v = v.parent) if (isA(v, definition)) return v;
  return undefined;
}
