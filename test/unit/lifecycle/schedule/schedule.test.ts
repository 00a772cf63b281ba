import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeAssumption } from '../../../../server/src/lifecycle/assumptions/assumptions.ts';
import { DEFAULT_NODES, schedule } from '../../../../server/src/lifecycle/schedule/schedule.ts';
import { asking, decide, fitting, HELPLESS, node, pod, refusal } from './scenario.ts';

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
  const calm = { ...claiming, spec: { ...claiming.spec, preemptionPolicy: 'Never' } };
  assert.match(
    refusal(calm, missing, '1.33'),
    /"data" not found\. preemption: not eligible due to preemptionPolicy=Never/,
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

test('a version without a field decides without it', () => {
  const gated = pod('schedulingGates: [{ name: wait }]');
  assert.equal(decide(gated, {}, '1.26').kind, 'scheduled');
  assert.equal(decide(gated, {}, '1.27').kind, 'refused');
  const claiming = pod('resourceClaims: [{ name: gpu, resourceClaimName: gpu }]');
  assert.equal(decide(claiming, {}, '1.33').kind, 'scheduled');
  assert.equal(decide(claiming, {}, '1.34').kind, 'silent');
});
