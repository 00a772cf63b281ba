/** Whether a node, as far as it is written, can be a value of a type. */
import { getCatalog, type Type, type Version } from '../../catalog/catalog.ts';
import { HOLE } from '../../yaml/tolerant/lines.ts';
import { isNull, type Node } from '../../yaml/tree.ts';

export const isMissing = (node: Node): boolean => node.kind === 'scalar' && node.style === 'missing';

/** Goes by structure and by the names of fields; scalars are not looked into. */
export function fits(type: Type, node: Node, version: Version): boolean {
  if (type.kind === 'any' || isNull(node)) return true;
  if (node.kind === 'scalar') return node.text === HOLE || !['object', 'list', 'map'].includes(type.kind);
  if (node.kind === 'sequence') return type.kind === 'list' && node.items.every((item) => fits(type.of, item, version));
  if (node.entries.length === 1 && node.entries[0]?.name === HOLE) return true;
  if (type.kind === 'map') return node.entries.every(({ value }) => fits(type.of, value, version));
  if (type.kind !== 'object') return false;
  return node.entries.every(({ name, value }) => {
    if (name === HOLE) return true;
    const field = getCatalog().field(type.definition, name, version);
    return field !== undefined && fits(field.type, value, version);
  });
}

/** Whether at least something in a node speaks for a type, though other things in it may not fit. */
export function partlyFits(type: Type, node: Node, version: Version): boolean {
  if (node.kind === 'sequence')
    return type.kind === 'list' && node.items.some((item) => partlyFits(type.of, item, version));
  if (node.kind === 'mapping' && type.kind === 'object')
    return node.entries.some(({ name }) => getCatalog().field(type.definition, name, version));
  return fits(type, node, version);
}
