/** A Pod as the scheduler sees it: after the API server's defaults and admission. */

import { containersOf } from '../../model/containers.ts';
import {
  asMapping,
  asMappings,
  asNumber,
  asString,
  asStringMap,
  asStrings,
  isMapping,
  type PlainMapping,
} from '../../model/plain.ts';
import { podRequests, type ResourceList } from '../../model/resources.ts';
import { milliValue, value } from '../../quantity/quantity.ts';
import { isEmptySelector, type Labels, selects } from './selectors.ts';

/** Amounts by resource name: thousandths of a CPU for `cpu`, whole numbers for all others. */
export type Amounts = ReadonlyMap<string, bigint>;

export interface HostPort {
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
}

/** A required or preferred term of Pod affinity. */
export interface PodTerm {
  readonly topologyKey: string;
  matches(other: SchedulingPod): boolean;
}

export interface WeightedPodTerm extends PodTerm {
  readonly weight: number;
}

export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly isRequired: boolean;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
  matchesItself: boolean;
  counts(other: SchedulingPod): boolean;
}

export interface SchedulingPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly spec: PlainMapping;
  readonly priority: number;
  readonly mayPreempt: boolean;
  readonly isTerminating: boolean;
  /** Seconds since 1970, or undefined when not started. */
  readonly startTime: number | undefined;
  /** Seconds that it may take to end. */
  readonly grace: number;
  readonly requests: Amounts;
  readonly hostPorts: readonly HostPort[];
  readonly tolerations: readonly PlainMapping[];
  readonly affinity: readonly PodTerm[];
  readonly antiAffinity: readonly PodTerm[];
  readonly preferredAffinity: readonly WeightedPodTerm[];
  readonly preferredAntiAffinity: readonly WeightedPodTerm[];
  readonly spread: readonly SpreadConstraint[];
}

export function readSchedulingPod(pod: unknown): SchedulingPod {
  const { metadata, spec: rawSpec, status } = asMapping(pod);
  const { name, namespace: rawNamespace, labels: rawLabels, deletionTimestamp } = asMapping(metadata);
  const spec = asMapping(rawSpec);
  const namespace = asString(rawNamespace) || 'default';
  const labels = asStringMap(rawLabels);
  const { podAffinity, podAntiAffinity } = asMapping(spec.affinity);
  const term = (raw: PlainMapping) => readPodTerm(raw, namespace, labels);
  const weighted = (raw: PlainMapping) => ({
    ...term(asMapping(raw.podAffinityTerm)),
    weight: asNumber(raw.weight) ?? 0,
  });
  const required = (affinity: unknown) =>
    asMappings(asMapping(affinity).requiredDuringSchedulingIgnoredDuringExecution).map(term);
  const preferred = (affinity: unknown) =>
    asMappings(asMapping(affinity).preferredDuringSchedulingIgnoredDuringExecution).map(weighted);
  const startTime = Date.parse(asString(asMapping(status).startTime) ?? '');
  return {
    name: asString(name) ?? '',
    namespace,
    labels,
    spec,
    priority: priorityOf(spec),
    mayPreempt: spec.preemptionPolicy !== 'Never',
    isTerminating: deletionTimestamp !== undefined && deletionTimestamp !== null,
    startTime: Number.isNaN(startTime) ? undefined : startTime / 1000,
    grace: asNumber(spec.terminationGracePeriodSeconds) ?? 30,
    requests: amounts(podRequests(pod)),
    hostPorts: readHostPorts(spec),
    tolerations: readTolerations(spec),
    affinity: required(podAffinity),
    antiAffinity: required(podAntiAffinity),
    preferredAffinity: preferred(podAffinity),
    preferredAntiAffinity: preferred(podAntiAffinity),
    spread: asMappings(spec.topologySpreadConstraints).map((raw) => readSpreadConstraint(raw, namespace, labels)),
  };
}

/** Quantities as the numbers that the scheduler computes with. */
export function amounts(list: ResourceList): Amounts {
  return new Map([...list].map(([name, quantity]) => [name, name === 'cpu' ? milliValue(quantity) : value(quantity)]));
}

/** The priority classes that every cluster has; others are known by the number that admission writes into the Pod. */
const PRIORITY_CLASSES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

function priorityOf({ priority, priorityClassName }: PlainMapping): number {
  return asNumber(priority) ?? PRIORITY_CLASSES[asString(priorityClassName) ?? ''] ?? 0;
}

function readHostPorts(spec: PlainMapping): readonly HostPort[] {
  const running = containersOf({ spec }).filter(({ role }) => role !== 'init');
  return running.flatMap(({ value: container }) =>
    asMappings(container.ports).flatMap(({ hostPort, containerPort, hostIP, protocol }) => {
      const port = asNumber(hostPort) || (spec.hostNetwork === true ? asNumber(containerPort) : 0);
      return port ? [{ port, ip: asString(hostIP) || ANY_IP, protocol: asString(protocol) || 'TCP' }] : [];
    }),
  );
}

const ANY_IP = '0.0.0.0';

/** Whether two host ports cannot both be had on one node. */
export function portsClash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ANY_IP || b.ip === ANY_IP);
}

/** The Pod's tolerations and those that admission gives to every Pod. */
function readTolerations(spec: PlainMapping): readonly PlainMapping[] {
  const given = asMappings(spec.tolerations);
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !given.some((t) => (!t.key || t.key === key) && (!t.effect || t.effect === 'NoExecute')))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return [...given, ...added];
}

function readPodTerm(raw: PlainMapping, ownNamespace: string, ownLabels: Labels): PodTerm {
  const { labelSelector, namespaceSelector } = raw;
  const namespaces = asStrings(raw.namespaces);
  const own = namespaces.length === 0 && !isMapping(namespaceSelector) ? [ownNamespace] : namespaces;
  const same = asStrings(raw.matchLabelKeys).filter((key) => key in ownLabels);
  const different = asStrings(raw.mismatchLabelKeys).filter((key) => key in ownLabels);
  return {
    topologyKey: asString(raw.topologyKey) ?? '',
    matches: ({ namespace, labels }) =>
      // A namespace is taken to have the label that every namespace has, and no others.
      (own.includes(namespace) || selects(namespaceSelector, { 'kubernetes.io/metadata.name': namespace })) &&
      selects(labelSelector, labels) &&
      same.every((key) => labels[key] === ownLabels[key]) &&
      different.every((key) => labels[key] !== ownLabels[key]),
  };
}

function readSpreadConstraint(raw: PlainMapping, namespace: string, ownLabels: Labels): SpreadConstraint {
  const { labelSelector } = raw;
  const keys = asStrings(raw.matchLabelKeys).filter((key) => key in ownLabels);
  const matches = (labels: Labels) =>
    selects(labelSelector, labels) && keys.every((key) => labels[key] === ownLabels[key]);
  // The scheduler does not count for a selector without conditions, although the Pod itself matches it.
  const countsNothing = isEmptySelector(labelSelector) && keys.length === 0;
  return {
    topologyKey: asString(raw.topologyKey) ?? '',
    maxSkew: asNumber(raw.maxSkew) ?? 1,
    minDomains: asNumber(raw.minDomains) ?? 1,
    isRequired: raw.whenUnsatisfiable !== 'ScheduleAnyway',
    honorsAffinity: raw.nodeAffinityPolicy !== 'Ignore',
    honorsTaints: raw.nodeTaintsPolicy === 'Honor',
    matchesItself: matches(ownLabels),
    counts: (other) => !countsNothing && !other.isTerminating && other.namespace === namespace && matches(other.labels),
  };
}
