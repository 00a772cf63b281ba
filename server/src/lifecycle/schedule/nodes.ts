/** The nodes one by one, as the scheduler finds them for a Pod. */
import type { PlainMapping } from '../../model/plain.ts';
import { free } from './cluster.ts';
import { nodeFilterOf } from './profile.ts';
import { type Cluster, schedule, startCycle } from './schedule.ts';

export interface NodeVerdict {
  readonly name: string;
  /** The Pod goes to this node. */
  readonly chosen: boolean;
  /** Why it refuses the Pod, in the scheduler's words; empty when the Pod fits. */
  readonly reasons: readonly string[];
  readonly cpu: Room;
  readonly memory: Room;
}

/** Of CPU thousandths, of memory bytes. */
export interface Room {
  readonly allocatable: number;
  /** What other Pods have not requested. */
  readonly free: number;
}

/** What each node of the cluster says to a Pod. */
export function judgeNodes(pod: PlainMapping, cluster: Cluster, kubernetes: string): readonly NodeVerdict[] {
  const decision = schedule(pod, cluster, kubernetes);
  const chosen = decision.kind === 'scheduled' || decision.kind === 'bound' ? decision.node : undefined;
  const cycle = startCycle(pod, cluster, kubernetes);
  const filter = nodeFilterOf(cycle);
  return cycle.nodes.map((node) => {
    const room = (resource: string): Room => ({
      allocatable: Number(node.allocatable.get(resource) ?? 0n),
      free: Number(free(node, resource)),
    });
    return {
      name: node.name,
      chosen: node.name === chosen,
      reasons: decision.kind === 'bound' ? [] : (filter(node, [])?.reasons ?? []),
      cpu: room('cpu'),
      memory: room('memory'),
    };
  });
}
