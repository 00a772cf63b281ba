/** Where lines, keys and blocks begin and end in a text. */
import type { Entry, Span } from '../../yaml/tree.ts';

/** The node's end without line breaks that belong to a block. */
export function trimmedEnd(text: string, node: Span): number {
  let { end } = node;
  while (end > node.start && /\s/.test(text[end - 1] as string)) end--;
  return end;
}

export function endOf(text: string, entry: Entry): number {
  return Math.max(entry.key.end, trimmedEnd(text, { start: entry.key.end, end: entry.end }));
}

/** Offset of the line break that ends the line. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return text[found - 1] === '\r' ? found - 1 : found;
}

/** Offset of the next line's first character. */
export function lineAfter(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

export function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

export function colonLength(text: string, at: number): number {
  return /^[ \t]*:/.exec(text.slice(at, at + 20))?.[0].length ?? 1;
}
