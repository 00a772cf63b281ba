/** The `yaml` package's nodes to ours: aliases followed, merge keys applied, scalars resolved. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml';
import { resolvePlain, resolveTagged } from './scalars.ts';
import type { Entry, Mapping, Node, Scalar, ScalarStyle, Sequence, Span, YamlProblem } from './tree.ts';

/** An alias bomb grows without bound when followed; goyaml gives up too, at a size of this order. */
const MAX_ALIASED_NODES = 100_000;
const MAX_DEPTH = 1_000;

/** The tree of a document that has content. What cannot be followed to its end is told among the problems. */
export function buildTree(text: string, document: Document.Parsed, problems: YamlProblem[]): Node | undefined {
  const anchors = new Map<string, { node: Node; size: number }>();
  let size = 0;
  let depth = 0;

  function build(source: unknown, at: number): Node {
    size++;
    if (depth > MAX_DEPTH) {
      problems.push({ start: at, end: at, message: `nested more than ${MAX_DEPTH} levels deep` });
      return missing(at);
    }
    const before = size;
    depth++;
    const node = isAlias(source)
      ? follow(source, at)
      : isMap(source)
        ? mapping(source)
        : isSeq(source)
          ? sequence(source)
          : isScalar(source)
            ? scalar(text, source, at)
            : missing(at);
    depth--;
    const anchor = (source as { anchor?: string } | null)?.anchor;
    if (anchor && !isAlias(source)) anchors.set(anchor, { node, size: size - before + 1 });
    return node;
  }

  function follow(alias: Alias, at: number): Node {
    const target = anchors.get(alias.source);
    if (!target) return missing(at); // the parser has reported the unknown anchor
    size += target.size;
    if (size <= MAX_ALIASED_NODES) return target.node;
    problems.push({ ...spanOf(text, alias, at), message: 'document contains excessive aliasing' });
    return missing(at);
  }

  function mapping(source: YAMLMap): Mapping {
    const span = spanOf(text, source, 0);
    const entries: Entry[] = [];
    const seen = new Set<string>();
    for (const pair of source.items) {
      if (!isPair(pair)) continue;
      const { key, name } = keyOf(text, pair, span.start);
      const value = build(pair.value, behindColon(text, key.end));
      if (name === '<<' && isPlain(pair.key)) {
        entries.push(...merged(value, seen));
        continue;
      }
      const end = Math.max(key.end, ...(isAlias(pair.value) ? [spanOf(text, pair.value, key.end).end] : [value.end]));
      entries.push({ name, key, value, start: key.start, end, merged: false, duplicate: seen.has(name) });
      seen.add(name);
    }
    return { kind: 'mapping', flow: source.flow === true, entries, ...span };
  }

  function sequence(source: YAMLSeq): Sequence {
    const span = spanOf(text, source, 0);
    const items = source.items.map((item) => build(item, span.end));
    return { kind: 'sequence', flow: source.flow === true, items, ...span };
  }

  return build(document.contents, 0);
}

/** The entries that `<<: value` brings in: of one mapping, or of several, the first of which wins by coming last. */
function* merged(value: Node, seen: Set<string>): Generator<Entry> {
  const sources = value.kind === 'sequence' ? value.items.toReversed() : [value];
  for (const source of sources) {
    if (source.kind !== 'mapping') continue;
    for (const entry of source.entries) {
      yield { ...entry, merged: true, duplicate: seen.has(entry.name) };
      seen.add(entry.name);
    }
  }
}

function keyOf(text: string, pair: Pair, at: number): { key: Span; name: string } {
  const { key } = pair;
  const span = spanOf(text, key, at);
  if (!isScalar(key)) return { key: span, name: '' };
  const { value } = scalar(text, key, at);
  return { key: span, name: value === null ? 'null' : String(value) };
}

/** Where a value that is not written would stand: after the colon. */
function behindColon(text: string, keyEnd: number): number {
  COLON.lastIndex = keyEnd;
  return COLON.test(text) ? COLON.lastIndex : keyEnd;
}

const COLON = /\s*:/y;

function isPlain(key: unknown): boolean {
  return isScalar(key) && key.type === 'PLAIN';
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function scalar(document: string, source: YamlScalar, at: number): Scalar {
  const text = typeof source.value === 'string' ? source.value : '';
  const span = spanOf(document, source, at);
  if (span.start === span.end && text === '' && source.type === 'PLAIN' && !source.tag) return missing(at);
  const style = STYLES[source.type ?? 'PLAIN'] ?? 'plain';
  const value = source.tag ? resolveTagged(text, source.tag) : style === 'plain' ? resolvePlain(text) : text;
  return { kind: 'scalar', style, text, value, ...span };
}

function missing(at: number): Scalar {
  return { kind: 'scalar', style: 'missing', text: '', value: null, start: at, end: at };
}

/** The node's own characters, without the blank lines and the comment behind it. */
function spanOf(text: string, source: unknown, at: number): Span {
  const range = (source as { range?: readonly [number, number, number] | null } | null)?.range;
  if (!range) return { start: at, end: at };
  const [start] = range;
  let [, end] = range;
  // The parser counts the line break behind a block's last line to the block.
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return { start, end };
}
