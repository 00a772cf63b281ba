/** Values that cannot be changed where they are read, and those in brackets. */
import type { Value } from '../view.ts';

/** The value comes from an anchor or a merge key: a change there would change other places too. */
export function isElsewhere(value: Value): boolean {
  for (let v: Value | undefined = value; v; v = v.parent) {
    if (v.entry?.merged) return true;
    const holder = v.parent?.node;
    const { node } = v;
    if (node && holder && node.end > node.start && (node.start < holder.start || node.end > holder.end)) return true;
  }
  return false;
}

export function isInFlow(value: Value): boolean {
  for (let v: Value | undefined = value.parent; v; v = v.parent)
    if (v.node && v.node.kind !== 'scalar' && v.node.flow) return true;
  return false;
}
