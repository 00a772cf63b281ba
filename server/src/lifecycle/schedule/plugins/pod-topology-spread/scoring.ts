/** The constraints that are mere preferences (`podtopologyspread/scoring.go`). */
import type { Node } from '../../cluster.ts';
import { HIGHEST_SCORE, type SchedulingCycle } from '../../plugin.ts';
import { constraintsOf, countOn, hasAllKeys, isCounted, type SpreadConstraint } from './constraints.ts';

/** Nodes that lack one of the keys get 0, the least crowded ones 100. */
export function spreadScores(cycle: SchedulingCycle, fitting: readonly Node[]): readonly number[] | undefined {
  const constraints = constraintsOf(cycle.pod, 'ScheduleAnyway');
  if (constraints.length === 0) return undefined;
  const eligible = fitting.filter((node) => hasAllKeys(node, constraints));
  const crowdingBy = constraints.map((constraint) => crowdingIn(constraint, constraints, cycle, eligible));
  const crowding = new Map(
    eligible.map((node) => [node, Math.round(crowdingBy.reduce((sum, crowd) => sum + crowd(node), 0))]),
  );
  const most = Math.max(...crowding.values());
  const least = Math.min(...crowding.values());
  return fitting.map((node) => {
    const crowd = crowding.get(node);
    if (crowd === undefined) return 0;
    return most === 0 ? HIGHEST_SCORE : Math.floor((HIGHEST_SCORE * (most + least - crowd)) / most);
  });
}

/** Domains are weighed by their number, so that many small ones count as much as a few large ones. */
function crowdingIn(
  constraint: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  { pod, nodes }: SchedulingCycle,
  eligible: readonly Node[],
): (node: Node) => number {
  const { topologyKey, maxSkew } = constraint;
  const crowd = (count: number, domains: number): number => count * Math.log(domains + 2) + (maxSkew - 1);
  if (topologyKey === 'kubernetes.io/hostname') return (node) => crowd(countOn(node, constraint, pod), eligible.length);

  const counts = new Map(eligible.map(({ labels }) => [labels[topologyKey], 0]));
  for (const node of nodes) {
    const domain = node.labels[topologyKey];
    const count = counts.get(domain);
    if (count === undefined || !isCounted(constraint, constraints, pod, node)) continue;
    counts.set(domain, count + countOn(node, constraint, pod));
  }
  return ({ labels }) => crowd(counts.get(labels[topologyKey]) ?? 0, counts.size);
}
