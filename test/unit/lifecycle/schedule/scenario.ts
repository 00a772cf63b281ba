/** Pods, nodes and decisions in short, for tests of the scheduler. */
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { NodeAssumption } from '../../../../server/src/lifecycle/assumptions/assumptions.ts';
import {
  type Cluster,
  type Decision,
  type Refused,
  type Scheduled,
  schedule,
} from '../../../../server/src/lifecycle/schedule/schedule.ts';

/** What preemption says where no node can be helped by it. */
export const HELPLESS = (count: number) =>
  `no new claims to deallocate, preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;

/** A Pod from the YAML of its spec and of its metadata. */
export const pod = (spec: string, metadata = 'name: app') => ({
  metadata: parse(metadata),
  spec: { containers: [{ name: 'app' }], ...parse(spec) },
});

export const node = (name: string, rest: Partial<NodeAssumption> = {}): NodeAssumption => ({
  name,
  ...rest,
  labels: { 'kubernetes.io/hostname': name, ...rest.labels },
});

export const placed = (nodeName: string, spec = '', metadata = 'name: other') =>
  pod(`nodeName: ${nodeName}\n${spec}`, metadata);

export const asking = (cpu: string) => `containers: [{ resources: { requests: { cpu: ${cpu} } } }]`;

/** Without a cluster: one node, `one`, with nothing on it. */
export function decide(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): Decision {
  return schedule(incoming, { nodes: [node('one')], placed: [], ...cluster }, kubernetes);
}

export function refused(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): Refused {
  const decision = decide(incoming, cluster, kubernetes);
  assert.ok(decision.kind === 'refused', JSON.stringify(decision));
  return decision;
}

/** The condition's message. */
export function refusal(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): string {
  return refused(incoming, cluster, kubernetes).message;
}

function scheduled(incoming: unknown, cluster: Partial<Cluster>, kubernetes: string): Scheduled {
  const decision = decide(incoming, cluster, kubernetes);
  assert.ok(decision.kind === 'scheduled', JSON.stringify(decision));
  return decision;
}

/** All nodes that fit. */
export function fitting(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): readonly string[] {
  return scheduled(incoming, cluster, kubernetes).fitting;
}

/** The node that the Pod goes to. */
export function chosen(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): string {
  return scheduled(incoming, cluster, kubernetes).node;
}
