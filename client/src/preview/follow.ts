/** Following text: where a position goes when the text is edited, and which field it is in. */
import type { Position, Range } from '../../../server/src/protocol/messages.ts';
import { isBefore, isInside } from '../../../server/src/yaml/position.ts';
import { plainPath } from '../../preview/paths.ts';

/** An edit as the editor reports it: the range is of the text before. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** Where a position is after an edit. */
export function moved(at: Position, { range, text }: Edit): Position {
  const { start, end } = range;
  if (!isBefore(start, at)) return at;
  if (isBefore(at, end)) return start;
  const lines = text.split('\n');
  const line = at.line + lines.length - 1 - (end.line - start.line);
  if (end.line !== at.line) return { line, character: at.character };
  const before = lines.length === 1 ? start.character : 0;
  return { line, character: before + (lines.at(-1)?.length ?? 0) + at.character - end.character };
}

/** The smallest field that a position is in. */
export function fieldAt(fields: Readonly<Record<string, Range>>, at: Position): string | undefined {
  let found: string | undefined;
  let smallest: Range | undefined;
  for (const [path, range] of Object.entries(fields)) {
    if (!isInside(range, at)) continue;
    if (smallest === undefined || (isInside(smallest, range.start) && isInside(smallest, range.end))) {
      smallest = range;
      found = path;
    }
  }
  return found;
}

/** Where a field is written, or what is written nearest above it. */
export function writtenAt(fields: Readonly<Record<string, Range>>, path: string): Range | undefined {
  const plain = new Map(Object.entries(fields).map(([field, range]) => [plainPath(field), range]));
  let at: string | undefined = plainPath(path);
  while (at !== undefined && !plain.has(at)) at = parentOf(at);
  return at === undefined ? undefined : plain.get(at);
}

/** `spec.containers[0]` of `spec.containers[0].image`; undefined at the top. */
function parentOf(path: string): string | undefined {
  const cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  return cut > 0 ? path.slice(0, cut) : undefined;
}
