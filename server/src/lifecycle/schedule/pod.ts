/** A Pod as the scheduler sees it: after the API server's defaults and admission. */

import { containersOf } from '../../model/containers.ts';
import { asMapping, asMappings, asNumber, asString, asStringMap, type PlainMapping } from '../../model/plain.ts';
import { podRequests, type ResourceList } from '../../model/resources.ts';
import { milliValue, value } from '../../quantity/quantity.ts';
import { claimsOf, type VolumeClaim } from './claims.ts';
import { type PodTerms, readPodTerms } from './pod-terms.ts';
import type { Labels } from './selectors.ts';

/** Amounts by resource name: thousandths of a CPU for `cpu`, whole numbers for all others. */
export type Amounts = ReadonlyMap<string, bigint>;

export interface HostPort {
  readonly ip: string;
  readonly port: number;
  readonly protocol: string;
}

export interface SchedulingPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Undefined when it has no node yet. */
  readonly nodeName: string | undefined;
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
  readonly claims: readonly VolumeClaim[];
  readonly affinity: PodTerms;
  readonly antiAffinity: PodTerms;
}

export function readSchedulingPod(pod: unknown): SchedulingPod {
  const { metadata, spec: rawSpec, status } = asMapping(pod);
  const { name, namespace: rawNamespace, labels: rawLabels, deletionTimestamp } = asMapping(metadata);
  const spec = asMapping(rawSpec);
  const namespace = asString(rawNamespace) || 'default';
  const labels = asStringMap(rawLabels);
  const { podAffinity, podAntiAffinity } = asMapping(spec.affinity);
  const startTime = Date.parse(asString(asMapping(status).startTime) ?? '');
  return {
    name: asString(name) ?? '',
    namespace,
    labels,
    nodeName: asString(spec.nodeName),
    spec,
    priority: priorityOf(spec),
    mayPreempt: spec.preemptionPolicy !== 'Never',
    isTerminating: deletionTimestamp !== undefined && deletionTimestamp !== null,
    startTime: Number.isNaN(startTime) ? undefined : startTime / 1000,
    grace: asNumber(spec.terminationGracePeriodSeconds) ?? 30,
    requests: amounts(podRequests(pod)),
    hostPorts: readHostPorts(spec),
    tolerations: readTolerations(spec),
    claims: claimsOf(pod),
    affinity: readPodTerms(podAffinity, namespace, labels),
    antiAffinity: readPodTerms(podAntiAffinity, namespace, labels),
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

/** What a port that names no address is bound to. */
export const ANY_IP = '0.0.0.0';

/** The Pod's tolerations and those that admission gives to every Pod. */
function readTolerations(spec: PlainMapping): readonly PlainMapping[] {
  const given = asMappings(spec.tolerations);
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !given.some((t) => (!t.key || t.key === key) && (!t.effect || t.effect === 'NoExecute')))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  return [...given, ...added];
}
