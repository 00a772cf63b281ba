/** The constraints that must hold (`podtopologyspread/filtering.go`). */
import { type NodeFilter, resolvable, type SchedulingCycle, unresolvable } from '../../plugin.ts';
import { constraintsOf, countOn, isCounted, type SpreadConstraint } from './constraints.ts';

const NO_MATCH = "node(s) didn't match pod topology spread constraints";

export function spreadFilter(cycle: SchedulingCycle): NodeFilter | undefined {
  const { pod } = cycle;
  const constraints = constraintsOf(pod, 'DoNotSchedule');
  if (constraints.length === 0) return undefined;
  const counted = constraints.map((constraint) => ({
    constraint,
    counts: countDomains(constraint, constraints, cycle),
  }));
  return (node, removed) => {
    for (const { constraint, counts } of counted) {
      const { topologyKey, maxSkew, minDomains, selects } = constraint;
      const domain = node.labels[topologyKey];
      if (domain === undefined) return unresolvable(`${NO_MATCH} (missing required label)`);
      // Whether a Pod that goes was counted is not asked (`updateWithPod`).
      const gone = removed.filter(({ namespace, labels }) => namespace === pod.namespace && selects(labels)).length;
      const remaining = new Map(counts);
      if (isCounted(constraint, constraints, pod, node)) remaining.set(domain, (counts.get(domain) ?? 0) - gone);
      const minimum = remaining.size < minDomains ? 0 : Math.min(...remaining.values(), NO_DOMAIN);
      const self = selects(pod.labels) ? 1 : 0;
      if ((remaining.get(domain) ?? 0) + self - minimum > maxSkew) return resolvable(NO_MATCH);
    }
    return undefined;
  };
}

/** The minimum where no domain is counted: `math.MaxInt32`. */
const NO_DOMAIN = 2 ** 31 - 1;

/** How many Pods count in each domain. */
function countDomains(
  constraint: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  { pod, nodes }: SchedulingCycle,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = node.labels[constraint.topologyKey];
    if (domain === undefined || !isCounted(constraint, constraints, pod, node)) continue;
    counts.set(domain, (counts.get(domain) ?? 0) + countOn(node, constraint, pod));
  }
  return counts;
}
