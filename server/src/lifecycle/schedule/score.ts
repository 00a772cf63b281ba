/**
 * Which of several nodes that fit the scheduler prefers: each score runs from 0 to 100 and is weighed as in the default
 * profile. Ties, which Kubernetes breaks at random, go to the first node.
 */
import { asMapping, asMappings, asNumber } from '../../model/plain.ts';
import { type Node, taken } from './cluster.ts';
import { areInOneDomain, spreadCounts } from './filters.ts';
import type { SchedulingPod } from './pod.ts';
import { matchesNodeTerm, tolerates } from './selectors.ts';

/** @param fitting never empty */
export function bestNode(pod: SchedulingPod, fitting: readonly Node[], nodes: readonly Node[]): Node {
  const scores = SCORES.map(({ weight, scoresOf }) => scoresOf(pod, fitting, nodes).map((score) => weight * score));
  const totals = fitting.map((_, i) => scores.reduce((sum, score) => sum + (score[i] ?? 0), 0));
  const best = Math.max(...totals);
  return fitting[totals.indexOf(best)] as Node;
}

interface Score {
  readonly weight: number;
  scoresOf(pod: SchedulingPod, fitting: readonly Node[], nodes: readonly Node[]): readonly number[];
}

const perNode =
  (score: (pod: SchedulingPod, node: Node) => number): Score['scoresOf'] =>
  (pod, fitting) =>
    fitting.map((node) => score(pod, node));

const avoidedTaints: Score['scoresOf'] = (pod, fitting) =>
  scaled(
    fitting.map(
      ({ taints }) =>
        -taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !tolerates(pod.tolerations, taint)).length,
    ),
  );

const preferredNodes: Score['scoresOf'] = (pod, fitting) => {
  const terms = asMappings(
    asMapping(asMapping(pod.spec.affinity).nodeAffinity).preferredDuringSchedulingIgnoredDuringExecution,
  );
  const weights = fitting.map((node) =>
    terms
      .filter(({ preference }) => matchesNodeTerm(asMapping(preference), node))
      .reduce((sum, { weight }) => sum + (asNumber(weight) ?? 0), 0),
  );
  return scaled(weights, 0);
};

const preferredSpread: Score['scoresOf'] = (pod, fitting, nodes) => {
  const constraints = pod.spread.filter(({ isRequired }) => !isRequired);
  const crowding = fitting.map((node) =>
    constraints.reduce((sum, constraint) => {
      const counts = spreadCounts(pod, constraint, constraints, nodes);
      // Domains are weighed by their number, so that many small ones count as much as a few large ones.
      return sum + (counts.get(node.labels[constraint.topologyKey] ?? '') ?? 0) * Math.log(counts.size + 2);
    }, 0),
  );
  return scaled(crowding.map((crowd) => -crowd));
};

const preferredPods: Score['scoresOf'] = (pod, fitting, nodes) =>
  scaled(
    fitting.map((node) => {
      let sum = 0;
      for (const other of nodes) {
        const isNear = ({ topologyKey }: { readonly topologyKey: string }) => areInOneDomain(node, other, topologyKey);
        for (const placed of other.pods) {
          for (const term of pod.preferredAffinity) if (isNear(term) && term.matches(placed)) sum += term.weight;
          for (const term of pod.preferredAntiAffinity) if (isNear(term) && term.matches(placed)) sum -= term.weight;
          for (const term of placed.affinity) if (isNear(term) && term.matches(pod)) sum += 1;
          for (const term of placed.preferredAffinity) if (isNear(term) && term.matches(pod)) sum += term.weight;
          for (const term of placed.preferredAntiAffinity) if (isNear(term) && term.matches(pod)) sum -= term.weight;
        }
      }
      return sum;
    }),
  );

/** Containers that ask for nothing are taken to use a tenth of a CPU and 200Mi. */
const leastAllocated = perNode((pod, node) => {
  const shares = [
    freeShare(node, 'cpu', (p) => nonZero(p, 'cpu', 100n), pod),
    freeShare(node, 'memory', (p) => nonZero(p, 'memory', 200n * 1024n * 1024n), pod),
  ];
  return (shares.reduce((sum, share) => sum + share, 0) / shares.length) * 100;
});

const balanced = perNode((pod, node) => {
  const used = (resource: string) => {
    const allocatable = Number(node.allocatable.get(resource) ?? 0n);
    const requested = Number(taken(node, resource) + (pod.requests.get(resource) ?? 0n));
    return allocatable > 0 ? Math.min(requested / allocatable, 1) : 1;
  };
  return (1 - Math.abs(used('cpu') - used('memory')) / 2) * 100;
});

const SCORES: readonly Score[] = [
  { weight: 3, scoresOf: avoidedTaints },
  { weight: 2, scoresOf: preferredNodes },
  { weight: 2, scoresOf: preferredSpread },
  { weight: 2, scoresOf: preferredPods },
  { weight: 1, scoresOf: leastAllocated },
  { weight: 1, scoresOf: balanced },
];

function nonZero({ requests, spec }: SchedulingPod, resource: string, each: bigint): bigint {
  return requests.get(resource) ?? each * BigInt(asMappings(spec.containers).length);
}

function freeShare(node: Node, resource: string, need: (pod: SchedulingPod) => bigint, pod: SchedulingPod): number {
  const allocatable = Number(node.allocatable.get(resource) ?? 0n);
  const requested = Number(node.pods.reduce((sum, other) => sum + need(other), need(pod)));
  return allocatable > 0 ? Math.max(0, 1 - requested / allocatable) : 0;
}

/** Stretches numbers to 0–100; all equal ones get 100. */
function scaled(numbers: readonly number[], lowest: number = Math.min(...numbers)): readonly number[] {
  const highest = Math.max(...numbers);
  return numbers.map((number) => (highest === lowest ? 100 : ((number - lowest) / (highest - lowest)) * 100));
}
