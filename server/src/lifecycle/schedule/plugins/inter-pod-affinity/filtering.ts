/** Required Pod affinity and anti-affinity (`interpodaffinity/filtering.go`). */
import type { Node } from '../../cluster.ts';
import { type NodeFilter, resolvable, type SchedulingCycle, unresolvable } from '../../plugin.ts';
import type { SchedulingPod } from '../../pod.ts';
import { ownTermMatches } from '../../pod-terms.ts';
import { topologySums } from './topology-sums.ts';

export function affinityFilter({ pod, nodes, minor }: SchedulingCycle): NodeFilter {
  const matches = ownTermMatches(minor);
  const matchesAll = (other: SchedulingPod) => pod.affinity.required.every((term) => matches(term, other));

  const near = topologySums();
  const far = topologySums();
  const objecting = topologySums();
  for (const node of nodes) {
    for (const other of node.pods) {
      // Only Pods that match every term count for any of them.
      if (matchesAll(other)) for (const term of pod.affinity.required) near.add(node, term.topologyKey, 1);
      for (const term of pod.antiAffinity.required) if (matches(term, other)) far.add(node, term.topologyKey, 1);
      for (const term of other.antiAffinity.required) if (term.matches(pod)) objecting.add(node, term.topologyKey, 1);
    }
  }

  return (node) => {
    if (!isNearOthers(node)) return unresolvable("node(s) didn't match pod affinity rules");
    if (pod.antiAffinity.required.some(({ topologyKey }) => far.sumAt(node, topologyKey) > 0))
      return resolvable("node(s) didn't match pod anti-affinity rules");
    if (objecting.keys().some((topologyKey) => objecting.sumAt(node, topologyKey) > 0))
      return resolvable("node(s) didn't satisfy existing pods anti-affinity rules");
    return undefined;
  };

  /** The first of a series that has affinity to itself gets in, on a node with all keys. */
  function isNearOthers(node: Node): boolean {
    if (!pod.affinity.required.every(({ topologyKey }) => topologyKey in node.labels)) return false;
    if (pod.affinity.required.every(({ topologyKey }) => near.sumAt(node, topologyKey) > 0)) return true;
    return near.keys().length === 0 && matchesAll(pod);
  }
}
