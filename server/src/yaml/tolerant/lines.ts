/**
 * The lines of a document's block structure, read from the text alone. Unlike a YAML parser this never gives up: each
 * line stands for itself, so a document that is broken elsewhere, or just being typed, keeps its shape.
 */
import type { Span } from '../tree.ts';

/** Stands in the text where something is to be completed; YAML does not allow this character. */
export const HOLE = '\u0000';

export type ValueStyle = 'missing' | 'plain' | 'single' | 'double' | 'block' | 'flow';

/** A line such as `  - key: value # comment`, with the further lines that its value goes over. */
export interface BlockLine {
  /** Columns of the dashes before the content. */
  readonly dashes: readonly number[];
  /** Column of the content, or where it would begin after the last dash. */
  readonly column: number;
  /** Offset of the content. */
  readonly start: number;
  readonly key: Key | undefined;
  /** What is written after the colon or, without a key, as the line's content. */
  readonly value: Span & { readonly style: ValueStyle };
  /** Offset of the `#` of a comment at the end of the line. */
  readonly comment: number | undefined;
  /** Offset behind everything that belongs to it, line break included. */
  readonly end: number;
}

export interface Key extends Span {
  readonly name: string;
  /** Offset behind the colon; a hole has none when nothing is written there yet. */
  readonly colon: number | undefined;
}

/** The lines that hold structure: no comments, blank lines, directives, nor the insides of multi-line values. */
export function readLines(text: string): BlockLine[] {
  const lines: BlockLine[] = [];
  for (let at = 0; at < text.length; ) {
    const line = readLine(text, at);
    if (line) lines.push(line);
    at = line ? line.end : nextLine(text, at);
  }
  return lines;
}

/** The line that begins at an offset; undefined when it holds no structure. */
export function readLine(text: string, lineStart: number): BlockLine | undefined {
  const lineEnd = endOfLine(text, lineStart);
  let at = lineStart;
  if (text[at] === '\uFEFF') at++;
  const zero = at;
  if (text[at] === '%') return undefined;
  if (/^(?:---|\.\.\.)(?=\s|$)/.test(text.slice(at, at + 4))) at += 3;
  at = skipSpaces(text, at, lineEnd);
  // YAML does not allow tabs here, and how deep they are is anybody's guess.
  if (text.slice(zero, at).includes('\t') && text[at] !== HOLE) return undefined;
  const dashes: number[] = [];
  while (text[at] === '-' && (at + 1 === lineEnd || isSpace(text[at + 1]) || text[at + 1] === HOLE)) {
    dashes.push(at - zero);
    at = skipSpaces(text, at + 1, lineEnd);
  }
  const bare = at === lineEnd || text[at] === '#';
  if (bare && dashes.length === 0) return undefined;
  const last = dashes.at(-1);
  if (bare && last !== undefined) {
    const value = { start: at, end: at, style: 'missing' as const };
    const comment = text[at] === '#' ? at : undefined;
    return { dashes, column: last + 2, start: at, key: undefined, value, comment, end: nextLine(text, at) };
  }
  const start = at;
  const column = start - zero;
  const outer = last ?? column;
  const key = readKey(text, start, lineEnd);
  const value = readValue(text, skipProperties(text, key ? (key.colon ?? key.end) : start, lineEnd), lineEnd, outer);
  const stop = Math.max(value.end, start);
  const end = value.style === 'block' ? value.end : nextLine(text, stop);
  return { dashes, column, start, key, value, comment: commentAfter(text, value, stop), end };
}

function commentAfter(text: string, value: Span & { style: ValueStyle }, from: number): number | undefined {
  const at = skipSpaces(text, from, endOfLine(text, from));
  return value.style !== 'block' && text[at] === '#' ? at : undefined;
}

