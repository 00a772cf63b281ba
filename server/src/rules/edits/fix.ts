/** A fix, if there is anything to change. */
import type { Edit, Fix } from '../rule.ts';

export function fix(title: string, preferred: boolean, edits: readonly Edit[] | undefined): Fix[] {
  return edits?.length ? [{ title, preferred, edits }] : [];
}
