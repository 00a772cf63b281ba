/** The nodes, and the Pods that are on them already. */
import { asMapping, asMappings, asString, asStringMap } from '../../model/plain.ts';
import { resourceList } from '../../model/resources.ts';
import type { NodeAssumption } from '../assumptions/assumptions.ts';
import { type Amounts, amounts, readSchedulingPod, type SchedulingPod } from './pod.ts';
import type { Labels } from './selectors.ts';
import type { Taint } from './tolerations.ts';

export interface Node {
  readonly name: string;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  readonly isCordoned: boolean;
  readonly allocatable: Amounts;
  readonly pods: readonly SchedulingPod[];
}

/** What a node offers as far as its assumption is silent. */
const DEFAULT_ALLOCATABLE = { cpu: '2', memory: '4Gi', 'ephemeral-storage': '20Gi', pods: '110' };

/** The cluster when nothing is said of one: a tainted control plane and two workers, one with an SSD. */
export const DEFAULT_NODES: readonly NodeAssumption[] = [
  {
    name: 'control-plane',
    labels: { ...nodeLabels('control-plane'), 'node-role.kubernetes.io/control-plane': '' },
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    allocatable: DEFAULT_ALLOCATABLE,
  },
  { name: 'worker-1', labels: nodeLabels('worker-1'), allocatable: DEFAULT_ALLOCATABLE },
  { name: 'worker-2', labels: { ...nodeLabels('worker-2'), disktype: 'ssd' }, allocatable: DEFAULT_ALLOCATABLE },
];

function nodeLabels(name: string): Labels {
  return { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
}

/** Finished Pods take nothing; those on nodes that are not there are not seen. */
export function readCluster(nodes: readonly NodeAssumption[], placed: readonly unknown[]): readonly Node[] {
  const running = placed.filter((pod) => {
    const phase = asMapping(asMapping(pod).status).phase;
    return phase !== 'Succeeded' && phase !== 'Failed';
  });
  const pods = running.map(readSchedulingPod);
  return asMappings(nodes).map(({ name, labels, taints, unschedulable, allocatable }) => ({
    name: asString(name) ?? '',
    labels: asStringMap(labels),
    taints: asMappings(taints).map(({ key, value, effect }) => ({
      key: asString(key) ?? '',
      value: asString(value) ?? '',
      effect: asString(effect) ?? '',
    })),
    isCordoned: unschedulable === true,
    allocatable: amounts(resourceList({ ...DEFAULT_ALLOCATABLE, ...asMapping(allocatable) })),
    pods: pods.filter(({ spec }) => asString(spec.nodeName) === name),
  }));
}

/** How much of a resource the node's Pods have taken. */
export function taken({ pods }: Node, resource: string): bigint {
  return pods.reduce((sum, { requests }) => sum + (requests.get(resource) ?? 0n), 0n);
}

export function free(node: Node, resource: string): bigint {
  return (node.allocatable.get(resource) ?? 0n) - taken(node, resource);
}