/** `key:`, a quoted key, or a hole with or without its colon. */
function readKey(text: string, start: number, lineEnd: number): Key | undefined {
  if (text[start] === HOLE) {
    const after = skipSpaces(text, start + 1, lineEnd);
    const colon = text[after] === ':' ? after + 1 : undefined;
    return { name: HOLE, start, end: start + 1, colon };
  }
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, start + 1) + 1;
    const colon = skipSpaces(text, end, lineEnd);
    if (end <= start || colon >= lineEnd || text[colon] !== ':' || !endsKey(text, colon, lineEnd)) return undefined;
    return { name: text.slice(start + 1, end - 1), start, end, colon: colon + 1 };
  }
  if ('{[&*!|>%@`?'.includes(quote ?? '')) return undefined;
  for (let at = start; at < lineEnd; at++) {
    if (text[at] === '#' && isSpace(text[at - 1])) return undefined;
    if (text[at] !== ':' || !endsKey(text, at, lineEnd)) continue;
    const name = text.slice(start, at).trimEnd();
    return name ? { name, start, end: start + name.length, colon: at + 1 } : undefined;
  }
  return undefined;
}

const endsKey = (text: string, colon: number, lineEnd: number): boolean =>
  colon + 1 === lineEnd || isSpace(text[colon + 1]) || text[colon + 1] === HOLE;

/** Past an anchor and a tag. */
function skipProperties(text: string, from: number, lineEnd: number): number {
  let at = skipSpaces(text, from, lineEnd);
  while (text[at] === '&' || text[at] === '!') {
    while (at < lineEnd && !isSpace(text[at])) at++;
    at = skipSpaces(text, at, lineEnd);
  }
  return at;
}

/** `outer` is the column that the value's further lines must lie beyond. */
function readValue(text: string, at: number, lineEnd: number, outer: number): Span & { style: ValueStyle } {
  const first = text[at];
  if (at >= lineEnd || first === '#') return { start: at, end: at, style: 'missing' };
  if (first === '|' || first === '>') return { start: at, end: blockEnd(text, at, outer), style: 'block' };
  if (first === '{' || first === '[') return { start: at, end: flowEnd(text, at, outer), style: 'flow' };
  if (first === '"' || first === "'") {
    const style = first === '"' ? 'double' : 'single';
    return { start: at, end: quoteEnd(text, at, innerLimit(text, at, outer)) ?? lineEnd, style };
  }
  let end = at;
  for (let i = at; i < lineEnd; i++) {
    if (text[i] === '#' && isSpace(text[i - 1])) break;
    if (!isSpace(text[i])) end = i + 1;
  }
  return { start: at, end, style: 'plain' };
}

/** Behind the last line of a block scalar: its lines lie deeper than the key or dash that it belongs to. */
function blockEnd(text: string, at: number, outer: number): number {
  let end = nextLine(text, at);
  for (let next = end; next < text.length; next = nextLine(text, next)) {
    const lineEnd = endOfLine(text, next);
    const content = skipSpaces(text, next, lineEnd);
    if (content === lineEnd) continue;
    if (content - next <= outer) break;
    end = nextLine(text, next);
  }
  return end;
}

/** Where a value of several lines must have ended: before the next line that is not deeper than its key. */
function innerLimit(text: string, at: number, outer: number): number {
  for (let next = nextLine(text, at); next < text.length; next = nextLine(text, next)) {
    const lineEnd = endOfLine(text, next);
    const content = skipSpaces(text, next, lineEnd);
    if (content < lineEnd && content - next <= outer && !'}]'.includes(text[content] ?? '')) return next - 1;
  }
  return text.length;
}

/** Behind the closing quote; undefined when there is none before `limit`. */
export function quoteEnd(text: string, start: number, limit: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return undefined;
}

/** Behind the closing bracket, or where the structure around it goes on though it is missing. */
function flowEnd(text: string, start: number, outer: number): number {
  const limit = innerLimit(text, start, outer);
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const character = text[at] as string;
    if (character === '"' || character === "'") {
      if (/[\w)]/.test(text[at - 1] ?? '')) continue;
      at = (quoteEnd(text, at, endOfLine(text, at)) ?? endOfLine(text, at)) - 1;
    } else if (character === '#' && isSpace(text[at - 1])) at = endOfLine(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  // Unclosed on its line: what follows deeper may be meant as its inside, but not a line that reads as a block's.
  const lineEnd = endOfLine(text, start);
  const rest = text.slice(start, limit);
  const structure = /\n[ \t]*(?:- |[\w./-]+:[ \t]*(?:[^\s,{[][^,]*)?\r?$)/m.exec(rest);
  return structure && !/[,{[]\s*$/.test(text.slice(start, lineEnd)) ? start + structure.index : limit;
}

export const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || character === '\r' || character === '\n';

export function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** Offset of the line's end, before its break. */
export function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.length;
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline;
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
