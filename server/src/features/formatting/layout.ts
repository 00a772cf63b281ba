/**
 * How a YAML document should be laid out: which white space changes, and nothing else. Block mappings and lists get
 * even indentation; what stands inside multi-line texts and flow collections moves along with its owner.
 */
import { type CST, Parser } from 'yaml';
import type { Span } from '../../yaml/tree.ts';

export interface Layout {
  /** Columns from a mapping's keys to those below one of them. */
  readonly step: number;
  /** Whether a line may change, by its number in the document. */
  mayChange(line: number): boolean;
}

/** White space in the place of white space. */
export interface Gap extends Span {
  readonly newText: string;
}

/** Thrown for what has no form that everybody agrees on, such as `? key`; the document then stays as it is. */
class Unsupported extends Error {}

/** A collection's column before and after. */
interface Column {
  readonly old: number;
  readonly now: number;
}

/** The changes, in the order of the text; undefined when the document is not for us to lay out. */
export function layOut(text: string, layout: Layout): Gap[] | undefined {
  try {
    return createLayout(text, layout).run();
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

type Token = CST.Token;
type BlockMap = CST.BlockMap;
type BlockSequence = CST.BlockSequence;

function createLayout(text: string, { step, mayChange }: Layout) {
  // A lone carriage return ends a line for YAML and for editors, but not for the parser.
  const tokens = [...new Parser().parse(text.replace(/\r(?!\n)/g, '\n'))];
  const lines = linesOf(text);
  const gaps: Gap[] = [];
  /** What comments go by: the columns at which something starts on a line. */
  const anchors = new Map<number, Column[]>();
  /** Lines whose own text ends, or goes on, inside a multi-line scalar or flow collection. */
  const inside = new Set<number>();
  const decided = new Set<number>();
  const indentsLists = prefersIndentedLists(tokens);

  function run(): Gap[] {
    for (const token of tokens) {
      if (token.type === 'error') throw new Unsupported();
      if (token.type !== 'document' || !token.value) continue;
      const { value } = token;
      const isBlock = value.type === 'block-map' || value.type === 'block-seq';
      const owner = { old: 0, now: 0 };
      visit(value, owner, isBlock ? columnFor(value, 0) : 0, step);
    }
    for (const [index, line] of lines.entries()) {
      if (!decided.has(index)) placeLooseLine(index);
      const trailing = /[ \t]+$/.exec(line.text)?.[0].length ?? 0;
      if (!inside.has(index) && trailing > 0 && trailing < line.text.length)
        gap(line.start + line.text.length - trailing, line.start + line.text.length, '');
    }
    return gaps.sort((a, b) => a.start - b.start);
  }

  function gap(start: number, end: number, newText: string): void {
    if (text.slice(start, end) !== newText && mayChange(lineAt(start))) gaps.push({ start, end, newText });
  }

  /** The column that a block collection gets: the wanted one, or its own when a part of it has to stay. */
  function columnFor(block: BlockMap | BlockSequence, wanted: number): number {
    const first = lineAt(block.offset);
    const last = lineAt(endOf(block));
    for (let line = first; line <= last; line++) if (!mayChange(line)) return block.indent;
    return wanted;
  }

  function visit(token: Token, owner: Column, column: number, contentStep: number): void {
    switch (token.type) {
      case 'block-map':
        visitMap(token, { old: token.indent, now: column });
        break;
      case 'block-seq':
        visitSequence(token, { old: token.indent, now: column });
        break;
      case 'block-scalar':
        moveBlockScalar(token, owner, contentStep);
        break;
      case 'flow-collection':
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
      case 'alias':
        moveAlong(token.offset, endOf(token), owner);
        break;
      default:
        throw new Unsupported();
    }
  }

  function visitMap(map: BlockMap, column: Column): void {
    for (const { start, key, sep, value } of map.items) {
      if (!key && !sep && !value) continue; // comments and blank lines at the end
      const isExplicit = start.some(({ type }) => type === 'explicit-key-ind');
      if (isExplicit || !isScalarKey(key) || !sep) throw new Unsupported();
      const first = start.find(isVisible) ?? key;
      place(first.offset, column);
      tighten(start, key.offset);
      const colon = sep.findIndex(({ type }) => type === 'map-value-ind');
      const before = sep[colon - 1];
      // `*alias :` needs its space.
      if (before?.type === 'space' && key.type !== 'alias')
        gap(before.offset, before.offset + before.source.length, '');
      tighten(sep.slice(colon), value?.offset);
      if (!value) continue;
      if (value.type === 'block-map' || value.type === 'block-seq') {
        if (lineAt(value.offset) === lineAt(key.offset)) throw new Unsupported();
        const deeper = value.type === 'block-map' || indentsLists ? step : 0;
        visit(value, column, columnFor(value, column.now + deeper), step);
      } else visit(value, column, 0, step);
    }
  }

  function visitSequence(sequence: BlockSequence, column: Column): void {
    for (const { start, value } of sequence.items) {
      const dash = start.findIndex(({ type }) => type === 'seq-item-ind');
      const mark = start[dash];
      if (!mark) {
        if (value) throw new Unsupported();
        continue; // comments and blank lines at the end
      }
      place(mark.offset, column);
      const line = lineAt(mark.offset);
      if (value?.type === 'block-map' || value?.type === 'block-seq') {
        const inner = columnFor(value, column.now + 2);
        if (inner === column.now + 2) tighten(start.slice(dash), value.offset);
        if (lineAt(value.offset) === line) {
          anchor(line, { old: value.indent, now: inner });
          decided.add(line);
        }
        visit(value, column, inner, step);
      } else {
        anchor(line, { old: column.old + 2, now: column.now + 2 });
        tighten(start.slice(dash), value?.offset);
        if (value) visit(value, column, 0, 2);
      }
    }
  }

  /** Something that starts a line of a block goes to the block's column. */
  function place(offset: number, { old, now }: Column): void {
    const line = lineAt(offset);
    const { start } = lines[line] as Line;
    if (!/^[ \t]*$/.test(text.slice(start, offset))) return;
    gap(start, offset, ' '.repeat(now));
    decided.add(line);
    anchor(line, { old, now });
  }

  /** One space between what stands on one line behind a dash or a colon; comments keep their distance. */
  function tighten(parts: readonly CST.SourceToken[], next: number | undefined): void {
    for (const [index, { type, offset, source }] of parts.entries()) {
      const following = parts[index + 1];
      if (type !== 'space' || index === 0) continue;
      if (parts[index - 1]?.type === 'newline') continue;
      if (following ? following.type !== 'comment' && following.type !== 'newline' : next === offset + source.length)
        gap(offset, offset + source.length, ' ');
    }
  }

  /** Lines of a scalar or flow collection after its first keep their distance to the owner's column. */
  function moveAlong(start: number, end: number, { old, now }: Column): void {
    const first = lineAt(start);
    const last = lineAt(end);
    for (let line = first; line < last; line++) inside.add(line);
    for (let index = first + 1; index <= last; index++) {
      decided.add(index);
      const line = lines[index] as Line;
      const width = /^[ \t]*/.exec(line.text)?.[0].length ?? 0;
      if (width < line.text.length) gap(line.start, line.start + width, ' '.repeat(Math.max(0, width + now - old)));
    }
  }

  function moveBlockScalar(token: CST.BlockScalar, owner: Column, contentStep: number): void {
    const last = token.props.at(-1);
    if (!last || !('source' in last)) throw new Unsupported();
    const header = token.props.find(({ type }) => type === 'block-scalar-header') as CST.SourceToken | undefined;
    const start = last.offset + last.source.length;
    const content = linesIn(start, start + token.source.length);
    const width = ({ text: line }: Line): number => /^ */.exec(line)?.[0].length ?? 0;
    const written = content.map((index) => lines[index] as Line).find((line) => line.text.trim() !== '');
    const isExplicit = /[1-9]/.test(header?.source ?? '');
    const shift = isExplicit || !written ? owner.now - owner.old : owner.now + contentStep - width(written);
    for (const index of content) {
      inside.add(index);
      decided.add(index);
      const line = lines[index] as Line;
      const indent = width(line);
      if (indent > 0 || line.text !== '') gap(line.start, line.start + indent, ' '.repeat(Math.max(0, indent + shift)));
    }
  }

  /** A comment on a line of its own goes where its neighbours go; a blank line loses its white space. */
  function placeLooseLine(index: number): void {
    const line = lines[index] as Line;
    const indent = /^[ \t]*/.exec(line.text)?.[0].length ?? 0;
    if (indent === line.text.length) gap(line.start, line.start + indent, '');
    else if (line.text[indent] === '#')
      gap(line.start, line.start + indent, ' '.repeat(columnOfComment(index, indent)));
  }

  /** Like what follows it, else like what precedes it in the same block, else as far from what follows as before. */
  function columnOfComment(index: number, indent: number): number {
    const next = firstAnchors(index, 1);
    const same = next?.find(({ old }) => old === indent) ?? precedingAt(index, indent);
    if (same) return same.now;
    const nearest = next?.[0] ?? firstAnchors(index, -1)?.[0];
    return nearest ? Math.max(0, indent + nearest.now - nearest.old) : indent;
  }

  function firstAnchors(index: number, direction: 1 | -1): readonly Column[] | undefined {
    for (let line = index + direction; line >= 0 && line < lines.length; line += direction) {
      const columns = anchors.get(line);
      if (columns) return columns;
    }
    return undefined;
  }

  function precedingAt(index: number, indent: number): Column | undefined {
    for (let line = index - 1; line >= 0; line--) {
      const columns = anchors.get(line);
      const same = columns?.find(({ old }) => old === indent);
      if (same || columns?.some(({ old }) => old < indent)) return same;
    }
    return undefined;
  }

  function anchor(line: number, column: Column): void {
    const columns = anchors.get(line);
    if (columns) columns.push(column);
    else anchors.set(line, [column]);
  }

  function lineAt(offset: number): number {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] as Line).start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function linesIn(start: number, end: number): number[] {
    const found: number[] = [];
    for (let index = lineAt(start); index < lines.length && (lines[index] as Line).start < end; index++)
      if ((lines[index] as Line).start >= start) found.push(index);
    return found;
  }

  return { run };
}

/** Whether most lists below a key are deeper than the key; a document without any gets what most people write. */
function prefersIndentedLists(tokens: readonly Token[]): boolean {
  let deeper = 0;
  function count(token: Token | null | undefined): void {
    if (token?.type === 'document') count(token.value);
    if (token?.type !== 'block-map' && token?.type !== 'block-seq') return;
    for (const { value } of token.items) {
      if (token.type === 'block-map' && value?.type === 'block-seq') deeper += value.indent > token.indent ? 1 : -1;
      count(value);
    }
  }
  for (const token of tokens) count(token);
  return deeper >= 0;
}

function isScalarKey(key: Token | null | undefined): key is CST.FlowScalar {
  return (
    (key?.type === 'scalar' ||
      key?.type === 'alias' ||
      key?.type === 'single-quoted-scalar' ||
      key?.type === 'double-quoted-scalar') &&
    !key.source.includes('\n')
  );
}

function isVisible({ type }: CST.SourceToken): boolean {
  return type !== 'space' && type !== 'newline' && type !== 'comment';
}

/** Offset behind the last visible character of a token. */
function endOf(token: Token): number {
  switch (token.type) {
    case 'block-map':
    case 'block-seq': {
      for (const { start, key, sep, value } of [...token.items].reverse()) {
        if (value) return endOf(value);
        const last = (sep ?? []).filter(isVisible).at(-1);
        if (last) return last.offset + last.source.length;
        if (key) return endOf(key);
        const mark = start.filter(isVisible).at(-1);
        if (mark) return mark.offset + mark.source.length;
      }
      return token.offset;
    }
    case 'block-scalar': {
      const last = token.props.at(-1);
      const start = last && 'source' in last ? last.offset + last.source.length : token.offset;
      return start + token.source.trimEnd().length;
    }
    case 'flow-collection': {
      const close = token.end.find(isVisible);
      if (!close) throw new Unsupported();
      return close.offset;
    }
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return token.offset + token.source.length;
    default:
      throw new Unsupported();
  }
}

interface Line {
  /** Without the line break. */
  readonly text: string;
  readonly start: number;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, match.index), start });
    start = match.index + match[0].length;
  }
  lines.push({ text: text.slice(start), start });
  return lines;
}
