/** Names that the manifest itself defines, where something refers to them. */
import * as l10n from '@vscode/l10n';
import { getPod } from '../../../model/object.ts';
import type { Place } from '../../../model/walk.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { childOf, type Node, stringAt } from '../../../yaml/tree.ts';
import { containerAt } from '../../owner.ts';
import type { Cursor } from '../cursor/cursor.ts';
import type { Value } from './value.ts';

/** What may be named at `Definition.field`, the likeliest first. */
export function referencesAt(cursor: Cursor, field: string): Value[] {
  switch (field) {
    case 'VolumeMount.name':
    case 'VolumeDevice.name':
      return unmountedFirst(cursor);
    case 'FileKeySelector.volumeName':
      return volumesOf(cursor);
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
      return ports(cursor.place, true);
    case 'GRPCAction.port':
      return ports(cursor.place, false);
    case 'ResourceFieldSelector.containerName':
    case 'EphemeralContainer.targetContainerName':
      return containers(cursor);
    case 'ResourceFieldSelector.resource':
      return resources(cursor);
    default:
      return [];
  }
}

const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === 'sequence' ? node.items : []);

/** The string at a key, if it is written and not what is to be completed. */
export function written(node: Node | undefined, name: string): string | undefined {
  const text = stringAt(node, name);
  return text === HOLE ? undefined : text;
}

const namesIn = (nodes: readonly Node[]): string[] => nodes.flatMap((node) => written(node, 'name') ?? []);

export function podSpec({ object }: Cursor): Node | undefined {
  return childOf(getPod(object)?.node, 'spec');
}

/** The volumes of the Pod, those that a StatefulSet makes claims for among them. */
export function volumesOf(cursor: Cursor): Value[] {
  const inPod = itemsOf(childOf(podSpec(cursor), 'volumes')).flatMap((volume) => {
    const value = written(volume, 'name');
    if (value === undefined || volume.kind !== 'mapping') return [];
    const source = volume.entries.find(({ name }) => name !== 'name' && name !== HOLE)?.name;
    return [{ value, detail: source ?? l10n.t('volume') }];
  });
  const templates = itemsOf(childOf(childOf(cursor.object.node, 'spec'), 'volumeClaimTemplates'));
  const claims = templates.flatMap((template) => written(childOf(template, 'metadata'), 'name') ?? []);
  return [...inPod, ...claims.map((value) => ({ value, detail: 'volumeClaimTemplate' }))];
}

/** A container mostly mounts a volume once, so those that it does not mount yet come first. */
function unmountedFirst(cursor: Cursor): Value[] {
  const container = containerAt(cursor.place);
  const mounted = new Set(
    ['volumeMounts', 'volumeDevices'].flatMap((list) => namesIn(itemsOf(childOf(container?.node, list)))),
  );
  const isMounted = ({ value }: Value): number => (mounted.has(value) ? 1 : 0);
  return volumesOf(cursor).toSorted((a, b) => isMounted(a) - isMounted(b));
}

/** The ports of the container that the place is in, by name and by number. */
function ports(place: Place, byName: boolean): Value[] {
  return portsOf(containerAt(place)?.node).flatMap(({ name, number }) => [
    ...(byName && name ? [{ value: name, detail: number }] : []),
    ...(number ? [{ value: number, detail: name ?? 'containerPort' }] : []),
  ]);
}

/** The ports of a container, the number as it is written, or empty. */
export function portsOf(container: Node | undefined): { readonly name: string | undefined; readonly number: string }[] {
  return itemsOf(childOf(container, 'ports')).map((port) => {
    const number = childOf(port, 'containerPort');
    return {
      name: written(port, 'name'),
      number: number?.kind === 'scalar' && number.text !== HOLE ? number.text : '',
    };
  });
}

function containers(cursor: Cursor): Value[] {
  const spec = podSpec(cursor);
  return ['containers', 'initContainers'].flatMap((list) =>
    namesIn(itemsOf(childOf(spec, list))).map((value) => ({ value, detail: list })),
  );
}

/** What the container that is meant asks for and may have at most: the one that is named, or else the place's own. */
function resources(cursor: Cursor): Value[] {
  const spec = podSpec(cursor);
  const name = written(cursor.place.parent?.node, 'containerName');
  const all = ['containers', 'initContainers'].flatMap((list) => itemsOf(childOf(spec, list)));
  const container = name ? all.find((one) => written(one, 'name') === name) : containerAt(cursor.place)?.node;
  return ['limits', 'requests'].flatMap((side) => {
    const amounts = childOf(childOf(container, 'resources'), side);
    return (amounts?.kind === 'mapping' ? amounts.entries : []).flatMap(({ name: resource, value }) =>
      EXPOSED.test(resource) && value.kind === 'scalar' ? [{ value: `${side}.${resource}`, detail: value.text }] : [],
    );
  });
}

/** The resources that a process can be told of. */
const EXPOSED = /^(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;
