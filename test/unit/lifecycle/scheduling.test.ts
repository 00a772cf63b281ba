import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CLUSTER } from '../../../server/src/lifecycle/assumptions/default-cluster.ts';
import { events, lines, live } from './life.ts';

const MAIN = 'containers: [{ name: main, image: "app:1" }]';

test('Without nodes the Pod arrives bound', () => {
  assert.deepEqual(lines(live({ pod: MAIN, until: 0 }), ['condition'])[0], '0 PodScheduled True');
  assert.ok(!events(live({ pod: MAIN })).includes('0 Scheduled'));
});

test('With nodes the scheduler says where it goes', () => {
  const [scheduled] = live({ pod: MAIN, assume: DEFAULT_CLUSTER }).steps;
  assert.match(
    scheduled?.kind === 'event' ? scheduled.message : '',
    /^Successfully assigned default\/web to worker-[12]$/,
  );
});

test('A Pod that fits nowhere stays Pending, and is removed at once when deleted', () => {
  const pod = 'containers: [{ name: main, image: "app:1", resources: { requests: { cpu: "64" } } }]';
  const life = live({ pod, assume: { ...DEFAULT_CLUSTER, deleteAt: 9 } });
  assert.deepEqual(lines(life, ['event', 'condition', 'start', 'delete', 'gone']), [
    '0 PodScheduled False',
    '0 FailedScheduling',
    '9 delete 0',
    '9 gone',
  ]);
});

test('A scheduling gate keeps the scheduler away', () => {
  const life = live({ pod: `schedulingGates: [{ name: wait }]\n${MAIN}`, assume: DEFAULT_CLUSTER });
  const [step] = life.steps;
  assert.equal(step?.kind === 'condition' && step.reason, 'SchedulingGated');
  assert.equal(life.steps.length, 1);
});

test('A kubelet rejects what does not fit on its node when no scheduler asked', () => {
  const pod =
    'nodeName: worker-1\ncontainers: [{ name: main, image: "app:1", resources: { requests: { cpu: "64" } } }]';
  const life = live({ pod, assume: { ...DEFAULT_CLUSTER, deleteAt: 9 } });
  assert.deepEqual(lines(life, ['event', 'start', 'phase', 'delete', 'gone']), [
    '0 OutOfcpu',
    '0 Failed OutOfcpu',
    '9 delete 0',
    '9 gone',
  ]);
  const rejected = life.steps.find(({ kind }) => kind === 'phase');
  assert.equal(
    rejected?.kind === 'phase' && rejected.message,
    "Pod was rejected: Node didn't have enough resource: cpu, requested: 64000, used: 0, capacity: 2000",
  );
});

test('A static Pod is taken in spite of taints, and rejected for a selector that its node does not match', () => {
  const start = (spec: string) =>
    lines(live({ pod: spec, assume: DEFAULT_CLUSTER, static: true, until: 5 }), ['start', 'phase']);
  assert.deepEqual(start(MAIN), ['0 Pending', '0.5 start main 0', '0.7 Running']);
  assert.deepEqual(start(`nodeSelector: { disktype: ssd }\n${MAIN}`), ['0 Pending', '0 Failed NodeAffinity']);
});

test('A Pod of higher priority is scheduled once others had to go', () => {
  const request = (cpu: string) => `resources: { requests: { cpu: "${cpu}" } }`;
  const pod = `priority: 100\ncontainers: [{ name: main, image: "app:1", ${request('2')} }]`;
  const nodes = [{ name: 'only', allocatable: { cpu: '2' } }];
  const resources = { requests: { cpu: '1' } };
  const victim = {
    metadata: { name: 'victim', namespace: 'default' },
    spec: { nodeName: 'only', terminationGracePeriodSeconds: 7, containers: [{ name: 'c', image: 'x', resources }] },
  };
  assert.deepEqual(lines(live({ pod, assume: { nodes, placed: [victim] } }), ['event', 'start']).slice(0, 2), [
    '0 FailedScheduling',
    '7 Scheduled',
  ]);
});
