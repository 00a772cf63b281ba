/** NodeResourcesBalancedAllocation: better a node of which equal shares of CPU and memory are requested. */
import { type Node, taken } from '../../cluster.ts';
import { HIGHEST_SCORE, type Plugin } from '../../plugin.ts';
import type { Amounts } from '../../pod.ts';
import { SCORED } from './non-zero.ts';

export const nodeResourcesBalancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  // Pods that request neither would all go to one node.
  score: ({ pod, minor }, fitting) =>
    SCORED.every((resource) => amountIn(pod.requests, resource) === 0n)
      ? undefined
      : fitting.map((node) => (minor >= 36 ? improvement(node, pod.requests) : balance(node, pod.requests))),
};

/** `balancedResourceScorer` from 1.36 on: how much better the balance becomes, 75 where it stays as it is. */
function improvement(node: Node, requests: Amounts): number {
  return HIGHEST_SCORE / 2 + Math.trunc((HIGHEST_SCORE / 2 + balance(node, requests) - balance(node, new Map())) / 2);
}

/** `balancedResourceScorer` up to 1.35: how near the requested shares are to their mean, from 50 to 100. */
function balance(node: Node, requests: Amounts): number {
  const fractions = SCORED.flatMap((resource) => {
    const allocatable = amountIn(node.allocatable, resource);
    const requested = taken(node, resource) + amountIn(requests, resource);
    return allocatable === 0n ? [] : [Math.min(Number(requested) / Number(allocatable), 1)];
  });
  const [first, second] = fractions;
  const deviation = first === undefined || second === undefined ? 0 : Math.abs((first - second) / 2);
  return Math.trunc((1 - deviation) * HIGHEST_SCORE);
}

function amountIn(amounts: Amounts, resource: string): bigint {
  return amounts.get(resource) ?? 0n;
}
