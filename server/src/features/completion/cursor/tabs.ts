/**
 * Tabs that indent. YAML does not allow them, but people type them: completion reads each as a step to the next level,
 * and puts spaces in the place of those before what it inserts. Among lines that spaces indent, only those of the
 * cursor's own line can be read so; how deep others are meant is anybody's guess.
 */
import type { Span } from '../../../yaml/tree.ts';
import { findHole, type Hole } from './hole.ts';

const INDENTING_TAB = /^ *\t/m;
const INDENTING_SPACES = /^( +)[^\s#]/m;

/** As {@link findHole}, for a text in which lines may be indented with tabs; what is replaced counts in that text. */
export function findHoleBehindTabs(text: string, offset: number, goOn = false): Hole | undefined {
  if (!INDENTING_TAB.test(text)) return findHole(text, offset, goOn);
  const spaces = INDENTING_SPACES.exec(text)?.[1]?.length;
  const width = spaces ?? 2;
  const lines = text.split('\n');
  const { index, start } = lineAt(lines, offset);
  const spaced = lines.map((line, i) => (spaces === undefined || i === index ? withSpaces(line, width) : line));
  const spacedStart = spaced.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  const longer = (spaced[index] ?? '').length - (lines[index] ?? '').length;
  const typed = withSpaces((lines[index] ?? '').slice(0, offset - start), width);
  const hole = findHole(spaced.join('\n'), spacedStart + typed.length, goOn);
  if (!hole || longer === 0) return hole && moved(hole, start - spacedStart);
  const before = (spaced[index] ?? '').slice(0, hole.replaced.start - spacedStart);
  const back = moved(hole, start - spacedStart - longer);
  if (before.trim() !== '') return back;
  return { ...back, replaced: { start, end: Math.max(start, back.replaced.end) }, padding: before + hole.padding };
}

function moved(hole: Hole, by: number): Hole {
  const move = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return { ...hole, replaced: move(hole.replaced), quoted: hole.quoted && move(hole.quoted) };
}

function withSpaces(line: string, width: number): string {
  let indent = '';
  const content = line.search(/[^ \t]|$/);
  for (const character of line.slice(0, content))
    indent += character === '\t' ? ' '.repeat(width - (indent.length % width)) : ' ';
  return indent + line.slice(content);
}

function lineAt(lines: readonly string[], offset: number): { readonly index: number; readonly start: number } {
  let start = 0;
  let index = 0;
  for (; index < lines.length - 1 && offset > start + (lines[index] ?? '').length; index++)
    start += (lines[index] ?? '').length + 1;
  return { index, start };
}
