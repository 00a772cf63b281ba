import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { NodeAssumption } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import {
  type Cluster,
  DEFAULT_NODES,
  type Decision,
  schedule,
} from '../../../server/src/lifecycle/schedule/schedule.ts';

const HELPLESS = (count: number) =>
  `no new claims to deallocate, preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;

/** A Pod from its spec, in short. */
const pod = (spec: string, metadata = 'name: app') => ({
  metadata: parse(metadata),
  spec: { containers: [{ name: 'app' }], ...parse(spec) },
});

const node = (name: string, rest: Partial<NodeAssumption> = {}): NodeAssumption => ({
  name,
  ...rest,
  labels: { 'kubernetes.io/hostname': name, ...rest.labels },
});

const placed = (nodeName: string, spec = '', metadata = 'name: other') =>
  pod(`nodeName: ${nodeName}\n${spec}`, metadata);

const asking = (cpu: string) => `containers: [{ resources: { requests: { cpu: ${cpu} } } }]`;

function decide(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): Decision {
  return schedule(incoming, { nodes: [node('one')], placed: [], ...cluster }, kubernetes);
}

function refusal(incoming: unknown, cluster: Partial<Cluster> = {}, kubernetes = '1.34'): string {
  const decision = decide(incoming, cluster, kubernetes);
  assert.equal(decision.kind, 'refused');
  return decision.kind === 'refused' ? decision.message : '';
}

function fitting(incoming: unknown, cluster: Partial<Cluster> = {}): readonly string[] {
  const decision = decide(incoming, cluster);
  assert.equal(decision.kind, 'scheduled', JSON.stringify(decision));
  return decision.kind === 'scheduled' ? decision.fitting : [];
}

test('on the default cluster a Pod gets a worker, and one that wants an SSD the second', () => {
  assert.deepEqual(fitting(pod(''), { nodes: DEFAULT_NODES }), ['worker-1', 'worker-2']);
  assert.deepEqual(fitting(pod('nodeSelector: { disktype: ssd }'), { nodes: DEFAULT_NODES }), ['worker-2']);
});

test('a Pod that is too large for the default cluster is told what each node lacks', () => {
  const message = refusal(pod('containers: [{ resources: { limits: { memory: 1000Gi } } }]'), { nodes: DEFAULT_NODES });
  assert.equal(
    message,
    `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient memory. ${HELPLESS(3)}`,
  );
});

test('reasons are sorted as text, their count included', () => {
  const nodes = Array.from({ length: 12 }, (_, i) => node(`n${i}`, { unschedulable: i < 2 }));
  assert.match(refusal(pod(asking('64')), { nodes }), /: 10 Insufficient cpu, 2 node\(s\) were unschedulable\./);
});

test('a node tells its first refusal only, but every resource that it lacks', () => {
  const short = node('one', { allocatable: { cpu: '1', memory: '1Gi', pods: 0 } });
  const greedy = 'containers: [{ resources: { requests: { cpu: 2, memory: 2Gi, example.com/card: 1 } } }]';
  assert.match(
    refusal(pod(greedy), { nodes: [short] }),
    /available: 1 Insufficient cpu, 1 Insufficient example.com\/card, 1 Insufficient memory, 1 Too many pods\. /,
  );
  const tainted = { ...short, taints: [{ key: 'k', effect: 'NoSchedule' }] };
  assert.match(refusal(pod(greedy), { nodes: [tainted] }), /available: 1 node\(s\) had untolerated taint\(s\)\. /);
});

test('what fits exactly fits, and a finished Pod takes nothing', () => {
  const cluster = {
    placed: [placed('one', asking('1500m')), { ...placed('one', asking('2')), status: { phase: 'Failed' } }],
  };
  assert.deepEqual(fitting(pod(asking('500m')), cluster), ['one']);
  assert.match(refusal(pod(asking('501m')), cluster), /1 Insufficient cpu\. .*: 1 No preemption victims found/);
  assert.deepEqual(fitting(pod(asking('0')), { placed: [placed('one', asking('9'))] }), ['one']);
});

test('the taint text names the taint up to 1.33', () => {
  const nodes = [node('one', { taints: [{ key: 'dedicated', value: 'db', effect: 'NoExecute' }] })];
  assert.match(
    refusal(pod(''), { nodes }, '1.33'),
    /^0\/1 nodes are available: 1 node\(s\) had untolerated taint \{dedicated: db\}\. preemption: 0/,
  );
  assert.match(refusal(pod(''), { nodes }, '1.37'), /untolerated taint\(s\)\. preemption: 0/);
});

test('node affinity alternatives, and operators that need a label', () => {
  const nodes = [node('a', { labels: { size: '8' } }), node('b', { labels: { size: 'big' } }), node('c')];
  const affinity = (terms: string) =>
    pod(
      `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms}] } } }`,
    );
  const size = (operator: string, values = '') =>
    `{ matchExpressions: [{ key: size, operator: ${operator}, values: [${values}] }] }`;
  assert.deepEqual(fitting(affinity(size('Gt', '"4"')), { nodes }), ['a']);
  assert.deepEqual(fitting(affinity(`${size('Lt', '"9"')}, ${size('DoesNotExist')}`), { nodes }), ['a', 'c']);
  assert.deepEqual(fitting(affinity(size('NotIn', 'big')), { nodes }), ['a', 'c']);
  assert.match(refusal(affinity('{}'), { nodes }), /3 node\(s\) didn't match Pod's node affinity\/selector/);
  const named = (values: string) => `{ matchFields: [{ key: metadata.name, operator: In, values: [${values}] }] }`;
  assert.deepEqual(fitting(affinity(`${named('b')}, ${named('c')}`), { nodes }), ['b', 'c']);
  assert.match(refusal(affinity(named('z')), { nodes }), /3 node\(s\) didn't satisfy plugin\(s\) \[NodeAffinity\]/);
  assert.equal(
    refusal(affinity(named('')), { nodes }),
    '0/3 nodes are available: pod affinity terms conflict. not found',
  );
});

test('host ports clash by port, protocol and address', () => {
  const port = (rest: string) => `containers: [{ ports: [{ containerPort: 80, hostPort: 80, ${rest} }] }]`;
  const cluster = { placed: [placed('one', port('hostIP: 10.0.0.1'))] };
  assert.deepEqual(fitting(pod(port('hostIP: 10.0.0.2')), cluster), ['one']);
  assert.deepEqual(fitting(pod(port('protocol: UDP')), cluster), ['one']);
  assert.match(refusal(pod(port('')), cluster), /1 node\(s\) didn't have free ports/);
  assert.match(
    refusal(pod('hostNetwork: true\ncontainers: [{ ports: [{ containerPort: 80 }] }]'), cluster),
    /free ports/,
  );
});

test('Pod affinity and anti-affinity look at topology domains', () => {
  const zone = (name: string, z: string) => node(name, { labels: { zone: z } });
  const nodes = [zone('a', 'x'), zone('b', 'x'), zone('c', 'y'), node('d')];
  const term = 'topologyKey: zone, labelSelector: { matchLabels: { app: web } }';
  const rule = (kind: string, more = '') =>
    `affinity: { ${kind}: { requiredDuringSchedulingIgnoredDuringExecution: [{ ${term}${more} }] } }`;
  const web = placed('a', '', '{ name: web, labels: { app: web } }');
  const cluster = { nodes, placed: [web] };
  assert.deepEqual(fitting(pod(rule('podAffinity')), cluster), ['a', 'b']);
  assert.deepEqual(fitting(pod(rule('podAntiAffinity')), cluster), ['c', 'd']);
  assert.match(
    refusal(pod(rule('podAffinity', ', namespaces: [shop]')), cluster),
    /4 node\(s\) didn't match pod affinity rules/,
  );
  // The first of a series that wants its own kind near.
  assert.deepEqual(fitting(pod(rule('podAffinity'), '{ name: w, labels: { app: web } }'), { nodes }), ['a', 'b', 'c']);
  // A placed Pod that wants no company.
  const loner = placed('c', rule('podAntiAffinity'));
  assert.deepEqual(fitting(pod('', '{ name: w, labels: { app: web } }'), { nodes, placed: [loner] }), ['a', 'b', 'd']);
});

test('spread counts tainted domains unless told otherwise', () => {
  const nodes = [
    node('a', { labels: { zone: 'x' } }),
    node('b', { labels: { zone: 'y' }, taints: [{ key: 'k', effect: 'NoSchedule' }] }),
  ];
  const spread = (more = '') =>
    pod(
      `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } }${more} }]`,
      '{ name: w, labels: { app: web } }',
    );
  const cluster = { nodes, placed: [placed('a', '', '{ name: web, labels: { app: web } }')] };
  assert.match(refusal(spread(), cluster), /1 node\(s\) didn't match pod topology spread constraints, 1 node\(s\) had/);
  assert.deepEqual(fitting(spread(', nodeTaintsPolicy: Honor'), cluster), ['a']);
  assert.match(refusal(spread(', nodeTaintsPolicy: Honor, minDomains: 2'), cluster), /pod topology spread constraints/);
});

test('the cheapest Pods of lower priority have to go', () => {
  const low = (name: string, on: string, priority: number, cpu: string) =>
    placed(on, `priority: ${priority}\nterminationGracePeriodSeconds: ${priority}\n${asking(cpu)}`, `name: ${name}`);
  const nodes = [node('one'), node('two')];
  const cluster = { nodes, placed: [low('a', 'one', 5, '1'), low('b', 'one', 7, '1'), low('c', 'two', 9, '2')] };
  const decision = decide(pod(`priority: 100\n${asking('1')}`), cluster);
  assert.deepEqual(decision, {
    kind: 'refused',
    reason: 'Unschedulable',
    message: '0/2 nodes are available: 2 Insufficient cpu.',
    event: '0/2 nodes are available: 2 Insufficient cpu.',
    preempts: { node: 'one', victims: ['default/a'], readyAfter: 5 },
  });
  const calm = `priority: 100\npreemptionPolicy: Never\n${asking('1')}`;
  assert.match(refusal(pod(calm), cluster), /preemption: not eligible due to preemptionPolicy=Never\.$/);
  assert.match(
    refusal(pod(`priority: 6\n${asking('2')}`), cluster),
    /1 Insufficient cpu, 1 No preemption victims found/,
  );
  assert.match(
    refusal(pod(`priorityClassName: system-node-critical\n${asking('2')}`), cluster, '1.37'),
    /2 Insufficient cpu\. preemption: found a potential placement for pod on node one, preempting 2 victims$/,
  );
});

test('gates, preset nodes, other schedulers and missing claims', () => {
  assert.deepEqual(decide(pod('nodeName: elsewhere')), { kind: 'bound', node: 'elsewhere' });
  assert.equal(decide(pod('schedulerName: mine')).kind, 'silent');
  assert.deepEqual(decide(pod('schedulingGates: [{ name: wait }]')), {
    kind: 'refused',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  });
  const claiming = pod('volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]');
  assert.deepEqual(fitting(claiming), ['one']);
  const missing = { missingClaims: ['data'] };
  assert.equal(
    refusal(claiming, missing),
    '0/1 nodes are available: persistentvolumeclaim "data" not found. not found',
  );
  assert.match(
    refusal(claiming, missing, '1.30'),
    /"data" not found\. preemption: 0\/1 nodes are available: 1 Preemption/,
  );
  assert.equal(refusal(pod(''), { nodes: [] }), 'no nodes available to schedule pods');
});

test('a long event is cut, its condition is not', () => {
  const requests = Array.from({ length: 60 }, (_, i) => `example.com/device-number-${i}: 1`).join(', ');
  const decision = decide(pod(`containers: [{ resources: { requests: { ${requests} } } }]`));
  assert.ok(decision.kind === 'refused' && decision.event);
  assert.equal(decision.event.length, 1024);
  assert.match(decision.event, / \.\.\.$/);
  assert.ok(decision.message.length > 1024);
});

test('preferences choose among nodes that fit', () => {
  const nodes = [node('busy'), node('idle')];
  const decision = decide(pod(asking('100m')), { nodes, placed: [placed('busy', asking('1'))] });
  assert.deepEqual(decision, { kind: 'scheduled', node: 'idle', fitting: ['busy', 'idle'] });
});

test('any value gets a decision', () => {
  const nodes = [{ name: 'one', labels: null, taints: 'none', allocatable: [] }, null] as unknown as NodeAssumption[];
  for (const odd of [
    undefined,
    null,
    3,
    [],
    { spec: 7 },
    { spec: { affinity: [], containers: [null], tolerations: {} } },
  ]) {
    assert.equal(schedule(odd, { nodes, placed: [odd] }, '').kind, 'scheduled');
  }
});
