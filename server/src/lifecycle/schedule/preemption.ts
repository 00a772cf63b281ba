/** Which Pods of lower priority would have to go to make room. */
import type { Node } from './cluster.ts';
import { type Refusal, refusalOf } from './filters.ts';
import type { SchedulingPod } from './pod.ts';

export interface Preemption {
  readonly node: string;
  /** The most important one first. */
  readonly victims: readonly SchedulingPod[];
}

export interface PreemptionVerdict {
  readonly preemption?: Preemption;
  /** What each node says against it, when there is none. */
  readonly reasons: readonly string[];
}

const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = 'No preemption victims found for incoming pod';

/** @param refusals by node name; a node without one was not looked at */
export function findPreemption(
  pod: SchedulingPod,
  nodes: readonly Node[],
  refusals: ReadonlyMap<string, Refusal>,
  minor: number,
): PreemptionVerdict {
  const candidates: Preemption[] = [];
  const reasons: string[] = [];
  for (const node of nodes) {
    if (!refusals.get(node.name)?.isResolvable) {
      reasons.push(NOT_HELPFUL);
      continue;
    }
    const outcome = selectVictims(pod, node, nodes, minor);
    if (outcome.victims) candidates.push({ node: node.name, victims: outcome.victims });
    else reasons.push(...outcome.reasons);
  }
  const preemption = cheapest(candidates);
  return preemption ? { preemption, reasons: [] } : { reasons };
}

type Outcome =
  | { readonly victims: readonly SchedulingPod[] }
  | { readonly victims?: never; readonly reasons: readonly string[] };

/** Takes all lower Pods away and lets as many as possible back in, the most important first. */
function selectVictims(pod: SchedulingPod, node: Node, nodes: readonly Node[], minor: number): Outcome {
  const lower = node.pods.filter(({ priority }) => priority < pod.priority).sort(byImportance);
  if (lower.length === 0) return { reasons: [NO_VICTIMS] };

  const refusalWith = (pods: readonly SchedulingPod[]) => {
    const changed = { ...node, pods };
    return refusalOf(
      pod,
      changed,
      nodes.map((other) => (other === node ? changed : other)),
      minor,
    );
  };
  let kept = node.pods.filter((other) => !lower.includes(other));
  const refusal = refusalWith(kept);
  if (refusal) return { reasons: refusal.reasons };

  const victims: SchedulingPod[] = [];
  for (const candidate of lower) {
    if (refusalWith([...kept, candidate])) victims.push(candidate);
    else kept = [...kept, candidate];
  }
  return { victims };
}

/** Higher priority first, then the one that runs longer. */
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
