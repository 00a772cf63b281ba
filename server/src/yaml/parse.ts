/** One YAML document: text to tree, by the `yaml` package, with whatever can be known of a broken one. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml';
import { joinFlowLines } from './flow-lines.ts';
import { resolvePlain, resolveTagged } from './scalars.ts';
import type { Entry, Mapping, Node, Scalar, ScalarStyle, Sequence, Span } from './tree.ts';

/** Something that keeps the text from being YAML, or kubectl from reading it. */
export interface YamlProblem extends Span {
  readonly message: string;
}

export interface ParsedYaml {
  /** Absent: nothing but comments and blank lines. */
  readonly root: Node | undefined;
  readonly problems: readonly YamlProblem[];
}

/** An alias bomb grows without bound when followed; goyaml gives up too, at a size of this order. */
const MAX_ALIASED_NODES = 100_000;
const MAX_DEPTH = 1_000;

/**
 * Characters of a document beyond which it is not read: that would take longer than anybody waits for an answer. An
 * object of a cluster may have 1.5 MiB at most (etcd's limit), and one with a Pod in it never comes near this.
 */
export const LONGEST_DOCUMENT = 500_000;
/** Behind so many problems, more say nothing new. */
const MOST_PROBLEMS = 1000;

/** Parses one document; `text` may begin with comments, directives and the `---` line. A document that is too long has no root and no problems. Never throws. */
export function parseYaml(text: string): ParsedYaml {
  if (text.length > LONGEST_DOCUMENT) return { root: undefined, problems: [] };
  try {
    const document = readAsGoyaml(text);
    const errors = isReadToTheEnd(document) ? document.errors : [];
    const problems = errors
      .slice(0, MOST_PROBLEMS)
      .filter(({ message, pos: [start] }) => !(ALLOWED.test(message) && text[start - 1] !== ':'))
      .map(({ pos: [start, end], message }): YamlProblem => ({ start, end, message }));
    const root = document.contents ? buildTree(text, document, problems) : undefined;
    return { root, problems };
  } catch (error) {
    // Nesting beyond the stack is the one way to make the parser throw.
    return { root: undefined, problems: [{ start: 0, end: text.length, message: `cannot be read: ${String(error)}` }] };
  }
}

/** What goyaml does not mind behind quotes and brackets. */
const ALLOWED = /^Comments must be separated from other tokens/;

/** goyaml reads no further than the bracket that closes the whole document. */
function isReadToTheEnd({ contents, errors: [first] }: Document.Parsed): boolean {
  const isBracketed = (isMap(contents) || isSeq(contents)) && contents.flow === true;
  const isBehind = /^Unexpected .*(?:at node end|in YAML stream)/.test(first?.message ?? '');
  return !isBracketed || !isBehind || (first?.pos[0] ?? 0) < contents.range[1];
}

/** The `yaml` package's own tree; scalars are left as they are written. */
export function readAsGoyaml(text: string): Document.Parsed {
  // These end lines for goyaml, but not for the parser; what stands behind the document's end, nobody reads.
  const lines = text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n').replace(/^\.\.\.(?![^ \t\r\n])[\s\S]*/m, '');
  const document = read(lines);
  if (document.errors.length === 0) return document;
  const rewritten = markDashes(joinFlowLines(lines));
  const lenient = rewritten === lines ? document : withDashes(read(rewritten));
  return lenient.errors.length === 0 ? lenient : document;
}

/** Stands for a dash; of Unicode's private use. */
const MARK = '\ue000';

/** In brackets, goyaml takes a dash that a comma or the closing bracket follows for text: `[cat, -]`. */
function markDashes(text: string): string {
  return text.replace(/(?<=[\s[{,])-(?=[,\]}])/g, MARK);
}

function withDashes(document: Document.Parsed): Document.Parsed {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') node.value = node.value.replaceAll(MARK, '-');
    },
  });
  return document;
}

function read(text: string): Document.Parsed {
  return parseDocument(text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    strict: true,
    logLevel: 'silent',
  });
}

/** `yaml`'s nodes to ours. */
function buildTree(text: string, document: Document.Parsed, problems: YamlProblem[]): Node | undefined {
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
