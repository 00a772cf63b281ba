/** Required Pod affinity and anti-affinity (`interpodaffinity/filtering.go`). */
import type { Node } from '../../cluster.ts';
import { type NodeFilter, resolvable, type SchedulingCycle, unresolvable } from '../../plugin.ts';
import type { SchedulingPod } from '../../pod.ts';
import { ownTermMatches } from '../../pod-terms.ts';
import { type TopologySums, topologySums } from './topology-sums.ts';

export function affinityFilter({ pod, nodes, minor }: SchedulingCycle): NodeFilter {
  const matches = ownTermMatches(minor);
  const matchesAll = (other: SchedulingPod) => pod.affinity.required.every((term) => matches(term, other));
  const there = countTerms(nodes);

  return (node, removed) => {
    const gone = countTerms([{ ...node, pods: removed }]);
    const left = (what: keyof TermCounts, topologyKey: string): number =>
      there[what].sumAt(node, topologyKey) - gone[what].sumAt(node, topologyKey);
    if (!isNearOthers()) return unresolvable("node(s) didn't match pod affinity rules");
    if (pod.antiAffinity.required.some(({ topologyKey }) => left('far', topologyKey) > 0))
      return resolvable("node(s) didn't match pod anti-affinity rules");
    if (there.objecting.keys().some((topologyKey) => left('objecting', topologyKey) > 0))
      return resolvable("node(s) didn't satisfy existing pods anti-affinity rules");
    return undefined;

    /** The first of a series that has affinity to itself gets in, on a node with all keys. */
    function isNearOthers(): boolean {
      const terms = pod.affinity.required;
      if (!terms.every(({ topologyKey }) => topologyKey in node.labels)) return false;
      if (terms.every(({ topologyKey }) => left('near', topologyKey) > 0)) return true;
      return there.near.total() === gone.near.total() && matchesAll(pod);
    }
  };

  function countTerms(places: readonly Node[]): TermCounts {
    const counts = { near: topologySums(), far: topologySums(), objecting: topologySums() };
    for (const place of places) {
      for (const other of place.pods) {
        const near = matchesAll(other) ? pod.affinity.required : [];
        for (const { topologyKey } of near) counts.near.add(place, topologyKey, 1);
        for (const term of pod.antiAffinity.required)
          if (matches(term, other)) counts.far.add(place, term.topologyKey, 1);
        for (const term of other.antiAffinity.required)
          if (term.matches(pod)) counts.objecting.add(place, term.topologyKey, 1);
      }
    }
    return counts;
  }
}

/** How many terms are met in each domain (`preFilterState`). */
interface TermCounts {
  /** Of the Pod's affinity. Only Pods that match every term count for any of them. */
  readonly near: TopologySums;
  /** Of the Pod's anti-affinity. */
  readonly far: TopologySums;
  /** Of the anti-affinity that others have to the Pod. */
  readonly objecting: TopologySums;
}
