/** Which characters of a document a completion at an offset would replace, and what the document is without them. */

import { type BlockLine, endOfLine, HOLE, isSpace, quoteEnd, readLines } from '../../../yaml/tolerant/lines.ts';
import type { Span } from '../../../yaml/tree.ts';

export interface Hole {
  /** Replaced by the completion: what is half typed, the indentation if it is not quite right, or nothing. */
  readonly replaced: Span;
  /** The document's text with a {@link HOLE} for it. */
  readonly text: string;
  /** White space that has to come before what is inserted, and what has to come behind it: a comma, the closing quote. */
  readonly padding: string;
  readonly suffix: string;
  /** The quotes that the hole stands between, and all that is in them, quotes included. */
  readonly quote: '"' | "'" | undefined;
  readonly quoted: Span | undefined;
  /** A colon follows, so only the key is to be written. */
  readonly colon: boolean;
  /** In the hole's line nothing else is written before it than white space and dashes. */
  readonly startsLine: boolean;
}

/**
 * The hole at an offset; undefined where nothing is to be completed: comments, block scalars, between tokens. An empty
 * line is of the level that its column says or, with `goOn`, of the level of the line below it.
 */
export function findHole(text: string, offset: number, goOn = false): Hole | undefined {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOfLine(text, offset);
  const lines = readLines(text);
  const index = lines.findIndex(({ end }) => end > lineStart || (end === lineEnd && end === text.length));
  const line = lines[index];
  if (line && line.start < lineStart && line.end > lineStart) {
    if (line.value.style === 'flow' && offset < line.value.end) return inFlow(text, line.value, offset);
    return undefined;
  }
  if (line && line.start >= lineStart && line.start <= lineEnd) return inLine(text, line, offset);
  if (text.slice(lineStart, lineEnd).trim() !== '') return undefined;
  const above = index < 0 ? lines : lines.slice(0, index);
  const column = goOn && line ? outerColumn(line) : fittingColumn(above, line, offset - lineStart);
  return column === undefined ? undefined : inBlankLine(text, { start: lineStart, end: lineEnd }, column, offset);
}

interface Options {
  readonly padding?: string;
  readonly suffix?: string;
  readonly quote?: '"' | "'";
  readonly quoted?: Span;
  readonly colon?: boolean;
  readonly startsLine?: boolean;
}

function makeHole(
  text: string,
  replaced: Span,
  { padding = '', suffix = '', quote, quoted, colon = false, startsLine = false }: Options,
): Hole {
  return {
    replaced,
    text: `${text.slice(0, replaced.start)}${padding}${HOLE}${suffix}${text.slice(replaced.end)}`,
    padding,
    suffix,
    quote,
    quoted,
    colon,
    startsLine,
  };
}

function inLine(text: string, line: BlockLine, offset: number): Hole | undefined {
  const { key, value, comment } = line;
  if (comment !== undefined && offset > comment) return undefined;
  if (key && offset <= key.end) {
    if (offset < key.start) return undefined;
    return makeHole(text, key, { colon: true, startsLine: true });
  }
  const from = key ? (key.colon ?? key.end) : line.start;
  const startsLine = key === undefined;
  if (value.style === 'missing') {
    const afterDash = startsLine && text[offset - 1] === '-';
    if (offset < from && !(startsLine && offset > text.lastIndexOf('-', from - 1))) return undefined;
    const start = Math.min(offset, value.start);
    return makeHole(
      text,
      { start, end: offset },
      { padding: isSpace(text[start - 1]) && !afterDash ? '' : ' ', startsLine },
    );
  }
  if (offset < from || offset > value.end) return undefined;
  if (value.style === 'plain') {
    // `key:| value`: what is there is replaced, so that there are never two values.
    const start = Math.min(offset, value.start);
    const padding = isSpace(text[start - 1]) || startsLine ? '' : ' ';
    return makeHole(text, { start, end: value.end }, { padding, startsLine });
  }
  if (offset <= value.start) return undefined;
  if (value.style === 'flow') return inFlow(text, value, offset);
  if (value.style === 'block') return undefined;
  return inQuotes(text, value, offset);
}

