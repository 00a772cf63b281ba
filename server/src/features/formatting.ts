/**
 * Formatting: of a file, of a range, and while typing. Only white space changes; a document that cannot be read, or
 * would mean something else afterwards, stays as it is.
 */
import type { TextEdit } from 'vscode-languageserver-types';
import { getCatalog } from '../catalog/catalog.ts';
import { getObjects } from '../model/object.ts';
import { placesAt, rootOf } from '../model/walk.ts';
import {
  documentAt,
  offsetAt,
  type PlacedDocument,
  type Position,
  type Range,
  rangeOf,
  type YamlFile,
} from '../yaml/file.ts';
import { LONGEST_DOCUMENT, parseYaml } from '../yaml/parse.ts';
import type { Node } from '../yaml/tree.ts';
import { type Gap, type Layout, layOut } from './formatting/layout.ts';
import { columnOfDash, columnOfNewLine } from './formatting/typing.ts';

export interface FormattingOptions {
  /** Columns of one level of indentation. */
  readonly tabSize: number;
}

/** @param range of it whole lines are formatted; the whole file without one */
export function format(file: YamlFile, options: FormattingOptions, range?: Range): TextEdit[] {
  return file.documents.flatMap((placed) => {
    const lastLine = placed.line + placed.document.lineStarts.length - 1;
    if (range && (lastLine < range.start.line || range.end.line < placed.line)) return [];
    const mayChange = (line: number): boolean =>
      !range ||
      (range.start.line <= placed.line + line &&
        (placed.line + line < range.end.line || (placed.line + line === range.end.line && range.end.character > 0)));
    const gaps = changesOf(placed, { base: placed.margin?.length ?? 0, step: stepOf(options), mayChange });
    return gaps.map((gap) => insideMargin(placed, { range: rangeOf(placed, gap), newText: gap.newText }));
  });
}

/** @param typed the character that was typed: a line break, or the dash of a list's item */
export function formatOnType(
  file: YamlFile,
  position: Position,
  typed: string,
  options: FormattingOptions,
): TextEdit[] {
  const placed = documentAt(file, position);
  if (!placed || placed.document.text.length > LONGEST_DOCUMENT) return [];
  const { document, line } = placed;
  if (getObjects(document).length === 0) return [];
  const lines = document.text.split(/\r\n|\n|\r/);
  const index = position.line - line;
  if (isInText(document.root, offsetAt(placed, { line: position.line, character: 0 }))) return [];
  const step = stepOf(options);
  const column =
    typed === '-'
      ? columnOfDash(lines, index, step)
      : columnOfNewLine(lines, index, step, (keyLine, character) => {
          const at = offsetAt(placed, { line: line + keyLine, character });
          return isList(placed, at);
        });
  const indent = /^[ \t]*/.exec(lines[index] ?? '')?.[0] ?? '';
  if (column === undefined || indent === ' '.repeat(column)) return [];
  const start = { line: position.line, character: 0 };
  const range = { start, end: { line: position.line, character: indent.length } };
  return [insideMargin(placed, { range, newText: ' '.repeat(column) })];
}

/** White space for white space at the start of a line, without the margin that only looks like it in the document. */
function insideMargin({ margin = '' }: PlacedDocument, { range, newText }: TextEdit): TextEdit {
  const { start, end } = range;
  if (start.character > 0) return { range, newText };
  const kept = Math.min(margin.length, end.character);
  return { range: { start: { line: start.line, character: kept }, end }, newText: newText.slice(kept) };
}

function stepOf({ tabSize }: FormattingOptions): number {
  return Number.isInteger(tabSize) && tabSize >= 1 && tabSize <= 8 ? tabSize : 2;
}

function changesOf({ document }: PlacedDocument, layout: Layout): readonly Gap[] {
  const { text, root, problems } = document;
  if (!root || problems.length > 0 || getObjects(document).length === 0) return [];
  const gaps = layOut(text, layout);
  if (!gaps || gaps.length === 0) return [];
  const after = parseYaml(applyGaps(text, gaps));
  const isSame = after.root !== undefined && after.problems.length === 0 && areSame(root, after.root);
  return isSame ? gaps : [];
}

function applyGaps(text: string, gaps: readonly Gap[]): string {
  let applied = '';
  let from = 0;
  for (const { start, end, newText } of gaps) {
    applied += text.slice(from, start) + newText;
    from = end;
  }
  return applied + text.slice(from);
}

/** Whether two trees say the same, down to how each scalar is written. */
function areSame(a: Node, b: Node): boolean {
  if (a.kind === 'scalar')
    return b.kind === 'scalar' && a.style === b.style && a.text === b.text && Object.is(a.value, b.value);
  if (a.kind === 'sequence')
    return (
      b.kind === 'sequence' &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => {
        const other = b.items[index];
        return other !== undefined && areSame(item, other);
      })
    );
  return (
    b.kind === 'mapping' &&
    a.entries.length === b.entries.length &&
    a.entries.every((entry, index) => {
      const other = b.entries[index];
      return other !== undefined && entry.name === other.name && areSame(entry.value, other.value);
    })
  );
}

/** Inside a text of several lines indentation is its author's. */
function isInText(node: Node | undefined, offset: number): boolean {
  if (!node || offset <= node.start || offset > node.end) return false;
  if (node.kind === 'scalar') return node.style !== 'plain' && node.style !== 'missing';
  const children = node.kind === 'mapping' ? node.entries.map(({ value }) => value) : node.items;
  return children.some((child) => isInText(child, offset));
}

/** Whether the field whose key is at an offset holds a list. */
function isList({ document }: PlacedDocument, offset: number): boolean {
  return getObjects(document).some((object) => {
    const place = placesAt(rootOf(object), offset, getCatalog().newest).at(-1);
    return place?.type?.kind === 'list' && place.entry !== undefined;
  });
}
