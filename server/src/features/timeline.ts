/** The predicted life of the Pod at a position, with the place in the text of every field that it rests on. */
import * as l10n from '@vscode/l10n';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import type { Assumptions } from '../lifecycle/assumptions/assumptions.ts';
import { DEFAULT_CLUSTER } from '../lifecycle/assumptions/default-cluster.ts';
import { infer } from '../lifecycle/infer/infer.ts';
import { predict } from '../lifecycle/predict.ts';
import type { Timeline } from '../lifecycle/timeline.ts';
import { generateNameOf, nameOf, namespaceOf } from '../model/names.ts';
import { getObjects, getPod, type KubernetesObject, mayHoldObject, objectAt, type PodView } from '../model/object.ts';
import { formatPath } from '../model/path.ts';
import { asMapping, asNumber, asSequence } from '../model/plain.ts';
import { rootOf, walk } from '../model/walk.ts';
import {
  documentAt,
  offsetAt,
  type PlacedDocument,
  type Position,
  type Range,
  rangeOf,
  type YamlFile,
} from '../yaml/file.ts';
import { childOf, toValue } from '../yaml/tree.ts';
import { aboutPod, type PodAbout } from './about.ts';
import { fileVersion } from './diagnostics.ts';

export interface TimelineOptions {
  readonly assumptions?: Assumptions;
  /** Seconds to simulate. */
  readonly until?: number;
  readonly static?: boolean;
  /** What time it is, in milliseconds since 1970, for a CronJob's schedule. Absent: it is not followed. */
  readonly now?: number | undefined;
  /** Instead of the position: the object of these names, wherever it stands. */
  readonly object?: ObjectNames;
}

/** What tells an object from the others of a file. */
export interface ObjectNames {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export type TimelineResult =
  /** No Pod and no Pod template at that position. */
  | { readonly kind: 'none' }
  /** The YAML around the position cannot be read; the preview keeps its last picture. */
  | { readonly kind: 'broken'; readonly message: string; readonly range: Range }
  | {
      readonly kind: 'timeline';
      readonly object: PreviewedObject;
      readonly about: PodAbout;
      readonly timeline: Timeline;
      /** What is assumed where the user says nothing: what stories start from. */
      readonly inferred: Assumptions;
    };

export interface PreviewedObject {
  readonly apiVersion: string;
  /** `Pod`, or the kind whose Pod template this is. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** The whole YAML document or list item. */
  readonly range: Range;
  /**
   * Where each field that the Timeline names stands in the text, by the path that the Timeline uses: relative to the Pod
   * (`spec.containers[0].livenessProbe`), and of what makes it relative to that, behind its kind (`Job:spec.backoffLimit`,
   * `CronJob:spec.schedule`). A field that is not written is absent.
   */
  readonly fields: Readonly<Record<string, Range>>;
}

/** Nobody could read the picture of more, and to follow them all would take long. */
const MOST_CONTAINERS = 1000;

/** Long enough for the back-off of a crash loop to grow to its cap. */
const DEFAULT_UNTIL = 900;

export function getTimeline(
  file: YamlFile,
  position: Position,
  {
    version,
    assumptions,
    until = DEFAULT_UNTIL,
    static: isStatic = false,
    now,
    object: named,
  }: TimelineOptions & { readonly version: Version },
): TimelineResult {
  const at = named === undefined ? position : positionOf(file, named);
  const placed = at && documentAt(file, at);
  if (!placed || !mayHoldObject(placed.document.text)) return { kind: 'none' };
  const [problem] = placed.document.problems;
  if (problem) return { kind: 'broken', message: problem.message, range: rangeOf(placed, problem) };
  const object = objectAt(placed.document, offsetAt(placed, at));
  const pod = object && getPod(object);
  if (!pod) return { kind: 'none' };
  const kubernetes = fileVersion(file, version);
  const value = asMapping(podValue(pod));
  const { containers, initContainers } = asMapping(value.spec);
  if (asSequence(containers).length + asSequence(initContainers).length > MOST_CONTAINERS) {
    const message = l10n.t('More than {0} containers are not previewed.', MOST_CONTAINERS);
    return { kind: 'broken', message, range: rangeOf(placed, pod.object.node) };
  }
  const timeline = predict(value, {
    assumptions: { ...DEFAULT_CLUSTER, ...assumptions },
    given: 'overlay',
    until,
    kubernetes,
    static: isStatic,
    owner: toValue(pod.object.node),
    ...(now !== undefined && { now }),
  });
  const about = aboutPod({
    object: pod.object,
    pod: value,
    prefix: pod.path.map((name) => `${name}.`).join(''),
    version: kubernetes,
    assumptions: timeline.assumptions ?? {},
    isStatic,
  });
  return { kind: 'timeline', object: previewed(placed, pod), about, timeline, inferred: infer(value).assumptions };
}

/** Where the object of these names begins. */
function positionOf(file: YamlFile, named: ObjectNames): Position | undefined {
  for (const placed of file.documents) {
    const found = getObjects(placed.document).find((object) => {
      const { name, namespace } = namesOf(object);
      return object.kind === named.kind && name === named.name && namespace === named.namespace;
    });
    if (found) return rangeOf(placed, found.node).start;
  }
  return undefined;
}

/** The Pod as a plain object; a template's Pod gets a name like the ones that its controller makes. */
export function podValue(pod: PodView): unknown {
  const value = toValue(pod.node);
  if (pod.path.length === 0) return value;
  const { metadata, ...rest } = asMapping(value);
  const { name, namespace } = namesOf(pod.object);
  const made = pod.object.kind === 'StatefulSet' ? `${name}-${firstOrdinal(pod.object)}` : `${name}-xxxxx`;
  return { ...rest, metadata: { ...asMapping(metadata), name: made, namespace } };
}

/** The number of a StatefulSet's first Pod (`getStartOrdinal`). */
function firstOrdinal({ node }: KubernetesObject): number {
  const start = childOf(childOf(childOf(node, 'spec'), 'ordinals'), 'start');
  return (start && asNumber(toValue(start))) ?? 0;
}

function namesOf(object: KubernetesObject): { name: string; namespace: string } {
  return { name: nameOf(object) ?? generateNameOf(object) ?? '', namespace: namespaceOf(object) };
}

/** What of an object the Timeline tells, the innermost first: where it stands, and what its paths begin with. */
function partsOf({ object, path }: PodView): readonly { readonly at: readonly string[]; readonly prefix: string }[] {
  const pod = { at: path, prefix: '' };
  switch (object.kind) {
    case 'Job':
      return [pod, { at: [], prefix: 'Job:' }];
    case 'CronJob':
      return [pod, { at: ['spec', 'jobTemplate'], prefix: 'Job:' }, { at: [], prefix: 'CronJob:' }];
    default:
      return [pod];
  }
}

function previewed(placed: PlacedDocument, pod: PodView): PreviewedObject {
  const { object } = pod;
  const fields: Record<string, Range> = {};
  const parts = partsOf(pod);
  for (const { path, entry, node } of walk(rootOf(object), getCatalog().newest)) {
    const part = parts.find(({ at }) => at.length < path.length && at.every((name, i) => path[i] === name));
    if (part === undefined || entry?.merged === true) continue;
    fields[`${part.prefix}${formatPath(path.slice(part.at.length))}`] = rangeOf(placed, entry ?? node);
  }
  return {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    ...namesOf(object),
    range: rangeOf(placed, object.node),
    fields,
  };
}
