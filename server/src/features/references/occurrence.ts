/** A place in a document's text that gives a name to something, or refers to something by its name. */
import type { Entry, Node, Span } from '../../yaml/tree.ts';
import type { KindId } from './kinds.ts';

export interface Occurrence {
  readonly kind: KindId;
  readonly role: 'definition' | 'use';
  readonly name: string;
  /**
   * Two occurrences of one kind, scope and name mean the same. Undefined where only {@link party} tells what is meant.
   */
  readonly scope: string | undefined;
  /** Whether the scope is the document's own: a volume of one Pod is not that of another. */
  readonly local: boolean;
  /** The name's own characters, without quotes. */
  readonly span: Span;
  /** What the name stands in: as a scalar of its own, where it may be put in quotes, or as a part of some text. */
  readonly within: 'scalar' | 'text' | 'script';
  /** The Pod or the selector that this belongs to, for labels and ports. */
  readonly party?: Party;
  /** For the value of a label: its key. */
  readonly label?: string;
}

/** The string of a scalar and the span of its characters; undefined for whatever is no one-line string. */
export function nameIn(text: string, node: Node | undefined): { name: string; span: Span } | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '') return undefined;
  if (node.style === 'literal' || node.style === 'folded') return undefined;
  return { name: node.value, span: inner(text, node) };
}

/** The span of a key's characters. */
export function keySpan(text: string, { key }: Entry): Span {
  return inner(text, key);
}

/** Without quotes. */
function inner(text: string, { start, end }: Span): Span {
  const quote = text[start];
  const isQuoted = (quote === '"' || quote === "'") && end - start >= 2;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}

export type Party = PodParty | SelectorParty;

export interface PodParty {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Labels and named ports. */
  readonly parts: Occurrence[];
}

export interface SelectorParty {
  readonly kind: 'selector';
  /** Where it looks for Pods; undefined for everywhere. */
  readonly namespaces: readonly string[] | undefined;
  readonly requirements: readonly Requirement[];
  /** A workload's selector is meant for the Pods of its own template and no others. */
  readonly template?: PodParty;
  readonly parts: Occurrence[];
}

/** One condition on a label; a plain `key: value` is `In` with one value. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}
