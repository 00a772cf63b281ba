/**
 * A YAML document as kubectl reads it: aliases followed, merge keys applied, scalars resolved by YAML 1.1 as
 * goyaml does. Offsets are UTF-16 code units from the start of the document's own text (see file.ts), so a tree
 * stays true when the documents before it change. An alias shares its target's nodes: a tree may be a DAG.
 */
export type Node = Mapping | Sequence | Scalar;

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Mapping extends Span {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** In the order written, duplicates included; those that a merge key brings in stand in its place and are marked. */
  readonly entries: readonly Entry[];
}

export interface Entry extends Span {
  /** The key's text as JSON would have it: `on:` is `true`. */
  readonly name: string;
  readonly key: Span;
  readonly value: Node;
  /** Came in by `<<`: it stands elsewhere in the text. */
  readonly merged: boolean;
  /** An earlier entry of this mapping has the same name. */
  readonly duplicate: boolean;
}

export interface Sequence extends Span {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly Node[];
}

export type ScalarValue = string | number | bigint | boolean | null;
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'missing';

export interface Scalar extends Span {
  readonly kind: 'scalar';
  /** `missing`: nothing is written after the key or the dash; the span is then empty. */
  readonly style: ScalarStyle;
  /** The characters without quotes and escapes. */
  readonly text: string;
  readonly value: ScalarValue;
}

/** The value as JSON would carry it; of duplicate keys the last counts. Integers beyond 2^53 stay bigint. */
export function toValue(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toValue);
  const value: Record<string, unknown> = {};
  // A key named __proto__ must become a property like any other.
  for (const { name, value: child } of node.entries)
    if (name === '__proto__') Object.defineProperty(value, name, { value: toValue(child), ...LIKE_ANY_OTHER });
    else value[name] = toValue(child);
  return value;
}

const LIKE_ANY_OTHER = { enumerable: true, writable: true, configurable: true };

/** The entry of that name that counts: the last, as for kubectl, whether it is written here or was merged in. */
export function entryOf(node: Node | undefined, name: string): Entry | undefined {
  return node?.kind === 'mapping' ? node.entries.findLast((entry) => entry.name === name) : undefined;
}

export function childOf(node: Node | undefined, name: string): Node | undefined {
  return entryOf(node, name)?.value;
}

/** The string at a key, or undefined when it is absent or no string. */
export function stringAt(node: Node | undefined, name: string): string | undefined {
  const child = childOf(node, name);
  return child?.kind === 'scalar' && typeof child.value === 'string' ? child.value : undefined;
}

export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Something that keeps the text from being YAML, or kubectl from reading it. */
export interface YamlProblem extends Span {
  readonly message: string;
}
