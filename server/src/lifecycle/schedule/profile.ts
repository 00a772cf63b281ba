/** The default profile: which plugins are asked, in which order, and how much their scores weigh. */
import type { Node } from './cluster.ts';
import type { NodeFilter, Plugin, PreFilterResult, SchedulingCycle } from './plugin.ts';
import { interPodAffinity } from './plugins/inter-pod-affinity/inter-pod-affinity.ts';
import { nodeAffinity } from './plugins/node-affinity.ts';
import { nodePorts } from './plugins/node-ports.ts';
import { nodeResourcesBalancedAllocation } from './plugins/node-resources/balanced-allocation.ts';
import { nodeResourcesFit } from './plugins/node-resources/fit.ts';
import { nodeUnschedulable } from './plugins/node-unschedulable.ts';
import { podTopologySpread } from './plugins/pod-topology-spread/pod-topology-spread.ts';
import { taintToleration } from './plugins/taint-toleration.ts';
import { volumeBinding } from './plugins/volume-binding.ts';
import { volumeRestrictions } from './plugins/volume-restrictions.ts';

/**
 * `getDefaultPlugins` (`apis/config/v1/default_plugins.go`), without those that look at what nobody assumes: images on
 * nodes, limits of CSI drivers, PersistentVolumes.
 */
const PLUGINS: readonly { readonly plugin: Plugin; readonly weight?: number }[] = [
  { plugin: nodeUnschedulable },
  { plugin: taintToleration, weight: 3 },
  { plugin: nodeAffinity, weight: 2 },
  { plugin: nodePorts },
  { plugin: nodeResourcesFit, weight: 1 },
  { plugin: volumeRestrictions },
  { plugin: volumeBinding },
  { plugin: podTopologySpread, weight: 2 },
  { plugin: interPodAffinity, weight: 2 },
  { plugin: nodeResourcesBalancedAllocation, weight: 1 },
];

export interface PreFiltered {
  /** The first thing that stops the Pod, whatever the nodes are. */
  readonly obstacle?: string;
  /** The only nodes that come into question, and who says so. Absent: all. */
  readonly only?: { readonly nodeNames: readonly string[]; readonly plugin: string };
}

/** `RunPreFilterPlugins`. Only NodeAffinity names nodes. */
export function runPreFilterPlugins(cycle: SchedulingCycle): PreFiltered {
  let only: PreFiltered['only'];
  for (const { plugin } of PLUGINS) {
    const result: PreFilterResult | undefined = plugin.preFilter?.(cycle);
    if (result === undefined) continue;
    if ('obstacle' in result) return result;
    only = { nodeNames: result.nodeNames, plugin: plugin.name };
  }
  return only === undefined ? {} : { only };
}

/** `RunFilterPlugins`: a node tells only the first plugin by which it refuses the Pod. */
export function nodeFilterOf(cycle: SchedulingCycle): NodeFilter {
  // What a filter counts in the cluster is counted when the first node has passed all filters before it.
  const filters = new Map<Plugin, NodeFilter | undefined>();
  return (node, removed) => {
    for (const { plugin } of PLUGINS) {
      if (!filters.has(plugin)) filters.set(plugin, plugin.filter?.(cycle));
      const refusal = filters.get(plugin)?.(node, removed);
      if (refusal) return refusal;
    }
    return undefined;
  };
}

/** `RunPreScorePlugins`: the error of the first plugin that cannot score the Pod, as the scheduler tells it. */
export function preScoreErrorOf(cycle: SchedulingCycle): string | undefined {
  for (const { plugin } of PLUGINS) {
    const error = plugin.preScoreError?.(cycle);
    if (error !== undefined) return `running PreScore plugin "${plugin.name}": ${error}`;
  }
  return undefined;
}

/** `RunScorePlugins`: the weighed sum of all scores of each node, in their order. */
export function totalScores(cycle: SchedulingCycle, fitting: readonly Node[]): readonly number[] {
  const scores = PLUGINS.map(({ plugin, weight = 0 }) =>
    plugin.score?.(cycle, fitting)?.map((score) => weight * score),
  ).filter((score) => score !== undefined);
  return fitting.map((_, i) => scores.reduce((sum, score) => sum + (score[i] ?? 0), 0));
}
