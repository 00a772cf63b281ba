/**
 * How a YAML document should be laid out: which white space changes, and nothing else. Block mappings and lists get
 * even indentation; what stands inside multi-line texts and flow collections moves along with its owner.
 */
import { type CST, Parser } from 'yaml';
import type { Span } from '../../yaml/tree.ts';
import { type Column, createAnchors } from './anchors.ts';
import { type Line, readLines } from './lines.ts';
import { endOf, isScalarKey, isVisible, prefersIndentedLists, type Token, Unsupported } from './tokens.ts';

export interface Layout {
  /** The column of the document itself, deeper than 0 where it stands in a text of another language. */
  readonly base: number;
  /** Columns from a mapping's keys to those below one of them. */
  readonly step: number;
  /** Whether a line may change, by its number in the document. */
  mayChange(line: number): boolean;
}

/** White space in the place of white space. */
export interface Gap extends Span {
  readonly newText: string;
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

type BlockMap = CST.BlockMap;
type BlockSequence = CST.BlockSequence;

function createLayout(text: string, { base, step, mayChange }: Layout) {
  // A lone carriage return ends a line for YAML and for editors, but not for the parser.
  const tokens = [...new Parser().parse(text.replace(/\r(?!\n)/g, '\n'))];
  const lines = readLines(text);
  const gaps: Gap[] = [];
  const anchors = createAnchors(lines.all.length);
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
      visit(value, { old: base, now: base }, isBlock ? columnFor(value, base) : base, step);
    }
    for (const [index, line] of lines.all.entries()) {
      if (!decided.has(index)) placeLooseLine(line, index);
      const trailing = /[ \t]+$/.exec(line.text)?.[0].length ?? 0;
      if (!inside.has(index) && trailing > 0 && trailing < line.text.length)
        gap(line.start + line.text.length - trailing, line.start + line.text.length, '');
    }
    return gaps.sort((a, b) => a.start - b.start);
  }

  function gap(start: number, end: number, newText: string): void {
    if (text.slice(start, end) !== newText && mayChange(lines.at(start))) gaps.push({ start, end, newText });
  }

  /** The column that a block collection gets: the wanted one, or its own when a part of it has to stay. */
  function columnFor(block: BlockMap | BlockSequence, wanted: number): number {
    const first = lines.at(block.offset);
    const last = lines.at(endOf(block));
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
        if (lines.at(value.offset) === lines.at(key.offset)) throw new Unsupported();
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
      const line = lines.at(mark.offset);
      if (value?.type === 'block-map' || value?.type === 'block-seq') {
        const inner = columnFor(value, column.now + 2);
        if (inner === column.now + 2) tighten(start.slice(dash), value.offset);
        if (lines.at(value.offset) === line) {
          anchors.add(line, { old: value.indent, now: inner });
          decided.add(line);
        }
        visit(value, column, inner, step);
      } else {
        anchors.add(line, { old: column.old + 2, now: column.now + 2 });
        tighten(start.slice(dash), value?.offset);
        if (value) visit(value, column, 0, 2);
      }
    }
  }

  /** Something that starts a line of a block goes to the block's column. */
  function place(offset: number, { old, now }: Column): void {
    const line = lines.at(offset);
    const start = lines.all[line]?.start ?? offset;
    if (!/^[ \t]*$/.test(text.slice(start, offset))) return;
    gap(start, offset, ' '.repeat(now));
    decided.add(line);
    anchors.add(line, { old, now });
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
    const first = lines.at(start);
    const last = lines.at(end);
    for (let line = first; line < last; line++) inside.add(line);
    for (const [i, line] of lines.all.slice(first + 1, last + 1).entries()) {
      decided.add(first + 1 + i);
      const width = /^[ \t]*/.exec(line.text)?.[0].length ?? 0;
      if (width < line.text.length) gap(line.start, line.start + width, ' '.repeat(Math.max(0, width + now - old)));
    }
  }

  function moveBlockScalar(token: CST.BlockScalar, owner: Column, contentStep: number): void {
    const last = token.props.at(-1);
    if (!last || !('source' in last)) throw new Unsupported();
    const header = token.props.find(({ type }) => type === 'block-scalar-header');
    const start = last.offset + last.source.length;
    const content = lines
      .startingIn(start, start + token.source.length)
      .flatMap((index) => (lines.all[index] ? [{ index, line: lines.all[index] }] : []));
    const width = ({ text: line }: Line): number => /^ */.exec(line)?.[0].length ?? 0;
    const written = content.find(({ line }) => line.text.trim() !== '')?.line;
    const isExplicit = /[1-9]/.test(header && 'source' in header ? header.source : '');
    const shift = isExplicit || !written ? owner.now - owner.old : owner.now + contentStep - width(written);
    for (const { index, line } of content) {
      inside.add(index);
      decided.add(index);
      const indent = width(line);
      if (indent > 0 || line.text !== '') gap(line.start, line.start + indent, ' '.repeat(Math.max(0, indent + shift)));
    }
  }

  /** A comment on a line of its own goes where its neighbours go; a blank line loses its white space. */
  function placeLooseLine(line: Line, index: number): void {
    const indent = /^[ \t]*/.exec(line.text)?.[0].length ?? 0;
    if (indent === line.text.length) gap(line.start, line.start + indent, '');
    else if (line.text[indent] === '#')
      gap(line.start, line.start + indent, ' '.repeat(anchors.columnFor(index, indent)));
  }

  return { run };
}
