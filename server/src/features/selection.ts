/** Expand selection: from a value to its field, to the fields beside it, and on to the document. */
import type { SelectionRange } from 'vscode-languageserver-types';
import { documentAt, offsetAt, type Position, rangeOf, type YamlDocument, type YamlFile } from '../yaml/file.ts';
import { contains, type Node, type Span } from '../yaml/tree.ts';
import { fromDash, isInPlace, ownEntries, trimmed } from './structure/spans.ts';

export function getSelectionRanges(file: YamlFile, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const placed = documentAt(file, position);
    const empty: SelectionRange = { range: { start: position, end: position } };
    if (!placed) return empty;
    const offset = offsetAt(placed, position);
    let range: SelectionRange | undefined;
    for (const span of spansAround(placed.document, offset))
      range = { range: rangeOf(placed, span), ...(range && { parent: range }) };
    return range ?? empty;
  });
}

/** From the document inwards, each within the one before and smaller than it. */
function spansAround(document: YamlDocument, offset: number): Span[] {
  let outer = trimmed(document, { start: 0, end: Math.max(offset, document.text.trimEnd().length) });
  const spans: Span[] = [outer];
  function enter(span: Span): void {
    const own = trimmed(document, span);
    const isInside = outer.start <= own.start && own.end <= outer.end && own.end - own.start < outer.end - outer.start;
    if (!isInside || !contains(own, offset)) return;
    spans.push(own);
    outer = own;
  }
  for (let node = document.root; node && contains(node, offset); node = step(node)) enter(node);

  function step(node: Node): Node | undefined {
    if (node.kind === 'scalar') {
      if (node.style === 'single' || node.style === 'double') enter({ start: node.start + 1, end: node.end - 1 });
      return undefined;
    }
    if (node.kind === 'sequence') {
      const item = node.items.find((one) => contains(fromDash(document, one), offset));
      if (item && !node.flow) enter(fromDash(document, item));
      return item;
    }
    const entry = ownEntries(node).find((one) => contains(one, offset));
    if (!entry) return undefined;
    enter(entry);
    if (contains(entry.key, offset)) enter(entry.key);
    return isInPlace(entry) ? entry.value : undefined;
  }
  return spans;
}
