/** DefaultPreemption: which Pods of lower priority would have to go to make room (`framework/preemption/preemption.go`). */
import type { Node } from './cluster.ts';
import type { NodeFilter, Refusal, SchedulingCycle } from './plugin.ts';
import type { SchedulingPod } from './pod.ts';

export interface Preemption {
  readonly node: string;
  /** The most important one first. */
  readonly victims: readonly SchedulingPod[];
}

/** A preemption, or what each node says against one. */
export type PreemptionVerdict = Preemption | { readonly reasons: readonly string[] };

const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = 'No preemption victims found for incoming pod';

/** @param refusals by node name; a node without one was not looked at */
export function findPreemption(
  { pod, nodes }: SchedulingCycle,
  filter: NodeFilter,
  refusals: ReadonlyMap<string, Refusal>,
): PreemptionVerdict {
  const candidates: Preemption[] = [];
  const reasons: string[] = [];
  for (const node of nodes) {
    if (!refusals.get(node.name)?.isResolvable) {
      reasons.push(NOT_HELPFUL);
      continue;
    }
    const verdict = selectVictimsOnNode(pod, node, filter);
    if ('node' in verdict) candidates.push(verdict);
    else reasons.push(...verdict.reasons);
  }
  return cheapest(candidates) ?? { reasons };
}

/** Takes all lower Pods away and lets as many as possible back in, the most important first. */
function selectVictimsOnNode(pod: SchedulingPod, node: Node, filter: NodeFilter): PreemptionVerdict {
  const lower = node.pods.filter(({ priority }) => priority < pod.priority).sort(byImportance);
  if (lower.length === 0) return { reasons: [NO_VICTIMS] };

  const refusalWithout = (removed: readonly SchedulingPod[]): Refusal | undefined =>
    filter({ ...node, pods: node.pods.filter((other) => !removed.includes(other)) }, removed);
  const refusal = refusalWithout(lower);
  if (refusal) return { reasons: refusal.reasons };

  let removed: readonly SchedulingPod[] = lower;
  for (const candidate of lower) {
    const others = removed.filter((other) => other !== candidate);
    if (!refusalWithout(others)) removed = others;
  }
  return { node: node.name, victims: removed };
}

/** Higher priority first, then the one that runs longer (`MoreImportantPod`). */
function byImportance(a: SchedulingPod, b: SchedulingPod): number {
  return b.priority - a.priority || (a.startTime ?? Infinity) - (b.startTime ?? Infinity) || 0;
}

/** The lowest highest priority, then the smallest sum of priorities, the fewest Pods, the latest start. */
function cheapest(candidates: readonly Preemption[]): Preemption | undefined {
  const highest = ({ victims }: Preemption) => Math.max(...victims.map(({ priority }) => priority));
  const sum = ({ victims }: Preemption) => victims.reduce((total, { priority }) => total + priority + 2 ** 31, 0);
  const earliestStart = (candidate: Preemption) =>
    Math.min(
      ...candidate.victims
        .filter(({ priority }) => priority === highest(candidate))
        .map(({ startTime }) => startTime ?? Number.MAX_VALUE),
    );
  return candidates.toSorted(
    (a, b) =>
      highest(a) - highest(b) ||
      sum(a) - sum(b) ||
      a.victims.length - b.victims.length ||
      earliestStart(b) - earliestStart(a),
  )[0];
}
