/** Names that the manifest itself defines, where something refers to them. */
import { getPod } from '../../model/object.ts';
import type { Place } from '../../model/walk.ts';
import { childOf, type Node, stringAt } from '../../yaml/tree.ts';
import type { Cursor } from './cursor.ts';
import type { Owner } from './insert-text.ts';
import { HOLE } from './lines.ts';
import type { Value } from './values.ts';

/** What may be named at a field, in the order in which it is defined. */
export function suggestReferences(cursor: Cursor, { definition, field }: Owner, place: Place): Value[] {
  const reference = `${definition}.${field.name}`;
  switch (reference) {
    case 'VolumeMount.name':
    case 'FileKeySelector.volumeName':
      return unmountedFirst(cursor, place);
    case 'VolumeDevice.name':
      return volumes(cursor);
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
    case 'GRPCAction.port':
      return ports(place, definition !== 'GRPCAction');
    case 'ResourceFieldSelector.containerName':
    case 'EphemeralContainer.targetContainerName':
      return containers(cursor);
    default:
      return [];
  }
}

const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === 'sequence' ? node.items : []);

const named = (nodes: readonly Node[]): string[] =>
  nodes.flatMap((node) => {
    const name = stringAt(node, 'name');
    return name === undefined || name === HOLE ? [] : [name];
  });

function podSpec(cursor: Cursor): Node | undefined {
  const pod = getPod(cursor.object);
  return childOf(pod?.node, 'spec');
}

function volumes(cursor: Cursor): Value[] {
  const spec = podSpec(cursor);
  const inPod = itemsOf(childOf(spec, 'volumes')).flatMap((volume) => {
    const name = stringAt(volume, 'name');
    if (name === undefined || name === HOLE || volume.kind !== 'mapping') return [];
    const source = volume.entries.find((entry) => entry.name !== 'name' && entry.name !== HOLE)?.name;
    return [{ value: name, detail: source ?? 'volume' }];
  });
  const claims = itemsOf(childOf(childOf(cursor.object.node, 'spec'), 'volumeClaimTemplates'));
  const fromClaims = named(claims.map((claim) => childOf(claim, 'metadata')).filter((node) => node !== undefined));
  return [...inPod, ...fromClaims.map((value) => ({ value, detail: 'volumeClaimTemplate' }))];
}

/** A container mostly mounts a volume once, so those that it does not mount yet come first. */
function unmountedFirst(cursor: Cursor, place: Place): Value[] {
  const mounted = new Set(named(itemsOf(place.parent?.parent?.node)));
  const isMounted = ({ value }: Value): number => (mounted.has(value) ? 1 : 0);
  return volumes(cursor).sort((a, b) => isMounted(a) - isMounted(b));
}

/** The ports of the container that the place is in, by name and by number. */
function ports(place: Place, byName: boolean): Value[] {
  let container: Place | undefined = place;
  while (container && !(container.type?.kind === 'object' && /Container$/.test(container.type.definition)))
    container = container.parent;
  return itemsOf(childOf(container?.node, 'ports')).flatMap((port) => {
    const name = stringAt(port, 'name');
    const number = childOf(port, 'containerPort');
    const digits = number?.kind === 'scalar' && number.text !== HOLE ? number.text : '';
    return [
      ...(byName && name && name !== HOLE ? [{ value: name, detail: digits }] : []),
      ...(digits ? [{ value: digits, detail: name ?? 'containerPort' }] : []),
    ];
  });
}

function containers(cursor: Cursor): Value[] {
  const spec = podSpec(cursor);
  return ['containers', 'initContainers'].flatMap((list) =>
    named(itemsOf(childOf(spec, list))).map((value) => ({ value, detail: list })),
  );
}
