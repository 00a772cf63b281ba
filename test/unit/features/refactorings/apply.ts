/** Applies what a code action offers to the text of its file. */
import type { FileAction } from '../../../../server/src/features/code-actions.ts';
import { applyEdits } from '../files.ts';

/** @throws when edits overlap */
export function applyAction(text: string, { edits }: FileAction): string {
  return applyEdits(text, edits);
}
