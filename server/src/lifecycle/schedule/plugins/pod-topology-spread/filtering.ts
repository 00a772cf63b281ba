/** The constraints that must hold (`podtopologyspread/filtering.go`). */
import type { Node } from '../../cluster.ts';
import { type NodeFilter, resolvable, type SchedulingCycle, unresolvable } from '../../plugin.ts';
import { constraintsOf, countOn, hasAllKeys, isCounted, type SpreadConstraint } from './constraints.ts';

const NO_MATCH = "node(s) didn't match pod topology spread constraints";

export function spreadFilter(cycle: SchedulingCycle): NodeFilter | undefined {
  const constraints = constraintsOf(cycle.pod, 'DoNotSchedule');
  if (constraints.length === 0) return undefined;
  const domains = constraints.map((constraint) => countDomains(constraint, constraints, cycle));
  return ({ labels }) => {
    for (const [i, { topologyKey, maxSkew, minDomains, selects }] of constraints.entries()) {
      const domain = labels[topologyKey];
      if (domain === undefined) return unresolvable(`${NO_MATCH} (missing required label)`);
      const counts = domains[i] ?? new Map<string, number>();
      const minimum = counts.size < minDomains ? 0 : Math.min(...counts.values(), NO_DOMAIN);
      const self = selects(cycle.pod.labels) ? 1 : 0;
      if ((counts.get(domain) ?? 0) + self - minimum > maxSkew) return resolvable(NO_MATCH);
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
  { pod, nodes, removed }: SchedulingCycle,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = node.labels[constraint.topologyKey];
    if (domain === undefined || !hasAllKeys(node, constraints) || !isCounted(constraint, pod, node)) continue;
    const count = countOn(node, constraint, pod) - wronglySubtracted(node);
    counts.set(domain, (counts.get(domain) ?? 0) + count);
  }
  return counts;

  /** Preemption subtracts each Pod that the selector selects, also those that were never counted (`updateWithPod`). */
  function wronglySubtracted(node: Node): number {
    return removed.filter(
      (other) =>
        other.nodeName === node.name &&
        other.namespace === pod.namespace &&
        (constraint.isEmpty || (other.isTerminating && constraint.selects(other.labels))),
    ).length;
  }
}
