import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lane, Mark } from '../../../client/preview/picture/content.ts';
import { layOut } from '../../../client/preview/picture/lanes.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { container, deleted, job, liveness, loop, oom, pending, plain, started, timeline } from './timelines.ts';

/** `look from–to "longest label"`; an instant has one time, an open end a plus. */
function written({ look, from, to, open, labels }: Mark): string {
  const time = from === to ? `${from}` : `${from}–${to}${open ? '+' : ''}`;
  return `${look} ${time}${labels[0] === undefined ? '' : ` "${labels[0]}"`}`;
}

function lane(of: Timeline, id: string): readonly string[] {
  const found: Lane | undefined = layOut(of).lanes.find((candidate) => candidate.id === id);
  assert.ok(found, `no lane ${id}`);
  return found.marks.map(written);
}

const expectations: readonly { name: string; of: Timeline; id: string; marks: readonly string[] }[] = [
  {
    name: 'a container is pulled, starts, is seen as ready, and goes on',
    of: plain,
    id: 'container-main',
    marks: ['pull 0–0.5 "pull 0.5 s"', 'notReady 0.5–1 "not ready"', 'ready 1–120+ "ready"'],
  },
  {
    name: 'the Service sends traffic once the Pod is Ready',
    of: plain,
    id: 'service',
    marks: ['out 0–1 "out 1 s"', 'in 1–120+ "in Service"'],
  },
  {
    name: 'each run is terminated and exits; the API’s ready outlives a restart; the back-off is nominal, then the wait goes on',
    of: loop,
    id: 'container-main',
    marks: [
      'pull 0–0.5 "pull 0.5 s"',
      'notReady 0.5–1 "not ready"',
      'ready 1–45 "run 1 · ready"',
      'terminating 45–75 "SIGTERM 30 s"',
      'exit 75 "SIGKILL, 137"',
      'ready 75–120 "run 2 · ready"',
      'terminating 120–150 "SIGTERM 30 s"',
      'exit 150 "SIGKILL, 137"',
      'ready 150–195 "run 3 · ready"',
      'terminating 195–225 "SIGTERM 30 s"',
      'exit 225 "SIGKILL, 137"',
      'backoff 225–265 "back-off 40 s"',
      'waitOver 265–270',
      'notReady 270–270.5 "not ready"',
      'ready 270.5–300+ "run 4 · ready"',
    ],
  },
  {
    name: 'traffic goes to a failing container until it is started anew or out of Service',
    of: loop,
    id: 'service',
    marks: [
      'out 0–1 "out 1 s"',
      'in 1–35 "in Service"',
      'failing 35–75 "in Service, failing"',
      'in 75–110 "in Service"',
      'failing 110–150 "in Service, failing"',
      'in 150–185 "in Service"',
      'failing 185–225.5 "in Service, failing"',
      'out 225.5–270.5 "out 45 s"',
      'in 270.5–300+ "in Service"',
    ],
  },
  {
    name: 'an init container runs, the container after it waits for its turn',
    of: job,
    id: 'container-setup',
    marks: ['waiting 0–1 "PodInitializing"', 'starting 1–4 "running"', 'exit 4 "0"'],
  },
  {
    name: 'a container that has ended for good leaves nothing behind',
    of: job,
    id: 'container-main',
    marks: ['waiting 0–5 "PodInitializing"', 'notReady 5–6 "not ready"', 'ready 6–15 "ready"', 'exit 15 "0"'],
  },
  {
    name: 'memory is drawn where it is known: at the limit',
    of: oom,
    id: 'memory-main',
    marks: ['memory 0.5–2.5', 'memory 3–5'],
  },
  {
    name: 'a Pod without a node',
    of: pending,
    id: 'node',
    marks: ['unschedulable 0–120+ "0/1 nodes are available: 1 Insufficient memory"'],
  },
  { name: 'a container without a node', of: pending, id: 'container-main', marks: ['waiting 0–120+ "not created"'] },
  {
    name: 'the preStop hook runs between Killing and SIGTERM',
    of: deleted,
    id: 'container-main',
    marks: [
      'pull 0–0.5 "pull 0.5 s"',
      'notReady 0.5–1 "not ready"',
      'ready 1–20 "ready"',
      'hook 20–23 "preStop 3 s"',
      'terminating 23–25 "SIGTERM 2 s"',
      'exit 25 "0"',
    ],
  },
  {
    name: 'deletion takes a Pod out of Service at once, and its lanes end with it',
    of: deleted,
    id: 'service',
    marks: ['out 0–1 "out 1 s"', 'in 1–20 "in Service"', 'out 20–26 "out 6 s"'],
  },
  {
    name: 'the phase is Pending until it is said otherwise',
    of: job,
    id: 'phase',
    marks: ['waiting 0–6 "Pending"', 'phase 6–16 "Running"', 'phase 16–19.4+ "Succeeded"'],
  },
];

