/** Applies what a code action offers to the text of its file. */
import type { FileAction } from '../../../../server/src/features/code-actions.ts';
import { offsets } from '../fixture.ts';

export function applyAction(text: string, { edits }: FileAction): string {
  const placed = edits.map((edit, i) => ({ ...offsets(text, edit.range), newText: edit.newText, i }));
  placed.sort((a, b) => b.start - a.start || b.i - a.i);
  let changed = text;
  for (const { start, end, newText } of placed) changed = changed.slice(0, start) + newText + changed.slice(end);
  return changed;
}
