/**
 * goyaml does not mind how far the later lines of a quoted text or of a bracket are indented; the `yaml` package, after
 * the letter of YAML 1.2, does. For a text that it refuses, this puts spaces in the place of the line breaks inside
 * quotes and brackets, and of the comments there: no offset moves, and folding would have made spaces of them anyhow.
 */

import type { Span } from './tree.ts';

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
      const comments: Span[] = [];
      const close = first === '[' || first === '{' ? endOfFlow(text, start, comments) : endOfQuotes(text, start);
      if (close === undefined) return text;
      joined += text.slice(kept, start);
      kept = start;
      for (const comment of comments) {
        joined += oneLine(text.slice(kept, comment.start)) + ' '.repeat(comment.end - comment.start);
        kept = comment.end;
      }
      joined += oneLine(text.slice(kept, close));
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

function oneLine(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
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

/** Offset behind the closing bracket; undefined when there is none. The comments on the way are added to `comments`. */
export function endOfFlow(text: string, start: number, comments: Span[] = []): number | undefined {
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
    } else if (char === '#' && /\s/.test(text[at - 1] ?? '')) {
      const end = lineEnd(text, at);
      comments.push({ start: at, end });
      at = end - 1;
    }
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
