/** NodeResourcesBalancedAllocation: better a node of which equal shares of CPU and memory are requested. */
import { type Node, taken } from '../../cluster.ts';
import { HIGHEST_SCORE, type Plugin } from '../../plugin.ts';
import type { SchedulingPod } from '../../pod.ts';
import { SCORED } from './non-zero.ts';

export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  // Pods that request neither would all go to one node.
  score: ({ pod }, fitting) =>
    SCORED.every((resource) => (pod.requests.get(resource) ?? 0n) === 0n)
      ? undefined
      : fitting.map((node) => balance(pod, node)),
};

/** `balancedResourceScorer`: how far the requested shares are from their mean. */
function balance(pod: SchedulingPod, node: Node): number {
  const fractions = SCORED.flatMap((resource) => {
    const allocatable = node.allocatable.get(resource) ?? 0n;
    const requested = taken(node, resource) + (pod.requests.get(resource) ?? 0n);
    return allocatable === 0n ? [] : [Math.min(Number(requested) / Number(allocatable), 1)];
  });
  const [first, second] = fractions;
  const deviation = first === undefined || second === undefined ? 0 : Math.abs((first - second) / 2);
  return Math.trunc((1 - deviation) * HIGHEST_SCORE);
}
