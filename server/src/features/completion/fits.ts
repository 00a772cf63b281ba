/** Whether a node, as far as it is written, can be a value of a type. */
import { getCatalog, type PodKind, type Type, type Version } from '../../catalog/catalog.ts';
import { childOf, isNull, type Mapping, type Node } from '../../yaml/tree.ts';
import { HOLE } from './lines.ts';

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

/** The kinds that carry a Pod, as often as people write them. */
const BY_USE = [
  ...['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  ...['ReplicaSet', 'ReplicationController', 'PodTemplate'],
];

/** The kinds that carry a Pod: first those that an object can be by its fields, and of these the most used. */
export function likelyKinds(node: Mapping, apiVersion: string | undefined, version: Version): PodKind[] {
  const kinds = getCatalog().podKinds.filter((kind) => apiVersion === undefined || kind.apiVersion === apiVersion);
  const rank = new Map(kinds.map((kind) => [kind, (canBe(kind, node, version) ? 0 : 100) + BY_USE.indexOf(kind.kind)]));
  return kinds.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

/** The one kind that an object without a `kind` must be meant for: there has to be something to tell it by. */
export function guessKind(node: Mapping, apiVersion: string | undefined, version: Version): PodKind | undefined {
  const [likeliest] = likelyKinds(node, apiVersion, version);
  if (!likeliest || !canBe(likeliest, node, version)) return undefined;
  const below = childOf(node, 'spec') ?? childOf(node, 'template');
  return below?.kind === 'mapping' && below.entries.some(({ name }) => name !== HOLE) ? likeliest : undefined;
}

function canBe({ definition }: PodKind, node: Mapping, version: Version): boolean {
  return fits({ kind: 'object', definition }, node, version);
}
