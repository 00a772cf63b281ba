/** A text after edits of it. */
import type { Edit } from '../rule.ts';

/** Of two that are put at one place the first stays first; where one is put before what another takes out, that goes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let changed = text;
  // From the end, so that the offsets before stay true.
  const ordered = edits
    .map((edit, i) => ({ edit, i }))
    .sort((a, b) => b.edit.start - a.edit.start || b.edit.end - a.edit.end || b.i - a.i);
  for (const { edit } of ordered) changed = changed.slice(0, edit.start) + edit.newText + changed.slice(edit.end);
  return changed;
}
