/** Which Pods of a cluster are the live ones of an object in a file. */
import { getPod, objectAt, type PodView } from '../../model/object.ts';
import { asMapping, asMappings, asString, asStringMap, asStrings } from '../../model/plain.ts';
import { documentAt, offsetAt, type Position, type YamlFile } from '../../yaml/file.ts';
import { toValue } from '../../yaml/tree.ts';

/** What to ask kubectl for. */
export interface LivePods {
  /** `Deployment web`. */
  readonly title: string;
  /** As written; absent where the context decides. */
  readonly namespace?: string;
  /** The name of the only Pod that it can be. */
  readonly name?: string;
  /** Else a label selector as kubectl takes it, … */
  readonly selector?: string;
  /** … and how the names of these Pods begin, where labels alone do not tell them from others'. */
  readonly prefix?: string;
}

/** The live Pods of the object at a position; undefined where there is none that has any. */
export function getLivePods(file: YamlFile, position: Position): LivePods | undefined {
  const placed = documentAt(file, position);
  if (!placed) return undefined;
  const object = objectAt(placed.document, offsetAt(placed, position));
  const pod = object && getPod(object);
  return pod && livePodsOf(pod);
}

function livePodsOf({ object, node, kind }: PodView): LivePods | undefined {
  const { metadata, spec } = asMapping(toValue(object.node));
  const name = asString(asMapping(metadata).name);
  const namespace = asString(asMapping(metadata).namespace);
  const labels = asStringMap(asMapping(asMapping(toValue(node)).metadata).labels);
  const found = (rest: Omit<LivePods, 'title' | 'namespace'>): LivePods => ({
    title: `${kind.kind} ${name ?? ''}`.trim(),
    ...(namespace !== undefined && { namespace }),
    ...rest,
  });
  if (kind.kind === 'Pod') {
    if (name !== undefined) return found({ name });
    const generated = asString(asMapping(metadata).generateName);
    return generated === undefined ? undefined : found({ selector: equal(labels), prefix: generated });
  }
  if (name === undefined) return undefined;
  switch (kind.kind) {
    case 'Job':
      return found({ selector: equal({ 'job-name': name }) });
    case 'CronJob':
      // Its Jobs are named after it and the minute; their Pods after them.
      return found({ selector: 'job-name', prefix: `${name}-` });
    case 'ReplicationController': {
      const selector = asStringMap(asMapping(spec).selector);
      return found({ selector: equal(Object.keys(selector).length > 0 ? selector : labels), prefix: `${name}-` });
    }
    default: {
      const { selector } = asMapping(spec);
      return found({ selector: writeSelector(selector) || equal(labels), prefix: `${name}-` });
    }
  }
}

const equal = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** A LabelSelector as `--selector` takes it. */
function writeSelector(selector: unknown): string {
  const { matchLabels, matchExpressions } = asMapping(selector);
  const expressions = asMappings(matchExpressions).flatMap(({ key, operator, values }): string[] => {
    if (typeof key !== 'string') return [];
    const listed = `(${asStrings(values).join(',')})`;
    switch (operator) {
      case 'In':
        return [`${key} in ${listed}`];
      case 'NotIn':
        return [`${key} notin ${listed}`];
      case 'Exists':
        return [key];
      case 'DoesNotExist':
        return [`!${key}`];
      default:
        return [];
    }
  });
  return [equal(asStringMap(matchLabels)), ...expressions].filter(Boolean).join(',');
}
