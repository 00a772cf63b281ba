import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Observed, observe } from '../../../server/src/lifecycle/observed/observed.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';

/** `at(5)`: five seconds after the Pod was created. */
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 10) + seconds * 1000).toISOString().replace('.000Z', 'Z');

const event = (seconds: number, reason: string, message: string, more: object = {}) => ({
  involvedObject: { fieldPath: 'spec.containers{web}' },
  reason,
  message,
  type: 'Normal',
  count: 1,
  source: { component: 'kubelet', host: 'node1' },
  reportingComponent: 'kubelet',
  eventTime: null,
  firstTimestamp: at(seconds),
  lastTimestamp: at(seconds),
  ...more,
});

const scheduled = {
  involvedObject: {},
  reason: 'Scheduled',
  message: 'Successfully assigned default/web to node1',
  type: 'Normal',
  eventTime: '2026-01-01T10:00:00.123456Z',
  firstTimestamp: null,
  lastTimestamp: null,
  reportingComponent: 'default-scheduler',
};

const running = {
  name: 'web',
  restartCount: 0,
  ready: true,
  started: true,
  state: { running: { startedAt: at(3) } },
  lastState: {},
};

const pod = (status: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: 'u', creationTimestamp: at(0), ...metadata },
  spec: {
    terminationGracePeriodSeconds: 30,
    containers: [
      {
        name: 'web',
        image: 'shop:1',
        livenessProbe: { httpGet: { port: 80 }, failureThreshold: 3, periodSeconds: 10 },
      },
    ],
  },
  status: { phase: 'Running', ...status },
});

const look = (object: unknown, events: readonly object[], now = 60): Observed =>
  observe(object, { items: events }, { now: at(now), until: 900, kubernetes: '1.34' }) ?? assert.fail('no Pod');

/** `3 start web`: what happened, in short, without Events. */
const told = ({ timeline }: Observed): string[] =>
  timeline.steps.filter(({ kind }) => kind !== 'event').map((step) => `${step.t} ${brief(step)}`);

function brief(step: Step): string {
  switch (step.kind) {
    case 'start':
      return `start ${step.container} ${step.run}`;
    case 'exit':
      return `exit ${step.container} ${step.run}: ${step.exitCode} ${step.how}`;
    case 'state':
      return `${step.container} ${step.state}${step.ready ? ', ready' : ''}${step.reason ? `: ${step.reason}` : ''}`;
    case 'condition':
      return `${step.type} ${step.status}`;
    case 'phase':
      return step.phase;
    case 'pull':
      return `pull ${step.op}`;
    case 'probe':
      return `${step.probeType} ${step.result} ${step.count}/${step.threshold}`;
    case 'stop':
      return `stop ${step.container}, ${step.grace} s`;
    case 'delete':
      return `delete, ${step.grace} s`;
    default:
      return step.kind;
  }
}

