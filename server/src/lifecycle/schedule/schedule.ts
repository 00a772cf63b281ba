/**
 * What kube-scheduler does with a Pod: the node that it picks, or its refusal in its own words.
 * Rules: kube-scheduler 1.34, default profile, checked against recorded decisions.
 */
import { isDropped } from '../../catalog/gates.ts';
import { asMapping, asMappings, asString, type PlainMapping } from '../../model/plain.ts';
import type { NodeAssumption } from '../assumptions/assumptions.ts';
import { minorOf } from '../minor.ts';
import { readCluster } from './cluster.ts';
import { eventText, nodesAvailable } from './fit-error.ts';
import type { NodeFilter, Refusal, SchedulingCycle } from './plugin.ts';
import { readSchedulingPod } from './pod.ts';
import { findPreemption, type Preemption } from './preemption.ts';
import { nodeFilterOf, type PreFiltered, preScoreErrorOf, runPreFilterPlugins, totalScores } from './profile.ts';

export { DEFAULT_NODES } from './cluster.ts';

export interface Cluster {
  readonly nodes: readonly NodeAssumption[];
  /** Pods that are on the nodes already, as Kubernetes objects with `spec.nodeName`. */
  readonly placed: readonly unknown[];
  /** PersistentVolumeClaims, in the Pod's namespace, that do not exist. */
  readonly missingClaims?: readonly string[];
}

export type Decision = Scheduled | Refused | Silent | Bound;

export interface Scheduled {
  readonly kind: 'scheduled';
  readonly node: string;
  /** Every node that fits, `node` among them. */
  readonly fitting: readonly string[];
}

/** `PodScheduled` becomes False. */
export interface Refused {
  readonly kind: 'refused';
  /** The condition's reason. */
  readonly reason: 'Unschedulable' | 'SchedulingGated' | 'SchedulerError';
  /** The condition's message. */
  readonly message: string;
  /** Text of the event `FailedScheduling`; absent when there is no event. */
  readonly event?: string;
  /** Pods that have to go; then the Pod is scheduled to that node. */
  readonly preempts?: {
    readonly node: string;
    /** `namespace/name`. */
    readonly victims: readonly string[];
    /** Seconds until they are gone at the latest: their longest grace period. */
    readonly readyAfter: number;
  };
}

/** Neither condition nor event: the Pod stays Pending without a word. */
export interface Silent {
  readonly kind: 'silent';
  readonly why: string;
}

/** `spec.nodeName` was given: no scheduler is involved. */
export interface Bound {
  readonly kind: 'bound';
  readonly node: string;
}

/** @param kubernetes version, such as `1.34` */
export function schedule(pod: unknown, cluster: Cluster, kubernetes: string): Decision {
  const cycle = startCycle(pod, cluster, kubernetes);
  const { nodeName, spec } = cycle.pod;
  if (nodeName) return { kind: 'bound', node: nodeName };
  if (asMappings(spec.schedulingGates).length > 0)
    return {
      kind: 'refused',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    };
  const silence = whySilent(spec);
  if (silence) return { kind: 'silent', why: silence };
  return schedulePod(cycle);
}

/** What the plugins are given of a Pod and its cluster. */
export function startCycle(pod: unknown, cluster: Cluster, kubernetes: string): SchedulingCycle {
  const minor = minorOf(kubernetes);
  const placed = cluster.placed.map((other) => asStored(other, minor));
  return {
    pod: readSchedulingPod(asStored(pod, minor)),
    nodes: readCluster(cluster.nodes, placed),
    missingClaims: cluster.missingClaims ?? [],
    minor,
  };
}

/** The Pod without what the API server of that version drops. */
function asStored(pod: unknown, minor: number): PlainMapping {
  const object = asMapping(pod);
  const fields = Object.entries(asMapping(object.spec));
  return {
    ...object,
    spec: Object.fromEntries(fields.filter(([name]) => !isDropped(`PodSpec.${name}`, `1.${minor}`))),
  };
}

