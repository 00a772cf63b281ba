/** The Pod's topologySpreadConstraints, and which Pods and nodes they look at (`podtopologyspread/common.go`). */
import { asMappings, asNumber, asString, asStrings, type PlainMapping } from '../../../../model/plain.ts';
import type { Node } from '../../cluster.ts';
import type { SchedulingPod } from '../../pod.ts';
import { isEmptySelector, type Labels, matchesRequiredNodes, selects } from '../../selectors.ts';
import { untoleratedTaint } from '../../tolerations.ts';

export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
  /** Whether the selector has no condition at all: it selects every Pod, but none is counted by it. */
  readonly isEmpty: boolean;
  selects(labels: Labels): boolean;
}

/** @param kind the constraints that must hold, or those that are mere preferences */
export function constraintsOf(pod: SchedulingPod, kind: 'DoNotSchedule' | 'ScheduleAnyway'): SpreadConstraint[] {
  return asMappings(pod.spec.topologySpreadConstraints)
    .filter(({ whenUnsatisfiable = 'DoNotSchedule' }) => whenUnsatisfiable === kind)
    .map((raw) => readConstraint(raw, pod.labels));
}

function readConstraint(raw: PlainMapping, ownLabels: Labels): SpreadConstraint {
  const { labelSelector } = raw;
  const keys = asStrings(raw.matchLabelKeys).filter((key) => key in ownLabels);
  return {
    topologyKey: asString(raw.topologyKey) ?? '',
    maxSkew: asNumber(raw.maxSkew) ?? 1,
    minDomains: asNumber(raw.minDomains) ?? 1,
    honorsAffinity: raw.nodeAffinityPolicy !== 'Ignore',
    honorsTaints: raw.nodeTaintsPolicy === 'Honor',
    isEmpty: isEmptySelector(labelSelector) && keys.length === 0,
    selects: (labels) => selects(labelSelector, labels) && keys.every((key) => labels[key] === ownLabels[key]),
  };
}

/** How many Pods of the node count: those in the Pod's namespace that are not being deleted. */
export function countOn(node: Node, { isEmpty, selects }: SpreadConstraint, { namespace }: SchedulingPod): number {
  if (isEmpty) return 0;
  return node.pods.filter((pod) => !pod.isTerminating && pod.namespace === namespace && selects(pod.labels)).length;
}

/** Whether the node has the keys of all constraints. */
export function hasAllKeys({ labels }: Node, constraints: readonly SpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => topologyKey in labels);
}

/** Whether the constraint, which is one of `constraints`, counts what is on the node. */
export function isCounted(
  { honorsAffinity, honorsTaints }: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  pod: SchedulingPod,
  node: Node,
): boolean {
  if (!hasAllKeys(node, constraints)) return false;
  if (honorsAffinity && !matchesRequiredNodes(pod.spec, node)) return false;
  return !honorsTaints || untoleratedTaint(node.taints, pod.tolerations) === undefined;
}
