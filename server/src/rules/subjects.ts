/**
 * The objects of a document as rules see them: every value with its type, its field path and its place in the text, and
 * what is left of it in the server of one version.
 */
import { getCatalog, type Type, type Version } from '../catalog/catalog.ts';
import { isDropped } from '../catalog/gates.ts';
import { getObjects, type KubernetesObject, podKindOf } from '../model/object.ts';
import type { Segment } from '../model/path.ts';
import type { YamlDocument } from '../yaml/file.ts';
import { childOf, type Entry, isNull, type Mapping, type Node, stringAt } from '../yaml/tree.ts';
import type { Container, PodParts, Subject } from './rule.ts';
import { ALTERNATIVES } from './sources.ts';
import { mistypedAs } from './types.ts';
import { absent, at, isSet, NO_FIELDS, NO_ITEMS, text, type Value } from './view.ts';

/** The objects of a document, each read for the server of one version. */
export function getSubjects(document: YamlDocument, version: Version): readonly Subject[] {
  const objects = getObjects(document);
  const known = lately.find((one) => one.objects === objects && one.version === version);
  if (known) return known.subjects;
  const subjects = objects.map((object) => viewObject(object, version));
  lately.unshift({ objects, version, subjects });
  lately.length = Math.min(lately.length, MOST_LATELY);
  return subjects;
}

/** What was read last: several ask for the same, one after the other, and to keep it for all documents takes much. */
const lately: { objects: readonly KubernetesObject[]; version: Version; subjects: readonly Subject[] }[] = [];
const MOST_LATELY = 8;

/** The object, read for the server of one version. */
export function viewObject(object: KubernetesObject, version: Version): Subject {
  const catalog = getCatalog();
  const byDefinition = new Map<string, Value[]>();
  const wrong: Value[] = [];
  const unknown: Value[] = [];
  const dropped: Value[] = [];

  function read(
    node: Node,
    type: Type | undefined,
    parent: Value | undefined,
    segment: Segment | undefined,
    entry: Entry | undefined,
    counts: boolean,
  ): Value {
    const mistyped = type !== undefined && mistypedAs(node, type) !== undefined;
    const fields = node.kind === 'mapping' && !mistyped ? new Map<string, Value>() : NO_FIELDS;
    const items: Value[] | typeof NO_ITEMS = node.kind === 'sequence' && !mistyped ? [] : NO_ITEMS;
    const value: Value = { node, type, parent, segment, entry, fields, items, mistyped };
    if (mistyped) wrong.push(value);
    if (counts && type?.kind === 'object' && !mistyped && (node.kind === 'mapping' || typeof segment === 'number'))
      register(value, type.definition);
    if (node.kind === 'sequence' && !mistyped) {
      const of = type?.kind === 'list' ? type.of : undefined;
      for (const [index, item] of node.items.entries())
        (items as Value[]).push(read(item, of, value, index, undefined, counts && !isDroppedItem(item, of)));
    } else if (node.kind === 'mapping' && !mistyped) {
      for (const written of effective(node)) {
        const { name } = written;
        if (type?.kind === 'object') {
          const field = catalog.field(type.definition, name, version);
          const off = field !== undefined && isDropped(field.id, version);
          const below = counts && field !== undefined && !off && !isIgnored(value, name);
          const child = read(written.value, field?.type, value, name, written, below);
          if (!field) unknown.push(child);
          else if (!off && !isEmptied(child)) (fields as Map<string, Value>).set(name, child);
          else if (off && isSet(child)) dropped.push(child);
        } else {
          const key = type?.kind === 'map' ? { key: name } : name;
          const of = type?.kind === 'map' ? type.of : undefined;
          (fields as Map<string, Value>).set(name, read(written.value, of, value, key, written, counts));
        }
      }
    }
    if (counts && type?.kind === 'object' && !mistyped)
      for (const name of STRUCTS[type.definition] ?? []) embed(value, name);
    return value;
  }

  /** A hook that had nothing but what the server drops is dropped with it. */
  function isEmptied({ node, type, fields }: Value): boolean {
    if (type?.kind !== 'object' || !['Lifecycle', 'LifecycleHandler'].includes(type.definition)) return false;
    return (
      node?.kind === 'mapping' &&
      node.entries.length > 0 &&
      fields.size === 0 &&
      node.entries.some(({ name }) => isDropped(`${type.definition}.${name}`, version))
    );
  }

  function isDroppedItem(item: Node, of: Type | undefined): boolean {
    if (of?.kind !== 'object' || of.definition !== 'Volume') return false;
    return isDroppedVolume(item, version);
  }

  /** A field that is no pointer in Go is there, and judged, even when nothing is written. */
  function embed(holder: Value, name: string): void {
    const written = holder.fields.get(name);
    if (written && isSet(written)) return;
    const value = written ?? absent(holder, name);
    if (value.type?.kind !== 'object' || value.mistyped) return;
    register(value, value.type.definition);
    for (const child of STRUCTS[value.type.definition] ?? []) embed(value, child);
  }

  function register(value: Value, definition: string): void {
    const known = byDefinition.get(definition);
    if (known) known.push(value);
    else byDefinition.set(definition, [value]);
  }

  const definition = object.known?.definition;
  const type: Type | undefined = definition === undefined ? undefined : { kind: 'object', definition };
  const root = read(object.node, type, undefined, undefined, undefined, true);
  return {
    object,
    version,
    document: object.document,
    root,
    pod: type && partsOf(object, root, version),
    all: (name) => byDefinition.get(name) ?? NO_ITEMS,
    wrong,
    unknown,
    dropped,
  };
}

