/**
 * A file of YAML documents. Each document is parsed from its own text and knows nothing of its neighbours, so a
 * keystroke reparses only the document that it touched; where documents stand in the file is kept beside them.
 */
import { isBlank, isMarker, splitDocuments } from './cut.ts';
import { createDocument, type YamlDocument } from './document.ts';
import { embedsYaml, findRegions } from './embedded.ts';
import type { Position, Range } from './position.ts';
import type { Span } from './tree.ts';

export type { YamlDocument } from './document.ts';
export type { Position, Range } from './position.ts';

/** A document and where it stands. */
export interface PlacedDocument {
  readonly document: YamlDocument;
  readonly index: number;
  /** Offset of the document's text in the file's. */
  readonly offset: number;
  /** Line of the document's first line in the file, from 0. */
  readonly line: number;
  /** What its lines begin with in the file and the document has spaces for, such as `> `; absent for a file of YAML. */
  readonly margin?: string;
}

export interface YamlFile {
  /** Of a long file that is typed in, it is put together when somebody asks for it. */
  readonly text: string;
  readonly length: number;
  readonly documents: readonly PlacedDocument[];
}

/** Other characters in the place of a range. */
export interface FileEdit {
  readonly range: Range;
  readonly text: string;
}

/** Characters of a file beyond which editors get no answers about it: they would wait for seconds each time. */
export const LONGEST_FILE = 5_000_000;

/**
 * Parses a file; documents whose text is unchanged since `previous` are taken over from it.
 *
 * @param languageId as an editor names it: of `markdown` and `shellscript` only the YAML in them is read
 * @param longest characters of a file beyond which it is one document, whatever is in it, and so too long to be read
 */
export function parseFile(
  text: string,
  previous?: YamlFile,
  languageId = 'yaml',
  longest = Number.POSITIVE_INFINITY,
): YamlFile {
  if (text.length > longest) return wholeFile([{ document: createDocument(text), ...START }]);
  if (!embedsYaml(languageId)) return wholeFile(replaceChanged(text, previous?.documents ?? []));
  const regions = findRegions(text, languageId);
  const chunks = regions.map((region) => splitDocuments(region.text));
  const kept = takeOver(chunks.flat(), previous?.documents ?? []);
  const documents: PlacedDocument[] = [];
  for (const [i, { offset, line, margin }] of regions.entries()) {
    const inRegion: PlacedDocument[] = [];
    place(inRegion, chunks[i] ?? [], { index: documents.length, offset, line }, kept);
    documents.push(...inRegion.map((placed) => (margin === '' ? placed : { ...placed, margin })));
  }
  return { text, length: text.length, documents };
}

/**
 * A file of YAML throughout, after an edit. It costs what the documents cost that it touches, and their neighbours, with
 * which it may join them; the others are not looked at, however many they are.
 */
