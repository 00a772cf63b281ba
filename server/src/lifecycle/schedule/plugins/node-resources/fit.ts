/** NodeResourcesFit: a node must have what the Pod requests, and one with much room is better. */
import { free, type Node } from '../../cluster.ts';
import { HIGHEST_SCORE, type Plugin, type Refusal } from '../../plugin.ts';
import type { SchedulingPod } from '../../pod.ts';
import { nonZeroRequest, SCORED } from './non-zero.ts';

export const nodeResourcesFit: Plugin = {
  name: 'NodeResourcesFit',
  filter:
    ({ pod, minor }) =>
    (node) =>
      insufficient(pod, node, minor),
  score: ({ pod }, fitting) => {
    const asked = SCORED.map((resource) => nonZeroRequest(pod, resource, 'incoming'));
    return fitting.map((node) => leastAllocated(node, asked));
  },
};

/** Every resource that is short. From 1.34 on, preemption is not tried where the whole node has less than what is requested. */
function insufficient(pod: SchedulingPod, node: Node, minor: number): Refusal | undefined {
  const reasons: string[] = [];
  let isResolvable = true;
  if (BigInt(node.pods.length) + 1n > (node.allocatable.get('pods') ?? 0n)) reasons.push('Too many pods');
  for (const [resource, amount] of pod.requests) {
    if (!isNodeResource(resource) || amount <= 0n || amount <= free(node, resource)) continue;
    reasons.push(`Insufficient ${resource}`);
    if (minor >= 34 && amount > (node.allocatable.get(resource) ?? 0n)) isResolvable = false;
  }
  return reasons.length > 0 ? { reasons, isResolvable } : undefined;
}

/** The scheduler passes over other names. */
function isNodeResource(name: string): boolean {
  return /^(cpu|memory|ephemeral-storage)$|^hugepages-|\//.test(name);
}

/** `leastResourceScorer`: the share that stays free, on average of the resources that the node has. */
function leastAllocated(node: Node, asked: readonly bigint[]): number {
  const shares = SCORED.flatMap((resource, i) => {
    const allocatable = node.allocatable.get(resource) ?? 0n;
    if (allocatable === 0n) return [];
    const requested = node.pods.reduce((sum, pod) => sum + nonZeroRequest(pod, resource, 'placed'), asked[i] ?? 0n);
    return [requested > allocatable ? 0n : ((allocatable - requested) * BigInt(HIGHEST_SCORE)) / allocatable];
  });
  return shares.length === 0 ? 0 : Number(shares.reduce((sum, share) => sum + share, 0n) / BigInt(shares.length));
}
