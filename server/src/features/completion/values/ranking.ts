/** Which of a field's values comes first, given what is written beside it. */
import { getPod } from '../../../model/object.ts';
import type { Place } from '../../../model/walk.ts';
import { childOf, type Node, stringAt } from '../../../yaml/tree.ts';
import { isJob } from '../../required.ts';
import type { Cursor } from '../cursor/cursor.ts';
import { isMissing } from '../fits.ts';

type Preference = (beside: Node | undefined, cursor: Cursor) => readonly string[];

const has = (node: Node | undefined, name: string): boolean => {
  const child = childOf(node, name);
  return child !== undefined && !isMissing(child);
};

const first =
  (...values: string[]): Preference =>
  () =>
    values;
const profile: Preference = (beside) => (has(beside, 'localhostProfile') ? ['Localhost'] : ['RuntimeDefault']);
const selectorOperator: Preference = (beside) => (has(beside, 'values') ? ['In', 'NotIn'] : ['Exists']);
const updateStrategy =
  (other: string): Preference =>
  (beside) =>
    has(beside, 'rollingUpdate') ? ['RollingUpdate'] : [other, 'RollingUpdate'];

/** Taints that Kubernetes gives a node when Pods are to leave it. */
const EVICTING_TAINT = /^node\.kubernetes\.io\/(?:not-ready|unreachable|out-of-service)$/;

/** By `Definition.field`, the values that come first, in this order. Writing what is the default anyway is rarer. */
const PREFERENCES: Readonly<Record<string, Preference>> = {
  'AppArmorProfile.type': profile,
  'Container.imagePullPolicy': first('IfNotPresent', 'Always'),
  'Capabilities.add': first('NET_BIND_SERVICE', 'NET_ADMIN'),
  'CronJobSpec.concurrencyPolicy': first('Forbid', 'Replace'),
  'DaemonSetUpdateStrategy.type': updateStrategy('OnDelete'),
  'DeploymentStrategy.type': updateStrategy('Recreate'),
  'HostPathVolumeSource.type': (beside) =>
    /\.sock$/.test(stringAt(beside, 'path') ?? '') ? ['Socket'] : ['DirectoryOrCreate', 'Directory', 'File'],
  'LabelSelectorRequirement.operator': selectorOperator,
  'NodeSelectorRequirement.operator': selectorOperator,
  'ObjectFieldSelector.fieldPath': (_, cursor) => byPurpose(cursor, FIELD_PATHS),
  'ResourceFieldSelector.resource': (_, cursor) => byPurpose(cursor, RESOURCES),
  'SeccompProfile.type': profile,
  'SecurityContext.privileged': first('false'),
  'StatefulSetUpdateStrategy.type': updateStrategy('OnDelete'),
  'Toleration.effect': (beside) =>
    has(beside, 'tolerationSeconds') || EVICTING_TAINT.test(stringAt(beside, 'key') ?? '') ? ['NoExecute'] : [],
  'Toleration.operator': (beside) => (has(beside, 'value') ? ['Equal'] : ['Exists']),
  'VolumeMount.mountPropagation': first('HostToContainer', 'Bidirectional'),
};

/** The values, those that are preferred at `Definition.field` first. */
export function inOrder<T extends { readonly value: string }>(
  values: readonly T[],
  field: string,
  cursor: Cursor,
): T[] {
  const preferred = PREFERENCES[field]?.(cursor.place.parent?.node, cursor) ?? [];
  const rank = ({ value }: T): number => (preferred.includes(value) ? preferred.indexOf(value) : preferred.length);
  return values.toSorted((a, b) => rank(a) - rank(b));
}

/** Words in the name of an environment variable or file that tell what it is to hold. */
const FIELD_PATHS: readonly (readonly [RegExp, string])[] = [
  [/NODE_?IP|HOST_?IP/i, 'status.hostIP'],
  [/IPS$/i, 'status.podIPs'],
  [/IP$/i, 'status.podIP'],
  [/NAMESPACE|(^|_)NS$/i, 'metadata.namespace'],
  [/NODE|HOST/i, 'spec.nodeName'],
  [/SERVICE_?ACCOUNT/i, 'spec.serviceAccountName'],
  [/UID/i, 'metadata.uid'],
  [/LABELS/i, 'metadata.labels'],
  [/ANNOTATIONS/i, 'metadata.annotations'],
  [/NAME/i, 'metadata.name'],
];
const RESOURCES: readonly (readonly [RegExp, string])[] = [
  [/REQ.*CPU|CPU.*REQ/i, 'requests.cpu'],
  [/REQ.*MEM|MEM.*REQ/i, 'requests.memory'],
  [/CPU|PROCS/i, 'limits.cpu'],
  [/MEM/i, 'limits.memory'],
];

function byPurpose({ place }: Cursor, purposes: readonly (readonly [RegExp, string])[]): string[] {
  for (let at: Place | undefined = place; at; at = at.parent) {
    const name = stringAt(at.node, 'name') ?? stringAt(at.node, 'path');
    if (name !== undefined) return purposes.filter(([words]) => words.test(name)).map(([, value]) => value);
  }
  return [];
}

/** What a Pod of this kind can have for its restartPolicy: workloads keep it running, Jobs let it end. */
export function restartPolicies({ object }: Cursor): readonly string[] {
  if (isJob(object.known)) return ['OnFailure', 'Never'];
  const kind = object.known?.kind;
  return kind === undefined || kind === 'Pod' || kind === 'PodTemplate' || !getPod(object)
    ? ['Never', 'OnFailure', 'Always']
    : ['Always'];
}
