/**
 * What kube-scheduler does with a Pod: the node that it picks, or its refusal in its own words.
 * Rules: kube-scheduler 1.34, default profile, checked against recorded decisions.
 */
import { asMapping, asMappings, asString, asStrings } from '../../model/plain.ts';
import type { NodeAssumption } from '../assumptions/assumptions.ts';
import { type Node, readCluster } from './cluster.ts';
import { type Refusal, refusalOf } from './filters.ts';
import { readSchedulingPod, type SchedulingPod } from './pod.ts';
import { findPreemption, type Preemption } from './preemption.ts';
import { bestNode } from './score.ts';
import { requiredNodeTerms } from './selectors.ts';

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
  readonly reason: 'Unschedulable' | 'SchedulingGated';
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
  const spec = asMapping(asMapping(pod).spec);
  const nodeName = asString(spec.nodeName);
  if (nodeName) return { kind: 'bound', node: nodeName };
  if (asMappings(spec.schedulingGates).length > 0)
    return {
      kind: 'refused',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    };
  const silence = whySilent(spec);
  if (silence) return { kind: 'silent', why: silence };

  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1] ?? 34);
  const nodes = readCluster(cluster.nodes, cluster.placed);
  if (nodes.length === 0) return refused('no nodes available to schedule pods');
  const incoming = readSchedulingPod(pod);
  const obstacle = obstacleBeforeNodes(incoming, cluster.missingClaims ?? []);
  if (obstacle) return refused(`0/${nodes.length} nodes are available: ${obstacle}. ${afterObstacle(nodes, minor)}`);

  const named = namedNodes(incoming);
  const refusals = new Map<string, Refusal>();
  const unnamed = nodes.filter(({ name }) => named !== undefined && !named.includes(name));
  for (const node of nodes) {
    const refusal = unnamed.includes(node) ? undefined : refusalOf(incoming, node, nodes, minor);
    if (refusal) refusals.set(node.name, refusal);
  }
  const fitting = nodes.filter((node) => !refusals.has(node.name) && !unnamed.includes(node));
  if (fitting.length > 0)
    return {
      kind: 'scheduled',
      node: bestNode(incoming, fitting, nodes).name,
      fitting: fitting.map(({ name }) => name),
    };

  const reasons = [
    ...[...refusals.values()].flatMap((refusal) => refusal.reasons),
    ...unnamed.map(() => "node(s) didn't satisfy plugin(s) [NodeAffinity]"),
  ];
  return refuse(incoming, nodes, refusals, available(nodes, reasons), minor);
}

/** Pods that no scheduler, or none yet, speaks about. */
function whySilent({ schedulerName, resourceClaims }: Readonly<Record<string, unknown>>): string | undefined {
  const scheduler = asString(schedulerName);
  if (scheduler && scheduler !== 'default-scheduler')
    return `schedulerName ${scheduler} names a scheduler that is assumed not to run`;
  if (asMappings(resourceClaims).length > 0) return 'its ResourceClaims are assumed not to exist';
  return undefined;
}

/** What stops the Pod before any node is looked at. */
function obstacleBeforeNodes(pod: SchedulingPod, missingClaims: readonly string[]): string | undefined {
  if (namedNodes(pod)?.length === 0) return 'pod affinity terms conflict';
  const claims = asMappings(pod.spec.volumes).map((volume) =>
    asString(asMapping(volume.persistentVolumeClaim).claimName),
  );
  const missing = claims.find((claim) => claim !== undefined && missingClaims.includes(claim));
  return missing === undefined ? undefined : `persistentvolumeclaim "${missing}" not found`;
}

/** The nodes that the required node affinity names; undefined when one of its terms names none. */
function namedNodes({ spec }: SchedulingPod): readonly string[] | undefined {
  const terms = requiredNodeTerms(spec);
  if (!terms || terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const term of terms) {
    const lists = asMappings(term.matchFields)
      .filter(({ key, operator }) => key === 'metadata.name' && operator === 'In')
      .map(({ values }) => asStrings(values));
    const [first, ...others] = lists;
    if (!first) return undefined;
    for (const name of first) if (others.every((list) => list.includes(name))) names.add(name);
  }
  return [...names];
}

function refuse(
  pod: SchedulingPod,
  nodes: readonly Node[],
  refusals: ReadonlyMap<string, Refusal>,
  reasons: string,
  minor: number,
): Refused {
  const prefix = minor >= 34 && minor <= 36 ? 'no new claims to deallocate, preemption:' : 'preemption:';
  if (!pod.mayPreempt) return refused(`${reasons} ${prefix} not eligible due to preemptionPolicy=Never.`);
  const verdict = findPreemption(pod, nodes, refusals, minor);
  if (!verdict.preemption) return refused(`${reasons} ${prefix} ${available(nodes, verdict.reasons)}`);
  const { node, victims } = verdict.preemption;
  const found = `preemption: found a potential placement for pod on node ${node}, preempting ${victims.length} victims`;
  return refused(minor >= 37 ? `${reasons} ${found}` : reasons, verdict.preemption);
}

function afterObstacle(nodes: readonly Node[], minor: number): string {
  if (minor >= 34) return 'not found';
  return `preemption: ${available(
    nodes,
    nodes.map(() => 'Preemption is not helpful for scheduling'),
  )}`;
}

/** `0/3 nodes are available: 1 …, 2 ….` Sorted as text, number included. */
function available(nodes: readonly Node[], reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const histogram = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${nodes.length} nodes are available: ${histogram.join(', ')}.`;
}

function refused(message: string, preemption?: Preemption): Refused {
  return {
    kind: 'refused',
    reason: 'Unschedulable',
    message,
    event: cutEventText(message),
    ...(preemption && {
      preempts: {
        node: preemption.node,
        victims: preemption.victims.map(({ namespace, name }) => `${namespace}/${name}`),
        readyAfter: Math.max(...preemption.victims.map(({ grace }) => grace)),
      },
    }),
  };
}

const LONGEST_EVENT = 1024;

function cutEventText(text: string): string {
  return text.length > LONGEST_EVENT ? `${text.slice(0, LONGEST_EVENT - 4)} ...` : text;
}
