/** Labels that an object already has or selects by: whoever writes one of them mostly means the same again. */
import { getPod, type KubernetesObject } from '../../../model/object.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { childOf, type Node } from '../../../yaml/tree.ts';
import type { Cursor } from '../cursor/cursor.ts';

/** Fields whose keys and values are labels of Pods. */
const LABEL_FIELDS: ReadonlySet<string> = new Set([
  'LabelSelector.matchLabels',
  'ObjectMeta.labels',
  'ReplicationControllerSpec.selector',
]);

/** Whether the map at `Definition.field` holds labels. */
export function holdsLabels(field: string): boolean {
  return LABEL_FIELDS.has(field);
}

/** By key, the labels of the object's Pods, its selector and itself, without those of the map that is being written. */
export function labelsElsewhere({ object }: Cursor, map: Node | undefined): ReadonlyMap<string, string> {
  const maps = [ofPods(object), ofSelector(object), childOf(childOf(object.node, 'metadata'), 'labels')];
  return new Map(
    maps
      .filter((other) => other !== map)
      .flatMap(read)
      .reverse(),
  );
}

/** The labels that the object's Pods have, or are to have by its selector. */
export function podLabels({ object }: Cursor): ReadonlyMap<string, string> {
  const own = read(ofPods(object));
  return new Map(own.length > 0 ? own : read(ofSelector(object)));
}

function ofPods(object: KubernetesObject): Node | undefined {
  return childOf(childOf(getPod(object)?.node, 'metadata'), 'labels');
}

function ofSelector(object: KubernetesObject): Node | undefined {
  const selector = childOf(childOf(object.node, 'spec'), 'selector');
  return childOf(selector, 'matchLabels') ?? selector;
}

function read(labels: Node | undefined): [key: string, value: string][] {
  if (labels?.kind !== 'mapping') return [];
  return labels.entries.flatMap(({ name, value }) =>
    name !== HOLE && value.kind === 'scalar' && value.text && value.text !== HOLE ? [[name, value.text]] : [],
  );
}
