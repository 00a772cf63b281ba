/**
 * goyaml does not mind how far the later lines of a quoted text or of a bracket are indented; the `yaml` package, after
 * the letter of YAML 1.2, does. For a text that it refuses, this puts spaces in the place of the line breaks inside
 * quotes and brackets: no offset moves, and folding would have made spaces of them anyhow.
 */

/** What may precede a value on its line: dashes, a key with its colon, a tag or an anchor. */
const BEFORE_VALUE =
  /^[ \t]*(?:- +)*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{},|>&*!%@`-][^#\n]*?|-[^\s#][^#\n]*?)[ \t]*:(?=[ \t]))?[ \t]*(?:[!&][^\s]*[ \t]+)*/;
const BLOCK_SCALAR = /[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$/;

export function joinFlowLines(text: string): string {
  let joined = '';
  let kept = 0;
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const start = at + (BEFORE_VALUE.exec(line)?.[0].length ?? 0);
    const first = text[start];
    if (first === '"' || first === "'" || first === '[' || first === '{') {
      const close = first === '[' || first === '{' ? endOfFlow(text, start) : endOfQuotes(text, start);
      if (close === undefined) return text;
      joined += text.slice(kept, start) + text.slice(start, close).replace(/[\r\n]/g, ' ');
      kept = close;
      at = lineEnd(text, close) + 1;
    } else if (BLOCK_SCALAR.test(line)) {
      at = endOfBlock(text, end + 1, indentOf(line));
    } else {
      at = end + 1;
    }
  }
  return joined + text.slice(kept);
}

/** Offset behind the closing quote; undefined when there is none. */
function endOfQuotes(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return undefined;
}

/** Offset behind the closing bracket; undefined when there is none, or a comment inside, which needs its line break. */
function endOfFlow(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string;
    if ((char === '"' || char === "'") && /[\s[{,:]/.test(text[at - 1] ?? ' ')) {
      const close = endOfQuotes(text, at);
      if (close === undefined) return undefined;
      at = close - 1;
    } else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (char === '#' && /\s/.test(text[at - 1] ?? '')) return undefined;
  }
  return undefined;
}

/** Start of the first line that is not deeper than the block's key, blank lines aside. */
function endOfBlock(text: string, from: number, indent: number): number {
  let at = from;
  while (at < text.length) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() !== '' && indentOf(line) <= indent) break;
    at += line.length + 1;
  }
  return at;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
