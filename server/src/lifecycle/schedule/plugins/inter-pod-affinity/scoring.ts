/** Preferred Pod affinity and anti-affinity, the Pod's own and that of the Pods which are there (`scoring.go`). */
import type { Node } from '../../cluster.ts';
import { HIGHEST_SCORE, type SchedulingCycle } from '../../plugin.ts';
import { ownTermMatches } from '../../pod-terms.ts';
import { topologySums } from './topology-sums.ts';

/** What a Pod's required affinity to the incoming one weighs. */
const HARD_POD_AFFINITY_WEIGHT = 1;

export function affinityScores(
  { pod, nodes, minor }: SchedulingCycle,
  fitting: readonly Node[],
): readonly number[] | undefined {
  const matches = ownTermMatches(minor);
  const sums = topologySums();
  for (const node of nodes) {
    for (const other of node.pods) {
      for (const term of pod.affinity.preferred)
        if (matches(term, other)) sums.add(node, term.topologyKey, term.weight);
      for (const term of pod.antiAffinity.preferred)
        if (matches(term, other)) sums.add(node, term.topologyKey, -term.weight);
      for (const term of other.affinity.required)
        if (term.matches(pod)) sums.add(node, term.topologyKey, HARD_POD_AFFINITY_WEIGHT);
      for (const term of other.affinity.preferred) if (term.matches(pod)) sums.add(node, term.topologyKey, term.weight);
      for (const term of other.antiAffinity.preferred)
        if (term.matches(pod)) sums.add(node, term.topologyKey, -term.weight);
    }
  }
  const keys = sums.keys();
  if (keys.length === 0) return undefined;
  return stretched(fitting.map((node) => keys.reduce((sum, topologyKey) => sum + sums.sumAt(node, topologyKey), 0)));
}

/** From the lowest, 0, to the highest, 100, rounded down; 0 where all are equal. */
function stretched(sums: readonly number[]): readonly number[] {
  const least = Math.min(...sums);
  const range = Math.max(...sums) - least;
  return sums.map((sum) => (range === 0 ? 0 : Math.trunc(HIGHEST_SCORE * ((sum - least) / range))));
}
