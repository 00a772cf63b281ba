import type { NodeAssumption } from '../assumptions/assumptions.ts';
import { type Node, readCluster, taken } from '../schedule/cluster.ts';
import { clashes } from '../schedule/plugins/node-ports.ts';
import { readSchedulingPod, type SchedulingPod } from '../schedule/pod.ts';
import { matchesRequiredNodes } from '../schedule/selectors.ts';
import { untoleratedTaint } from '../schedule/tolerations.ts';

/** Why a kubelet does not take a Pod. */
export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/**
 * A kubelet's own look at a Pod that no scheduler chose its node for (`lifecycle/predicate.go`).
 * Only the first thing that is in the way is told.
 *
 * @param node name of the kubelet's node; one that is not assumed takes anything
 * @param isStatic a static Pod is taken in spite of taints
 */
export function rejectionOf(
  pod: unknown,
  node: string,
  nodes: readonly NodeAssumption[],
  placed: readonly unknown[],
  isStatic: boolean,
): Rejection | undefined {
  const host = readCluster(nodes, placed).find(({ name }) => name === node);
  if (host === undefined) return undefined;
  const incoming = readSchedulingPod(pod);
  return outOf(incoming, host) ?? failedPredicate(incoming, host, isStatic);
}

function outOf(pod: SchedulingPod, node: Node): Rejection | undefined {
  const requests = [['pods', 1n], ...[...pod.requests].sort(byRank)] as const;
  for (const [resource, requested] of requests) {
    const used = resource === 'pods' ? BigInt(node.pods.length) : taken(node, resource);
    const capacity = node.allocatable.get(resource);
    // What the node does not know may be a resource of the cluster.
    if (capacity === undefined || requested <= 0n || used + requested <= capacity) continue;
    return {
      reason: `OutOf${resource}`,
      message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
    };
  }
  return undefined;
}

const RANK = ['cpu', 'memory', 'ephemeral-storage'];

/** The native resources first, in the kubelet's order. */
function byRank([a]: readonly [string, bigint], [b]: readonly [string, bigint]): number {
  const rank = (name: string): number => (RANK.includes(name) ? RANK.indexOf(name) : RANK.length);
  return rank(a) - rank(b);
}

function failedPredicate(pod: SchedulingPod, node: Node, isStatic: boolean): Rejection | undefined {
  if (!matchesRequiredNodes(pod.spec, node)) {
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  }
  if (node.pods.some((other) => clashes(pod.hostPorts, other.hostPorts))) {
    return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  }
  const evicting = node.taints.filter(({ effect }) => effect === 'NoExecute');
  if (!isStatic && untoleratedTaint(evicting, pod.tolerations) !== undefined) {
    return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
  }
  return undefined;
}

function predicate(name: string, description: string): Rejection {
  return { reason: name, message: `Predicate ${name} failed: ${description}` };
}
