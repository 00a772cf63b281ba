/**
 * The checks that decide which nodes a Pod fits, in the order in which the scheduler's default profile asks them.
 * A node tells only the first check that refuses it.
 */
import { free, type Node } from './cluster.ts';
import { type PodTerm, portsClash, type SchedulingPod, type SpreadConstraint } from './pod.ts';
import { matchesRequiredNodes, tolerates, untoleratedTaint } from './selectors.ts';

export interface Refusal {
  readonly reasons: readonly string[];
  /** Whether another Pod's going could help. */
  readonly isResolvable: boolean;
}

type Filter = (pod: SchedulingPod, node: Node, nodes: readonly Node[], minor: number) => Refusal | undefined;

/**
 * Why a node refuses a Pod; undefined when it fits.
 *
 * @param nodes the whole cluster, `node` among it
 * @param minor the Kubernetes minor version, such as 34
 */
export function refusalOf(pod: SchedulingPod, node: Node, nodes: readonly Node[], minor: number): Refusal | undefined {
  for (const filter of FILTERS) {
    const refusal = filter(pod, node, nodes, minor);
    if (refusal) return refusal;
  }
  return undefined;
}

const final = (...reasons: string[]): Refusal => ({ reasons, isResolvable: false });
const resolvable = (...reasons: string[]): Refusal => ({ reasons, isResolvable: true });

const unschedulable: Filter = (pod, node) => {
  const taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
  return node.isCordoned && !tolerates(pod.tolerations, taint) ? final('node(s) were unschedulable') : undefined;
};

const taints: Filter = (pod, node, _, minor) => {
  const taint = untoleratedTaint(node.taints, pod.tolerations);
  if (!taint) return undefined;
  return final(
    minor <= 33 ? `node(s) had untolerated taint {${taint.key}: ${taint.value}}` : 'node(s) had untolerated taint(s)',
  );
};

const nodeAffinity: Filter = (pod, node) =>
  matchesRequiredNodes(pod.spec, node) ? undefined : final("node(s) didn't match Pod's node affinity/selector");

const ports: Filter = (pod, node) => {
  const used = node.pods.flatMap(({ hostPorts }) => hostPorts);
  return pod.hostPorts.some((port) => used.some((other) => portsClash(port, other)))
    ? resolvable("node(s) didn't have free ports for the requested pod ports")
    : undefined;
};

const resources: Filter = (pod, node) => {
  const reasons: string[] = [];
  let isResolvable = true;
  if (free(node, 'pods') - BigInt(node.pods.length) < 1n) reasons.push('Too many pods');
  for (const [name, amount] of pod.requests) {
    if (!isScheduled(name) || amount <= 0n || amount <= free(node, name)) continue;
    reasons.push(`Insufficient ${name}`);
    if (amount > (node.allocatable.get(name) ?? 0n)) isResolvable = false;
  }
  return reasons.length > 0 ? { reasons, isResolvable } : undefined;
};

/** The scheduler ignores names that are no node resource. */
function isScheduled(resource: string): boolean {
  return /^(cpu|memory|ephemeral-storage)$|^hugepages-|\//.test(resource);
}

const SPREAD = "node(s) didn't match pod topology spread constraints";

const spread: Filter = (pod, node, nodes) => {
  const constraints = pod.spread.filter(({ isRequired }) => isRequired);
  for (const constraint of constraints) {
    const domain = node.labels[constraint.topologyKey];
    if (domain === undefined) return final(`${SPREAD} (missing required label)`);
    const counts = spreadCounts(pod, constraint, constraints, nodes);
    const minimum = counts.size < constraint.minDomains ? 0 : Math.min(...counts.values());
    const skew = (counts.get(domain) ?? 0) + (constraint.matchesItself ? 1 : 0) - minimum;
    if (skew > constraint.maxSkew) return resolvable(SPREAD);
  }
  return undefined;
};

/** How many Pods count in each domain. A domain needs a node with the keys of all constraints. */
export function spreadCounts(
  pod: SchedulingPod,
  constraint: SpreadConstraint,
  constraints: readonly SpreadConstraint[],
  nodes: readonly Node[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = node.labels[constraint.topologyKey];
    if (domain === undefined || !constraints.every(({ topologyKey }) => topologyKey in node.labels)) continue;
    if (constraint.honorsAffinity && !matchesRequiredNodes(pod.spec, node)) continue;
    if (constraint.honorsTaints && untoleratedTaint(node.taints, pod.tolerations)) continue;
    counts.set(domain, (counts.get(domain) ?? 0) + node.pods.filter((other) => constraint.counts(other)).length);
  }
  return counts;
}

const podAffinity: Filter = (pod, node, nodes) => {
  if (!hasAffinePods(pod, node, nodes)) return final("node(s) didn't match pod affinity rules");
  if (pod.antiAffinity.some((term) => isInDomain(node, term, nodes, (other) => term.matches(other))))
    return resolvable("node(s) didn't match pod anti-affinity rules");
  if (isKeptOut(pod, node, nodes)) return resolvable("node(s) didn't satisfy existing pods anti-affinity rules");
  return undefined;
};

/** Only Pods that match every term count for any of them. The first of a series that has affinity to itself gets in. */
function hasAffinePods(pod: SchedulingPod, node: Node, nodes: readonly Node[]): boolean {
  const terms = pod.affinity;
  if (!terms.every(({ topologyKey }) => topologyKey in node.labels)) return false;
  const matchesAll = (other: SchedulingPod) => terms.every((term) => term.matches(other));
  if (terms.every((term) => isInDomain(node, term, nodes, matchesAll))) return true;
  const isAnywhere = nodes.some(
    ({ labels, pods }) => terms.some(({ topologyKey }) => topologyKey in labels) && pods.some(matchesAll),
  );
  return !isAnywhere && matchesAll(pod);
}

function isKeptOut(pod: SchedulingPod, node: Node, nodes: readonly Node[]): boolean {
  return nodes.some((other) =>
    other.pods.some(({ antiAffinity }) =>
      antiAffinity.some((term) => term.matches(pod) && areInOneDomain(node, other, term.topologyKey)),
    ),
  );
}

function isInDomain(
  node: Node,
  { topologyKey }: PodTerm,
  nodes: readonly Node[],
  isMeant: (pod: SchedulingPod) => boolean,
): boolean {
  return nodes.some((other) => areInOneDomain(node, other, topologyKey) && other.pods.some(isMeant));
}

export function areInOneDomain(a: Node, b: Node, topologyKey: string): boolean {
  return topologyKey in a.labels && a.labels[topologyKey] === b.labels[topologyKey];
}

const FILTERS: readonly Filter[] = [unschedulable, taints, nodeAffinity, ports, resources, spread, podAffinity];