function inQuotes(text: string, { start, end }: Span, offset: number, colon = false): Hole | undefined {
  const quote = text[start] as '"' | "'";
  const closed = end - start > 1 && text[end - 1] === quote;
  if (offset <= start || (closed && offset >= end)) return undefined;
  const replaced = { start: start + 1, end: closed ? end - 1 : end };
  return makeHole(text, replaced, { quote, quoted: { start, end }, colon, suffix: closed ? '' : quote });
}

function inBlankLine(text: string, line: Span, column: number, offset: number): Hole {
  const typed = offset - line.start;
  const start = line.start + Math.min(typed, column);
  const padding = ' '.repeat(Math.max(0, column - typed));
  return makeHole(text, { start, end: line.end }, { padding, startsLine: true });
}

/**
 * The column that a new line is meant for: of all levels that are open there the deepest one that the cursor reaches.
 * Undefined inside a block scalar that goes on.
 */
function fittingColumn(before: readonly BlockLine[], after: BlockLine | undefined, typed: number): number | undefined {
  const previous = before.at(-1);
  if (!previous) return after ? outerColumn(after) : typed;
  const owner = previous.key ? previous.column : (previous.dashes.at(-1) ?? previous.column);
  if (previous.value.style === 'block' && typed > (previous.dashes.at(-1) ?? owner)) return undefined;
  if (previous.value.style === 'missing' && typed > owner) {
    const first = after && outerColumn(after);
    return first !== undefined && first > owner && first < typed ? first : typed;
  }
  const levels = openLevels(before);
  return levels.find((level) => level <= typed) ?? levels.at(-1);
}

const outerColumn = (line: BlockLine): number => line.dashes[0] ?? line.column;

/** The columns at which a line may continue what is above it, deepest first. */
function openLevels(before: readonly BlockLine[]): number[] {
  const levels: number[] = [];
  for (const line of before.toReversed()) {
    const columns = line.key ? [...line.dashes, line.column] : line.dashes;
    for (const column of columns.toReversed()) if (column < (levels.at(-1) ?? Infinity)) levels.push(column);
    if (levels.at(-1) === 0) break;
  }
  return levels.length > 0 ? levels : [0];
}

/** Inside `{…}` or `[…]`: the token that the offset touches, or the gap between two of them. */
function inFlow(text: string, { start, end }: Span, offset: number): Hole | undefined {
  let spaced = true;
  for (let at = start; at <= offset && at < end; ) {
    const character = text[at] as string;
    if (isSpace(character)) at++;
    else if (character === '#' && isSpace(text[at - 1])) {
      at = endOfLine(text, at);
      if (offset <= at) return undefined;
    } else if (',[]{}'.includes(character) || (character === ':' && !/\S/.test(text[at + 1] ?? ' '))) {
      if (at === offset) break;
      at++;
      spaced = !'}]'.includes(character);
    } else {
      const token = flowToken(text, at, end);
      if (offset >= at && offset <= token) {
        const colon = /^[ \t]*:(?:[\s,\]}]|$)/.test(text.slice(token, token + 80));
        if (character === '"' || character === "'") return inQuotes(text, { start: at, end: token }, offset, colon);
        return makeHole(text, { start: at, end: token }, { colon });
      }
      at = token;
      spaced = false;
    }
  }
  const colonBefore = text[offset - 1] === ':';
  if (!spaced) return undefined;
  const itemFollows = !/^\s*(?:[,\]}]|$)/.test(text.slice(offset, end));
  const padding = colonBefore ? ' ' : '';
  return makeHole(text, { start: offset, end: offset }, { padding, suffix: itemFollows ? ', ' : '' });
}

/** Behind the plain or quoted scalar that begins at an offset of a flow collection. */
function flowToken(text: string, start: number, end: number): number {
  const first = text[start];
  if (first === '"' || first === "'") return quoteEnd(text, start, end) ?? endOfLine(text, start);
  let at = start + 1;
  while (at < end && !',[]{}\r\n'.includes(text[at] as string)) {
    if (text[at] === ':' && (at + 1 === end || /[\s,[\]{}]/.test(text[at + 1] as string))) break;
    if (text[at] === '#' && isSpace(text[at - 1])) break;
    at++;
  }
  return start + text.slice(start, at).trimEnd().length;
}