suite('a live Pod is told', () => {
  test('from its conditions, its containers and its Events', () => {
    const seen = look(
      pod({
        conditions: [
          { type: 'PodScheduled', status: 'True', lastTransitionTime: at(0) },
          { type: 'ContainersReady', status: 'True', lastTransitionTime: at(8) },
          { type: 'Ready', status: 'True', lastTransitionTime: at(8) },
        ],
        containerStatuses: [running],
      }),
      [
        scheduled,
        event(1, 'Pulling', 'Pulling image "shop:1"'),
        event(
          3,
          'Pulled',
          'Successfully pulled image "shop:1" in 1.9s (1.9s including waiting). Image size: 10 bytes.',
        ),
        event(3, 'Started', 'Started container web'),
      ],
    );
    assert.deepEqual(told(seen), [
      '0 PodScheduled True',
      '0 Pending',
      '1 pull begin',
      '3 pull end',
      '3 start web 0',
      '3 web running, ready',
      '3 Running',
      '8 ContainersReady True',
      '8 Ready True',
    ]);
    const first = seen.timeline.steps.find(({ kind }) => kind === 'event');
    assert.deepEqual(first, {
      t: 0.123,
      kind: 'event',
      type: 'Normal',
      reason: 'Scheduled',
      from: 'default-scheduler',
      message: 'Successfully assigned default/web to node1',
    });
    assert.equal(seen.timeline.until, 60);
    assert.deepEqual(seen.gaps, ['The API tells most times in whole seconds.']);
  });

  test('in back-off, with the run that is over', () => {
    const terminated = { startedAt: at(20), finishedAt: at(21), exitCode: 137, reason: 'OOMKilled' };
    const status = {
      ...running,
      ready: false,
      restartCount: 3,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } },
      lastState: { terminated },
    };
    const backOff = event(5, 'BackOff', 'Back-off restarting failed container', {
      type: 'Warning',
      count: 7,
      lastTimestamp: at(50),
    });
    const seen = look(pod({ containerStatuses: [status] }), [event(2, 'Started', 'Started container web'), backOff]);
    assert.deepEqual(told(seen), [
      '0 Pending',
      '2 Running',
      '20 start web 3',
      '20 web running, ready',
      '21 exit web 3: 137 OOM',
      '21 web waiting: CrashLoopBackOff',
    ]);
    const [first, last] = seen.timeline.steps.filter((step) => step.kind === 'event' && step.reason === 'BackOff');
    assert.deepEqual([first?.t, last?.t], [5, 50]);
    assert.match(last?.why?.text ?? '', /^One of 7 from 5 s to 50 s/);
    assert.deepEqual(seen.gaps, [
      'The first 3 runs of web are not kept: the status tells of the last two.',
      'Of Events that repeat, only the first and the last time are known.',
      'The API tells most times in whole seconds.',
    ]);
  });

  test('with what probes found, and the restart that followed', () => {
    const terminated = { startedAt: at(3), finishedAt: at(36), exitCode: 143, reason: 'Error' };
    const seen = look(
      pod({
        containerStatuses: [
          { ...running, restartCount: 1, state: { running: { startedAt: at(37) } }, lastState: { terminated } },
        ],
      }),
      [
        event(15, 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503', {
          type: 'Warning',
          count: 3,
          lastTimestamp: at(35),
        }),
        event(35, 'Killing', 'Container web failed liveness probe, will be restarted'),
      ],
    );
    assert.deepEqual(told(seen), [
      '0 Pending',
      '3 Ready True',
      '3 start web 0',
      '3 web running, ready',
      '3 Running',
      '15 liveness failed 1/3',
      '35 liveness failed 3/3',
      '35 stop web, 30 s',
      '36 Ready False',
      '36 exit web 0: 143 SIGTERM',
      '37 Ready True',
      '37 start web 1',
      '37 web running, ready',
    ]);
  });

  test('whose readiness a probe decides, with what is not known of it', () => {
    const probed = pod({
      conditions: [
        { type: 'ContainersReady', status: 'True', lastTransitionTime: at(52) },
        { type: 'Ready', status: 'True', lastTransitionTime: at(52) },
      ],
      containerStatuses: [running],
    });
    const readinessProbe = { httpGet: { port: 80 } };
    const seen = look({ ...probed, spec: { containers: [{ name: 'web', image: 'shop:1', readinessProbe }] } }, []);
    assert.deepEqual(told(seen).slice(1), [
      '3 start web 0',
      '3 web running',
      '3 Running',
      '52 ContainersReady True',
      '52 Ready True',
      '52 web running, ready',
    ]);
    assert.ok(seen.gaps.includes('Ready changed last after 52 s; how it was before is not kept.'));
  });

  test('that has no node yet', () => {
    const message = '0/1 nodes are available: 1 Insufficient cpu.';
    const seen = look(
      pod({
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', lastTransitionTime: at(0), reason: 'Unschedulable', message },
        ],
      }),
      [{ ...scheduled, reason: 'FailedScheduling', type: 'Warning', message }],
    );
    assert.deepEqual(told(seen), ['0 PodScheduled False', '0 Pending', '0.123 PodScheduled False']);
  });

  test('that is being deleted, or has come to its end', () => {
    const deleted = look(
      pod({ containerStatuses: [running] }, { deletionTimestamp: at(70), deletionGracePeriodSeconds: 30 }),
      [],
    );
    assert.ok(told(deleted).includes('40 delete, 30 s'));
    const terminated = { startedAt: at(3), finishedAt: at(9), exitCode: 0, reason: 'Completed' };
    const done = look(
      pod({ phase: 'Succeeded', containerStatuses: [{ ...running, ready: false, state: { terminated } }] }),
      [],
    );
    assert.deepEqual(told(done), [
      '0 Pending',
      '3 Ready True',
      '3 start web 0',
      '3 web running, ready',
      '3 Running',
      '9 Ready False',
      '9 exit web 0: 0 itself',
      '9 web terminated: Completed',
      '9 Succeeded',
    ]);
  });

  test('whose process obeys when it is asked to stop', () => {
    const terminated = { startedAt: at(3), finishedAt: at(41), exitCode: 0, reason: 'Completed' };
    const gone = { ...running, ready: false, state: { terminated } };
    const metadata = { deletionTimestamp: at(70), deletionGracePeriodSeconds: 30 };
    const [exit] = look(pod({ containerStatuses: [gone] }, metadata), []).timeline.steps.filter(
      ({ kind }) => kind === 'exit',
    );
    assert.equal(exit && brief(exit), 'exit web 0: 0 SIGTERM');
  });

  test('as far as the picture goes, and from when Events are kept', () => {
    const late = { ...running, restartCount: 1, state: { running: { startedAt: at(5000) } } };
    const terminated = { startedAt: at(3), finishedAt: at(4000), exitCode: 1, reason: 'Error' };
    const seen = look(
      pod({ containerStatuses: [{ ...late, lastState: { terminated } }] }),
      [event(5000, 'Started', 'Started container web')],
      7600,
    );
    assert.equal(seen.timeline.until, 900);
    assert.ok(seen.timeline.steps.every(({ t }) => t <= 900));
    assert.deepEqual(seen.gaps.slice(0, 2), [
      'Events reach back to 83m after the creation.',
      'The Pod is 126m old; what came after 15m is not in the picture; web ended last with Error 1, 60m ago.',
    ]);
    assert.match(look(pod({}), []).gaps[0] ?? '', /^No Events are left/);
  });

  test('the same from either API of Events', () => {
    const series = { count: 4, lastObservedTime: '2026-01-01T10:00:09.500000Z' };
    const note = 'Back-off restarting failed container';
    const modern = {
      regarding: { fieldPath: 'spec.containers{web}' },
      reason: 'BackOff',
      note,
      type: 'Warning',
      eventTime: '2026-01-01T10:00:04.000000Z',
      series,
      reportingController: 'kubelet',
    };
    const times = look(pod({}), [modern]).timeline.steps.flatMap((step) =>
      step.kind === 'event' ? [[step.t, step.message, step.container]] : [],
    );
    assert.deepEqual(times, [
      [4, note, 'web'],
      [9.5, note, 'web'],
    ]);
  });
});

test('what is no Pod that was created has no life', () => {
  const options = { now: at(1), until: 900, kubernetes: '' };
  for (const value of [undefined, {}, [], { kind: 'Pod' }, { kind: 'Pod', metadata: { creationTimestamp: 'soon' } }])
    assert.equal(observe(value, undefined, options), undefined);
  const odd = { kind: 'Pod', metadata: { creationTimestamp: at(0) }, status: { containerStatuses: [1, { state: 3 }] } };
  assert.ok(observe(odd, { items: [3, { firstTimestamp: 5 }] }, options));
});
