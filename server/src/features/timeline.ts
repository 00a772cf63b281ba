/** The predicted life of the Pod at a position, with the place in the text of every field that it rests on. */
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { type Assumptions, DEFAULT_CLUSTER } from '../lifecycle/assumptions.ts';
import { infer } from '../lifecycle/infer/infer.ts';
import { predict } from '../lifecycle/predict.ts';
import { getObjects, getPod, type KubernetesObject, mayHoldObject, type PodView } from '../model/object.ts';
import { formatPath } from '../model/path.ts';
import { asMapping } from '../model/plain.ts';
import { rootOf, walk } from '../model/walk.ts';
import type { PreviewedObject, TimelineParams, TimelineResult } from '../protocol/messages.ts';
import {
  documentAt,
  offsetAt,
  type PlacedDocument,
  type Position,
  type Range,
  rangeOf,
  type YamlFile,
} from '../yaml/file.ts';
import { childOf, contains, stringAt, toValue } from '../yaml/tree.ts';
import { aboutPod } from './about.ts';
import { fileVersion } from './diagnostics.ts';

export interface TimelineOptions {
  readonly assumptions?: Assumptions;
  /** Seconds to simulate. */
  readonly until?: number;
  readonly static?: boolean;
  /** Instead of the position: the object of these names, wherever it stands. */
  readonly object?: TimelineParams['object'];
}

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
    object: named,
  }: TimelineOptions & { readonly version: Version },
): TimelineResult {
  const at = named === undefined ? position : positionOf(file, named);
  const placed = at && documentAt(file, at);
  if (!placed || !mayHoldObject(placed.document.text)) return { kind: 'none' };
  const [problem] = placed.document.problems;
  if (problem) return { kind: 'broken', message: problem.message, range: rangeOf(placed, problem) };
  const pod = podAt(placed, at);
  if (!pod) return { kind: 'none' };
  const kubernetes = fileVersion(file, version);
  const value = asMapping(podValue(pod));
  const timeline = predict(value, {
    assumptions: { ...DEFAULT_CLUSTER, ...assumptions },
    given: 'overlay',
    until,
    kubernetes,
    static: isStatic,
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
function positionOf(file: YamlFile, named: NonNullable<TimelineParams['object']>): Position | undefined {
  for (const placed of file.documents) {
    const found = getObjects(placed.document).find((object) => {
      const { name, namespace } = namesOf(object);
      return object.kind === named.kind && name === named.name && namespace === named.namespace;
    });
    if (found) return rangeOf(placed, found.node).start;
  }
  return undefined;
}

/** The Pod of the object at the position, or of the only object of its document. */
function podAt(placed: PlacedDocument, position: Position): PodView | undefined {
  const objects = getObjects(placed.document);
  const offset = offsetAt(placed, position);
  const object = objects.find(({ node }) => contains(node, offset)) ?? (objects.length === 1 ? objects[0] : undefined);
  return object && getPod(object);
}

/** The Pod as a plain object; a template's Pod gets a name like the ones that its controller makes. */
export function podValue(pod: PodView): unknown {
  const value = toValue(pod.node) as { metadata?: unknown; spec?: unknown };
  if (pod.path.length === 0) return value;
  const metadata = typeof value.metadata === 'object' ? value.metadata : {};
  const { name, namespace } = namesOf(pod.object);
  return { ...value, metadata: { ...metadata, name: `${name}-xxxxx`, namespace } };
}

function namesOf({ node }: KubernetesObject): { name: string; namespace: string } {
  const metadata = childOf(node, 'metadata');
  const name = stringAt(metadata, 'name') ?? stringAt(metadata, 'generateName') ?? '';
  return { name, namespace: stringAt(metadata, 'namespace') ?? 'default' };
}

function previewed(placed: PlacedDocument, pod: PodView): PreviewedObject {
  const { object } = pod;
  const fields: Record<string, Range> = {};
  for (const { path, entry, node } of walk(rootOf(object), getCatalog().newest))
    if (pod.path.every((name, i) => path[i] === name) && path.length > pod.path.length && entry?.merged !== true)
      fields[formatPath(path.slice(pod.path.length))] = rangeOf(placed, entry ?? node);
  return {
    apiVersion: object.apiVersion ?? '',
    kind: object.kind ?? '',
    ...namesOf(object),
    range: rangeOf(placed, object.node),
    fields,
  };
}