for (const { name, of, id, marks } of expectations) {
  test(name, () => assert.deepEqual(lane(of, id), marks));
}

test('a back-off of which only an event tells has no nominal time', () => {
  const of = timeline(
    [
      ...started,
      { t: 5, kind: 'exit', container: 'main', run: 0, exitCode: 0, reason: 'Completed', how: 'itself' },
      {
        t: 6,
        kind: 'event',
        type: 'Warning',
        reason: 'BackOff',
        container: 'main',
        from: 'kubelet',
        message: 'Back-off restarting failed container main in pod web_default(UID)',
      },
      { t: 20, kind: 'start', container: 'main', run: 1 },
    ],
    [container('main')],
  );
  assert.ok(lane(of, 'container-main').includes('backoff 5–20 "back-off"'));
});

test('the back-off of a later wait is not that of a restart at once', () => {
  const exit = (t: number, run: number) =>
    ({ t, kind: 'exit', container: 'main', run, exitCode: 1, reason: 'Error', how: 'itself' }) as const;
  const of = timeline(
    [
      ...started,
      exit(2, 0),
      { t: 2.5, kind: 'start', container: 'main', run: 1 },
      exit(3, 1),
      {
        t: 4,
        kind: 'state',
        container: 'main',
        state: 'waiting',
        reason: 'CrashLoopBackOff',
        message: 'back-off 10s restarting failed container=main pod=web_default(UID)',
        ready: false,
        started: false,
        restartCount: 1,
      },
    ],
    [container('main')],
  );
  assert.deepEqual(
    lane(of, 'container-main').filter((mark) => mark.startsWith('backoff')),
    ['backoff 3–13 "back-off 10 s"'],
  );
});

test('deletion by force takes the object away at once, while its containers run on', () => {
  const of = timeline(
    [
      ...started,
      { t: 20, kind: 'delete', grace: 0 },
      { t: 20, kind: 'stop', container: 'main', grace: 30 },
      {
        t: 50,
        kind: 'exit',
        container: 'main',
        run: 0,
        exitCode: 137,
        reason: 'Error',
        how: 'SIGKILL',
      },
    ],
    [container('main')],
  );
  assert.deepEqual(lane(of, 'phase'), ['waiting 0–1 "Pending"', 'phase 1–20 "Running"']);
  assert.deepEqual(lane(of, 'container-main').slice(-2), [
    'terminating 20–50 "SIGTERM 30 s"',
    'exit 50 "SIGKILL, 137"',
  ]);
});

test('a probe runs up to its verdict; what fails after it is late', () => {
  const failures = [10, 15, 20, 25].map(
    (t, i) =>
      ({
        t,
        kind: 'probe',
        container: 'main',
        probeType: 'liveness',
        result: 'failed',
        count: i + 1,
        threshold: 3,
      }) as const,
  );
  const of = timeline([...started, ...failures], [container('main', { probes: [liveness] })]);
  assert.deepEqual(lane(of, 'probe-main-liveness'), ['failed 10', 'failed 15', 'verdict 20 "3 of 3"', 'late 25']);
});

test('lanes stand in the order outcome, cause, bookkeeping', () => {
  assert.deepEqual(
    layOut(loop).lanes.map(({ kind }) => kind),
    ['service', 'node', 'container', 'probe', 'phase', 'condition', 'events'],
  );
});

