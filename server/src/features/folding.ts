/** What may be folded: every block that has more than one line, comments, and each document of a file. */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import { type PlacedDocument, positionAt, type YamlFile } from '../yaml/file.ts';
import { LONGEST_DOCUMENT } from '../yaml/parse.ts';
import type { Node, Span } from '../yaml/tree.ts';
import { remember } from './structure/remember.ts';
import { fromDash, isInPlace, ownEntries, trimmed } from './structure/spans.ts';

export function getFoldingRanges(file: YamlFile): FoldingRange[] {
  return file.documents.flatMap((placed) => foldsIn(placed, undefined));
}

export const foldsIn = remember<FoldingRange>(
  (placed) => {
    if (placed.document.text.length > LONGEST_DOCUMENT) return [];
    const isBroken = placed.document.problems.length > 0;
    return [...(isBroken ? foldsByIndentation(placed) : foldsOf(placed)), ...commentsOf(placed)];
  },
  (fold, lines) => ({ ...fold, startLine: fold.startLine + lines, endLine: fold.endLine + lines }),
);

/** By the tree. */
function foldsOf(placed: PlacedDocument): FoldingRange[] {
  const { document } = placed;
  const { root, text } = document;
  /** Last line by first line: where several blocks start on a line, it folds the longest. */
  const lines = new Map<number, number>();

  function fold(span: Span, keepsEnd: boolean): void {
    const { start, end } = trimmed(document, span);
    const first = positionAt(placed, start).line;
    const last = positionAt(placed, end).line - (keepsEnd ? 1 : 0);
    if (last > first) lines.set(first, Math.max(last, lines.get(first) ?? 0));
  }

  function walk(node: Node): void {
    for (const entry of ownEntries(node)) {
      fold(entry, entry.value.kind !== 'scalar' && entry.value.flow);
      if (isInPlace(entry)) walk(entry.value);
    }
    if (node.kind !== 'sequence') return;
    for (const item of node.items) {
      if (item.start < node.start || item.end > node.end) continue;
      fold(node.flow ? item : fromDash(document, item), item.kind !== 'scalar' && item.flow);
      walk(item);
    }
  }

  if (root) {
    if (text.startsWith('---')) fold({ start: 0, end: root.end }, false);
    else if (root.kind !== 'scalar' && root.flow) fold(root, true);
    walk(root);
  }
  return [...lines].map(([startLine, endLine]) => ({ startLine, endLine }));
}

/** Each line with the deeper ones below it: what can be said of text that is not YAML (yet). */
function foldsByIndentation({ document, line }: PlacedDocument): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const open: { readonly startLine: number; readonly depth: number }[] = [];
  let lastLine = line;
  function closeFrom(depth: number): void {
    while ((open.at(-1)?.depth ?? -1) >= depth) {
      const { startLine } = open.pop() as { startLine: number };
      if (lastLine > startLine) folds.push({ startLine, endLine: lastLine });
    }
  }
  for (const [index, text] of document.text.split(/\r\n|\n|\r/).entries()) {
    const depth = text.search(/\S/);
    if (depth < 0) continue;
    closeFrom(depth);
    open.push({ startLine: line + index, depth });
    lastLine = line + index;
  }
  closeFrom(0);
  return folds.sort((a, b) => a.startLine - b.startLine);
}

/** Runs of lines that are comments and nothing else. */
function commentsOf({ document, line }: PlacedDocument): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const lines = document.text.split(/\r\n|\n|\r/);
  let first = -1;
  for (let i = 0; i <= lines.length; i++) {
    const isComment = /^\s*#/.test(lines[i] ?? '');
    if (isComment && first < 0) first = i;
    if (isComment || first < 0) continue;
    if (i - 1 > first) folds.push({ startLine: line + first, endLine: line + i - 1, kind: FoldingRangeKind.Comment });
    first = -1;
  }
  return folds;
}
