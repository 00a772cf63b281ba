import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_CLUSTER } from '../../../server/src/lifecycle/assumptions.ts';
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
