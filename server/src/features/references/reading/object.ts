/** The names in an object that its kind and its metadata tell. */
import { getPod } from '../../../model/object.ts';
import { childOf, type Entry, stringAt } from '../../../yaml/tree.ts';
import { CONTAINER_ANNOTATION_PREFIXES, CONTAINER_ANNOTATIONS, KEY_FIELDS } from '../kinds.ts';
import { keySpan, type PodParty } from '../occurrence.ts';
import { labelsIn } from '../parties.ts';
import { dataKeyScope, objectScope } from '../scopes.ts';
import type { Collector } from './collector.ts';
import { entriesOf, nodesAt } from './nodes.ts';

/** What every object has: its name, and its keys if it is made of such. */
export function readObject({ object, kind, namespace, addName, addKey }: Collector): void {
  const metadata = childOf(object.node, 'metadata');
  addName(childOf(metadata, 'name'), { kind: 'object', role: 'definition', scope: objectScope(kind, namespace) });
  const name = stringAt(metadata, 'name');
  if (name === undefined) return;
  const scope = dataKeyScope(kind, namespace, name);
  for (const field of KEY_FIELDS[kind] ?? [])
    for (const entry of entriesOf(childOf(object.node, field))) addKey(entry, { kind: 'dataKey', scope });
  if (kind === 'Service')
    for (const port of nodesAt(object.node, 'spec.ports[].name'))
      addName(port, { kind: 'servicePort', role: 'definition', scope });
}

/** The labels of the object's Pods, and what their annotations refer to. */
export function readPod(collector: Collector): PodParty | undefined {
  const { object, namespace, addParty, addLabels } = collector;
  const pod = getPod(object);
  if (!pod) return undefined;
  const podMetadata = childOf(pod.node, 'metadata');
  const labels = childOf(podMetadata, 'labels');
  const party: PodParty = { kind: 'pod', namespace, labels: labelsIn(labels), parts: [] };
  addParty(party);
  addLabels(labels, party, 'definition');
  for (const entry of entriesOf(childOf(podMetadata, 'annotations'))) readAnnotation(collector, entry);
  return party;
}

function readAnnotation({ text, add, addName, scopeOf }: Collector, entry: Entry): void {
  const use = { kind: 'container', role: 'use', ...scopeOf('pod', undefined) } as const;
  if (CONTAINER_ANNOTATIONS.has(entry.name)) addName(entry.value, use);
  const prefix = CONTAINER_ANNOTATION_PREFIXES.find((start) => entry.name.startsWith(start));
  if (prefix === undefined) return;
  const { start, end } = keySpan(text, entry);
  const name = entry.name.slice(prefix.length);
  if (name && end - start === entry.name.length)
    add({ ...use, name, span: { start: start + prefix.length, end }, within: 'text' });
}