export function editFile(file: YamlFile, { range, text }: FileEdit): YamlFile {
  const { documents } = file;
  const isForward = isBefore(range.start, range.end);
  const [start, end] = isForward ? [range.start, range.end] : [range.end, range.start];
  const first = indexAt(documents, start.line);
  const last = indexAt(documents, end.line);
  const [from, to] = [Math.max(0, first - 1), last + 2];
  const touched = documents.slice(from, to);
  const [base, firstPlaced, lastPlaced] = [touched[0], documents[first], documents[last]];
  if (!base || !firstPlaced || !lastPlaced) return parseFile(text);
  const before = textOf(touched);
  const offsetIn = (placed: PlacedDocument, position: Position) =>
    placed.offset - base.offset + offsetAt(placed, position);
  const after = before.slice(0, offsetIn(firstPlaced, start)) + text + before.slice(offsetIn(lastPlaced, end));
  if (file.length + after.length - before.length > LONGEST_FILE || file.length > LONGEST_FILE)
    return parseFile(
      textOf(documents.slice(0, from)) + after + textOf(documents.slice(to)),
      undefined,
      undefined,
      LONGEST_FILE,
    );
  if (after === '' && touched.length === documents.length) return parseFile(after);
  const changed = replaceChanged(after, touched, base);
  return wholeFile([...documents.slice(0, from), ...changed, ...follow(documents.slice(to), changed.at(-1) ?? base)]);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

/** A file of whose text every character belongs to one of its documents. */
function wholeFile(documents: readonly PlacedDocument[]): YamlFile {
  const last = documents.at(-1);
  let known: string | undefined;
  return {
    documents,
    length: last ? last.offset + last.document.text.length : 0,
    get text() {
      known ??= textOf(documents);
      return known;
    },
  };
}

function textOf(documents: readonly PlacedDocument[]): string {
  return documents.map(({ document }) => document.text).join('');
}

/** Where something stands in a file. */
type Start = Pick<PlacedDocument, 'index' | 'offset' | 'line'>;

const START: Start = { index: 0, offset: 0, line: 0 };

/** Where the next document starts. */
function behind({ document, index, offset, line }: PlacedDocument): Start {
  return {
    index: index + 1,
    offset: offset + document.text.length,
    line: line + document.lineStarts.length - 1,
  };
}

/** Documents that are the same as before, moved to where they now follow another one. */
function follow(documents: readonly PlacedDocument[], before: PlacedDocument): readonly PlacedDocument[] {
  const [first] = documents;
  if (!first) return documents;
  const start = behind(before);
  const by = { index: start.index - first.index, offset: start.offset - first.offset, line: start.line - first.line };
  if (by.index === 0 && by.offset === 0 && by.line === 0) return documents;
  return documents.map(({ document, index, offset, line }) => ({
    document,
    index: index + by.index,
    offset: offset + by.offset,
    line: line + by.line,
  }));
}

/** Appends the documents of a stretch of text: those that were kept, by their index in the file, and new ones. */
function place(
  documents: PlacedDocument[],
  chunks: readonly string[],
  start: Start,
  kept: readonly (YamlDocument | undefined)[] = [],
): void {
  let next = start;
  for (const chunk of chunks) {
    const { index, offset, line } = next;
    const placed = { document: kept[index] ?? createDocument(chunk), index, offset, line };
    documents.push(placed);
    next = behind(placed);
  }
}

/**
 * The documents of a text of which most were there before: only what lies between those that begin it and those that
 * end it as before is cut and parsed.
 *
 * @param base where the text starts in the file
 */
function replaceChanged(text: string, old: readonly PlacedDocument[], base = START): PlacedDocument[] {
  let head = 0;
  let end = 0;
  // The last one ends with the text, not at a marker: it is the same only if it is among those at the end.
  for (; head < old.length - 1; head++) {
    const own = (old[head] as PlacedDocument).document.text;
    if (!isAt(text, end, own) || !isMarker(text, end + own.length)) break;
    end += own.length;
  }
  let tail = 0;
  let start = text.length;
  // All but the first begin with a marker, before which a line ends.
  for (const most = old.length - Math.max(head, 1); tail < most; tail++) {
    const own = (old[old.length - 1 - tail] as PlacedDocument).document.text;
    const from = start - own.length;
    if (from < end || text[from - 1] !== '\n' || !isAt(text, from, own)) break;
    start = from;
  }
  if (head === 0 && tail > 0 && isBlank(text.slice(0, start))) {
    // What precedes the first marker is no document of its own.
    start += (old[old.length - tail] as PlacedDocument).document.text.length;
    tail--;
  }
  const documents = old.slice(0, head);
  const before = documents.at(-1);
  const isChanged = start > end || old.length === 0;
  if (isChanged) place(documents, splitDocuments(text.slice(end, start)), before ? behind(before) : base);
  const last = documents.at(-1);
  return last ? [...documents, ...follow(old.slice(old.length - tail), last)] : documents;
}

/** Engines compare whole strings in blocks, but look for a beginning character by character. */
function isAt(text: string, offset: number, part: string): boolean {
  return text.slice(offset, offset + part.length) === part;
}

/** For each chunk the old document of the same text, when it is among those before or behind all that changed. */
function takeOver(chunks: readonly string[], old: readonly PlacedDocument[]): (YamlDocument | undefined)[] {
  const same = (chunk: number, index: number) => chunks[chunk] === old[index]?.document.text;
  const shift = old.length - chunks.length;
  const most = Math.min(chunks.length, old.length);
  let head = 0;
  while (head < most && same(head, head)) head++;
  let tail = 0;
  while (tail < most - head && same(chunks.length - 1 - tail, old.length - 1 - tail)) tail++;
  return chunks.map((_, i) => {
    const index = i < head ? i : i >= chunks.length - tail ? i + shift : undefined;
    return index === undefined ? undefined : old[index]?.document;
  });
}

/** The document at a position; where two meet, the later one. Undefined in what is not YAML, such as Markdown's prose. */
export function documentAt(file: YamlFile, position: Position): PlacedDocument | undefined {
  const placed = file.documents[indexAt(file.documents, position.line)];
  if (!placed || position.line < placed.line) return undefined;
  // At the file's own end there is nothing behind; else the line after a final line break is another's.
  const { text, lineStarts } = placed.document;
  const toTheEnd = placed.offset + text.length === file.length;
  const lines = toTheEnd ? Infinity : lineStarts.length - (text.endsWith('\n') ? 1 : 0);
  return position.line < placed.line + lines ? placed : undefined;
}

/** Index of the last document that starts on the line or above it. */
function indexAt(documents: readonly PlacedDocument[], line: number): number {
  let low = 0;
  let high = documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((documents[middle]?.line ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Offset in the document's text; positions outside it are moved to its nearest end. */
export function offsetAt({ document, line }: PlacedDocument, position: Position): number {
  const { lineStarts, text } = document;
  const index = position.line - line;
  if (index < 0) return 0;
  const start = lineStarts[index];
  if (start === undefined) return text.length;
  const next = lineStarts[index + 1];
  const end = next === undefined ? text.length : lineEnd(text, next);
  return Math.min(start + Math.max(0, position.character), end);
}

export function positionAt({ document, line }: PlacedDocument, offset: number): Position {
  const { lineStarts, text } = document;
  const at = Math.max(0, Math.min(offset, text.length));
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: line + low, character: at - (lineStarts[low] as number) };
}

export function rangeOf(placed: PlacedDocument, { start, end }: Span): Range {
  return { start: positionAt(placed, start), end: positionAt(placed, end) };
}

/** A text to be put at a range of the file, by a document that is in it: lines that it adds get the margin of the others. */
export function withMargin({ margin = '' }: PlacedDocument, { start }: Range, text: string): string {
  if (margin === '' || !(text.includes('\n') || start.character === 0)) return text;
  const lines = text.split('\n').map((line, i) => {
    if (line.trim() === '' || (i === 0 && start.character > 0)) return line;
    return margin + line.slice(/^ */.exec(line.slice(0, margin.length))?.[0].length);
  });
  return lines.join('\n');
}

/** Offset before the line break that precedes the line at `nextLineStart`. */
function lineEnd(text: string, nextLineStart: number): number {
  return text.startsWith('\r\n', nextLineStart - 2) ? nextLineStart - 2 : nextLineStart - 1;
}
