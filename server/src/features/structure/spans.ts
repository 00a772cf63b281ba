/** Where the parts of a tree stand in the text, as a person would mark them. */
import type { YamlDocument } from '../../yaml/file.ts';
import type { Entry, Node, Span } from '../../yaml/tree.ts';

/** The entries that stand in this mapping's own text: not those that a merge key brings in. */
export function ownEntries(node: Node): readonly Entry[] {
  return node.kind === 'mapping' ? node.entries.filter(({ merged }) => !merged) : [];
}

/** Whether a value stands behind its key; that of an alias stands elsewhere. */
export function isInPlace({ value, start, end }: Entry): boolean {
  return value.start >= start && value.end <= end;
}

/** Without the white space behind it: a block ends where its last line does. */
export function trimmed({ text }: YamlDocument, { start, end }: Span): Span {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] as string)) last--;
  return { start, end: last };
}

/** The item of a block list from its dash on. */
export function fromDash({ text }: YamlDocument, item: Node): Span {
  let at = item.start - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--;
  return text[at] === '-' ? { start: at, end: item.end } : item;
}