/** Pods that no scheduler, or none yet, speaks about. */
function whySilent({ schedulerName, resourceClaims }: PlainMapping): string | undefined {
  const scheduler = asString(schedulerName);
  if (scheduler && scheduler !== 'default-scheduler')
    return `schedulerName ${scheduler} names a scheduler that is assumed not to run`;
  if (asMappings(resourceClaims).length > 0) return 'its ResourceClaims are assumed not to exist';
  return undefined;
}

/** The scheduling cycle (`schedule_one.go`). Ties, which Kubernetes breaks at random, go to the first node. */
function schedulePod(cycle: SchedulingCycle): Decision {
  const { nodes, minor } = cycle;
  if (nodes.length === 0) return unschedulable('no nodes available to schedule pods');
  const { obstacle, only } = runPreFilterPlugins(cycle);
  const filter = nodeFilterOf(cycle);
  if (obstacle !== undefined) {
    const message = `0/${nodes.length} nodes are available: ${obstacle}.`;
    // DynamicResources, which comes before preemption from 1.34 on, does not find what it had no reason to prepare.
    return minor >= 34 ? unschedulable(`${message} not found`) : postFilter(cycle, message, filter, new Map());
  }

  const candidates = nodes.filter(({ name }) => only === undefined || only.nodeNames.includes(name));
  const refusals = new Map<string, Refusal>();
  for (const node of candidates) {
    const refusal = filter(node, []);
    if (refusal) refusals.set(node.name, refusal);
  }
  const fitting = candidates.filter(({ name }) => !refusals.has(name));
  const [first, ...others] = fitting;
  if (first === undefined) return postFilter(cycle, noNodeFits(cycle, refusals, only), filter, refusals);

  // One node alone is not scored.
  const error = others.length > 0 ? preScoreErrorOf(cycle) : undefined;
  if (error !== undefined) return refused('SchedulerError', error);
  const scores = totalScores(cycle, fitting);
  const best = fitting[scores.indexOf(Math.max(...scores))] ?? first;
  return { kind: 'scheduled', node: best.name, fitting: fitting.map(({ name }) => name) };
}

/** What each node says, or that it is none of the named ones, which is not told before 1.32. */
function noNodeFits(
  { nodes, minor }: SchedulingCycle,
  refusals: ReadonlyMap<string, Refusal>,
  only: PreFiltered['only'],
): string {
  const notNamed = nodes.filter(({ name }) => minor >= 32 && only !== undefined && !only.nodeNames.includes(name));
  return nodesAvailable(nodes.length, [
    ...[...refusals.values()].flatMap((refusal) => refusal.reasons),
    ...notNamed.map(() => `node(s) didn't satisfy plugin(s) [${only?.plugin}]`),
  ]);
}

/** `RunPostFilterPlugins`: whether preemption helps, told after why no node fits. */
function postFilter(
  cycle: SchedulingCycle,
  message: string,
  filter: NodeFilter,
  refusals: ReadonlyMap<string, Refusal>,
): Refused {
  const { pod, nodes, minor } = cycle;
  const prefix = minor >= 34 && minor <= 36 ? 'no new claims to deallocate, preemption:' : 'preemption:';
  if (!pod.mayPreempt) return unschedulable(`${message} ${prefix} not eligible due to preemptionPolicy=Never.`);
  const verdict = findPreemption(cycle, filter, refusals);
  if ('reasons' in verdict)
    return unschedulable(`${message} ${prefix} ${nodesAvailable(nodes.length, verdict.reasons)}`);
  const { node, victims } = verdict;
  const found = `preemption: found a potential placement for pod on node ${node}, preempting ${victims.length} victims`;
  return unschedulable(minor >= 37 ? `${message} ${found}` : message, verdict);
}

function unschedulable(message: string, preemption?: Preemption): Refused {
  if (preemption === undefined) return refused('Unschedulable', message);
  const { node, victims } = preemption;
  return {
    ...refused('Unschedulable', message),
    preempts: {
      node,
      victims: victims.map(({ namespace, name }) => `${namespace}/${name}`),
      readyAfter: Math.max(...victims.map(({ grace }) => grace)),
    },
  };
}

function refused(reason: 'Unschedulable' | 'SchedulerError', message: string): Refused {
  return { kind: 'refused', reason, message, event: eventText(message) };
}