test('marks of one picture have ids of their own', () => {
  for (const one of [plain, loop, job, oom, pending, deleted]) {
    const ids = layOut(one).lanes.flatMap(({ marks }) => marks.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length);
  }
});

test('a Timeline without steps has lanes all the same', () => {
  assert.doesNotThrow(() => layOut(timeline([], [container('main', { probes: [liveness] })])));
});

test('a Job’s Pods follow each other with its back-off between, and the picture goes on to its end', () => {
  const pod = { name: 'work-xxxxx', phase: 'Failed', restarts: 0, exitCodes: { main: 3 } } as const;
  const told: Timeline = {
    ...plain,
    job: {
      events: [],
      pods: [
        { ...pod, created: 0, ended: 20 },
        { ...pod, created: 30, ended: 50 },
      ],
      end: { t: 51, type: 'Failed', reason: 'BackoffLimitExceeded', message: '' },
    },
  };
  const lane = layOut(told).lanes.find(({ kind }) => kind === 'job');
  assert.deepEqual(
    lane?.marks.filter(({ look }) => look !== 'exit').map(({ from, to, labels: [words] }) => [from, to, words]),
    [
      [0, 20, 'Pod 1 fails, exit 3'],
      [20, 30, '10 s'],
      [30, 50, 'Pod 2 fails, exit 3'],
      [51, plain.until, 'Failed: BackoffLimitExceeded'],
    ],
  );
});

test('Pods of a Job that run beside each other have a lane each', () => {
  const pod = { name: 'work-xxxxx', phase: 'Succeeded', restarts: 0, exitCodes: {}, created: 0, ended: 9 } as const;
  const told: Timeline = { ...plain, job: { events: [], pods: [pod, { ...pod }, { ...pod, created: 9, ended: 18 }] } };
  const lanes = layOut(told).lanes.filter(({ kind }) => kind === 'job');
  assert.deepEqual(
    lanes.map(({ marks }) => marks.map(({ labels: [words] }) => words)),
    [['Pod 1 succeeds', 'Pod 3 succeeds'], ['Pod 2 succeeds']],
  );
});

test('Pods of an Indexed Job go by their index', () => {
  const pod = { name: 'work-3-xxxxx', completionIndex: 3, restarts: 0, exitCodes: {}, created: 0 } as const;
  const told: Timeline = { ...plain, job: { events: [], pods: [pod] } };
  const lane = layOut(told).lanes.find(({ kind }) => kind === 'job');
  assert.deepEqual(lane?.marks[0]?.labels, ['index 3 runs', 'index 3', '3']);
});

test('the Jobs of a CronJob stand above its first one, and the picture goes on to the end of the next', () => {
  const job = { events: [], pods: [], end: { t: 9, type: 'Complete', reason: '', message: '' } } as const;
  const done = { name: 'work-1', type: 'Complete' } as const;
  const jobs = [
    { ...done, due: 0, created: 0, ended: 9 },
    { ...done, due: 20, created: 20, ended: 29 },
    { name: 'work-3', due: 25, created: 25 },
  ];
  const told: Timeline = { ...plain, job, cronJob: { start: '', events: [], jobs, next: [] } };
  const lanes = layOut(told).lanes.filter(({ id }) => id.startsWith('cronjob'));
  assert.deepEqual(
    lanes.map(({ marks }) => marks.map(({ from, labels: [words] }) => [from, words])),
    [
      [
        [0, 'Job 1 Complete'],
        [20, 'Job 2 Complete'],
      ],
      [[25, 'Job 3 runs']],
    ],
  );
});

test('a throttled container shows how much of what it wants it gets', () => {
  const pieces = [{ from: 0.5, to: plain.until, start: 0.5, end: 0.5, wanted: 2 }];
  const told: Timeline = { ...plain, usage: [{ container: 'main', resource: 'cpu', pieces }] };
  const [mark] = layOut(told).lanes.find(({ kind }) => kind === 'cpu')?.marks ?? [];
  assert.deepEqual([mark?.labels[1], mark?.share], ['throttled to 25 %', 0.25]);
});