/**
 * What the server does not validate: `status`; what a container must not have, which it forbids as a whole; of several
 * alternatives all but the first; and the selector of a CronJob's Jobs.
 */
function isIgnored({ parent, node, type, segment }: Value, field: string): boolean {
  if (!parent) return field === 'status';
  const definition = type?.kind === 'object' ? type.definition : '';
  const alternatives = ALTERNATIVES[definition];
  if (alternatives?.includes(field) && node) {
    const first = alternatives.find((name) => {
      const child = childOf(node, name);
      return child !== undefined && !isNull(child);
    });
    return first !== field;
  }
  if (definition === 'JobSpec' && field === 'selector') return parent.segment === 'jobTemplate';
  if (definition === 'EphemeralContainer') return RUNTIME_FIELDS.has(field) || field === 'restartPolicyRules';
  if (parent.segment !== 'initContainers' || typeof segment !== 'number' || !node) return false;
  const restart = stringAt(node, 'restartPolicy');
  return field === 'restartPolicyRules' ? restart === undefined : RUNTIME_FIELDS.has(field) && restart !== 'Always';
}

/** Fields of definitions that are structs in Go, not pointers. */
const STRUCTS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template'],
  PodTemplateSpec: ['spec'],
  ReplicationController: ['spec'],
  ReplicaSet: ['spec'],
  ReplicaSetSpec: ['template'],
  Deployment: ['spec'],
  DeploymentSpec: ['template'],
  StatefulSet: ['spec'],
  StatefulSetSpec: ['template'],
  DaemonSet: ['spec'],
  DaemonSetSpec: ['template'],
  Job: ['spec'],
  JobSpec: ['template'],
  CronJob: ['spec'],
  CronJobSpec: ['jobTemplate'],
  JobTemplateSpec: ['spec'],
  PersistentVolumeClaim: ['spec'],
  PersistentVolumeClaimTemplate: ['spec'],
  WeightedPodAffinityTerm: ['podAffinityTerm'],
};

const RUNTIME_FIELDS = new Set(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']);

/** The entries that count: of duplicates the last. */
function effective({ entries }: Mapping): Iterable<Entry> {
  if (!entries.some(({ duplicate }) => duplicate)) return entries;
  return new Map(entries.map((entry) => [entry.name, entry])).values();
}

function partsOf(object: KubernetesObject, root: Value, version: Version): PodParts | undefined {
  const kind = podKindOf(object);
  if (!kind) return undefined;
  const template = at(root, ...kind.podPath);
  const spec = at(template, 'spec');
  const volumes = at(spec, 'volumes').items;
  const containers: Container[] = [
    ...at(spec, 'initContainers').items.map(
      (value): Container => ({ value, role: text(at(value, 'restartPolicy')) === 'Always' ? 'sidecar' : 'init' }),
    ),
    ...at(spec, 'containers').items.map((value): Container => ({ value, role: 'main' })),
    ...at(spec, 'ephemeralContainers').items.map((value): Container => ({ value, role: 'ephemeral' })),
  ];
  return {
    metadata: at(template, 'metadata'),
    spec,
    containers,
    volumes: volumes.filter((volume) => !isDroppedVolume(volume.node, version)),
    droppedVolumes: volumes.filter((volume) => isDroppedVolume(volume.node, version)),
    standalone: kind.podPath.length === 0,
  };
}

/** A volume of images, before the server has them on: it goes with all that mounts it. */
function isDroppedVolume(node: Node | undefined, version: Version): boolean {
  const image = node && childOf(node, 'image');
  return image !== undefined && !isNull(image) && isDropped('Volume.image', version);
}
