import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from '../../../client/preview/verdict/verdict.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { container, deleted, job, loop, oom, pending, plain, started, timeline } from './timelines.ts';

const pullError = timeline(
  [
    { t: 0, kind: 'pull', image: 'nosuch', op: 'begin' },
    { t: 1, kind: 'pull', image: 'nosuch', op: 'fail' },
    {
      t: 1,
      kind: 'event',
      type: 'Warning',
      reason: 'Failed',
      container: 'main',
      from: 'kubelet',
      message: 'Failed to pull image "nosuch"',
    },
    {
      t: 1,
      kind: 'state',
      container: 'main',
      state: 'waiting',
      reason: 'ErrImagePull',
      ready: false,
      started: false,
      restartCount: 0,
    },
  ],
  [container('main')],
);

const crash = timeline(
  [
    ...started,
    { t: 2.5, kind: 'exit', container: 'main', run: 0, exitCode: 1, reason: 'Error', how: 'itself' },
    { t: 3, kind: 'start', container: 'main', run: 1 },
    { t: 5, kind: 'exit', container: 'main', run: 1, exitCode: 1, reason: 'Error', how: 'itself' },
  ],
  [container('main')],
);

const exit = (t: number, name: string, run: number, exitCode: number): Step => ({
  t,
  kind: 'exit',
  container: name,
  run,
  exitCode,
  reason: exitCode === 0 ? 'Completed' : 'Error',
  how: 'itself',
});
const start = (t: number, name: string, run: number): Step => ({ t, kind: 'start', container: name, run });

const recovers = timeline([...started, exit(3, 'main', 0, 1), start(4, 'main', 1)], [container('main')]);

const jobRetries = timeline(
  [
    start(0, 'main', 0),
    exit(2, 'main', 0, 3),
    start(5, 'main', 1),
    exit(7, 'main', 1, 0),
    { t: 8, kind: 'phase', phase: 'Succeeded' },
  ],
  [container('main')],
);

const twoLoops = timeline(
  ['a', 'b'].flatMap((name) => [start(0, name, 0), exit(2, name, 0, 1), start(3, name, 1), exit(5, name, 1, 1)]),
  [container('a'), container('b')],
);

const forced = timeline(
  [...started, { t: 20, kind: 'delete', grace: 0 }, exit(50, 'main', 0, 137)],
  [container('main')],
);

const tidied: readonly Step[] = [
  { t: 60, kind: 'delete', grace: 0 },
  { t: 60, kind: 'gone' },
];

const cases: readonly (readonly [string, Timeline, string, string])[] = [
  ['plain', plain, 'good', 'Ready after 1 s, and stays ready.'],
  ['liveness loop', loop, 'bad', 'Restarts in a loop. Each run fails its liveness probe and is killed.'],
  ['job', job, 'good', 'Succeeds after 16 s.'],
  ['out of memory', oom, 'bad', 'Never stays up: killed at its 64Mi memory limit 2 s into every run.'],
  ['pending', pending, 'bad', 'Never scheduled: no node fits.'],
  ['deletion', deleted, 'good', 'Deleted at 20 s, gone 6 s later.'],
  ['image', pullError, 'bad', 'Never starts: the image of main cannot be pulled.'],
  ['crash', crash, 'bad', 'Crashes in a loop: exit code 1 after 2 s in each run.'],
  ['a container that recovers', recovers, 'good', 'Ready after 1 s, and stays ready.'],
  ['a job that is tidied away', { ...job, steps: [...job.steps, ...tidied] }, 'good', 'Succeeds after 16 s.'],
  ['a job that is retried', jobRetries, 'good', 'Succeeds after 8 s.'],
  ['two loops', twoLoops, 'bad', 'a and b crash in a loop: exit code 1 after 2 s in each run.'],
  ['forced deletion', forced, 'warn', 'Deleted by force at 20 s: the object is gone at once. main runs on for 30 s.'],
];

for (const [name, of, tone, headline] of cases) {
  test(`the verdict on ${name}`, () => {
    const verdict = verdictOf(of);
    assert.deepEqual([verdict.tone, verdict.headline], [tone, headline]);
  });
}

test('the facts of a liveness loop', () => {
  const facts = verdictOf(loop).facts.map(({ label, value, note }) => [label, value, note]);
  assert.deepEqual(facts, [
    ['Ready after', '1 s', 'no readiness probe'],
    ['Restarts', '3', 'in 5 min, exit 137'],
    ['Failing, yet in Service', '40 s', 'in each of 3 runs'],
    ['Out of Service', '45 s', 'from 3:45'],
    ['Back-off', '40 s', 'from 3:45'],
  ]);
});

test('restarts on the way are told', () => {
  assert.equal(verdictOf(recovers).detail, 'main is restarted once on the way: exit code 1.');
  assert.equal(verdictOf(jobRetries).detail, 'main is restarted once on the way: exit code 3.');
});

test('a simulation that was cut short says so', () => {
  assert.match(verdictOf({ ...plain, stopped: 'Too many steps.' }).detail, /Too many steps\.$/);
});

test('each fact leads to a mark of the picture', () => {
  for (const [name, of] of cases) {
    for (const { label, mark, value } of verdictOf(of).facts) {
      if (label === 'Restarts' && value === '0') continue;
      assert.ok(mark, `${name}: ${label}`);
    }
  }
});

test('a Timeline without steps has a verdict', () => {
  assert.equal(verdictOf(timeline([], [])).headline, 'Nothing has started yet.');
});

test('a Pod that is too large is told by how much, where the nodes are known', () => {
  const room = { allocatable: 4 * 2 ** 30, free: 4 * 2 ** 30 };
  const node = {
    name: 'a',
    chosen: false,
    reasons: ['Insufficient memory'],
    memory: room,
    cpu: { allocatable: 2000, free: 500 },
  };
  const asking = (name: string, text: string, count: number) =>
    verdictOf(pending, { nodes: [node], total: [{ name, request: { text, count } }] }).headline;
  assert.equal(
    asking('memory', '1000Gi', 1000 * 2 ** 30),
    'Never scheduled: asks for 1000Gi of memory; no node has more than 4Gi.',
  );
  assert.equal(asking('cpu', '1', 1000), 'Never scheduled: asks for 1 of CPU; no node has more than 500m.');
  assert.equal(asking('memory', '1Gi', 2 ** 30), 'Never scheduled: no node fits.');
});

test('of a CronJob the verdict says when it is due again', () => {
  const told = { events: [], pods: [], end: { t: 17, type: 'Complete', reason: '', message: '' } } as const;
  const cronJob = {
    start: '2026-11-25T02:15:00.000Z',
    events: [],
    jobs: [{ name: 'report-1', due: 0, created: 0 }],
    next: ['2026-11-26T02:15:00.000Z'],
  };
  assert.match(verdictOf({ ...job, job: told, cronJob }).detail, /The CronJob is due again after 24 h/);
});

test('a Pod fails by its own containers, however its sidecars end', () => {
  const steps: Step[] = [
    start(0, 'proxy', 0),
    start(1, 'main', 0),
    exit(10, 'main', 0, 1),
    exit(12, 'proxy', 0, 143),
    { t: 13, kind: 'phase', phase: 'Failed' },
  ];
  const { headline, facts } = verdictOf(timeline(steps, [container('proxy', { role: 'sidecar' }), container('main')]));
  assert.equal(headline, 'Fails after 13 s: main ends with exit code 1.');
  assert.equal(facts[0]?.note, 'exit 1');
});

test('a Pod that is hardly ever ready is not called ready', () => {
  const fact = (of: Timeline) => verdictOf(of).facts.find(({ label }) => label.startsWith('Ready'));
  assert.equal(fact(plain)?.label, 'Ready after');
  const hardly = timeline(
    [
      ...started,
      exit(2, 'main', 0, 1),
      { t: 2, kind: 'condition', type: 'Ready', status: 'False' },
      start(40, 'main', 1),
    ],
    [container('main')],
  );
  assert.deepEqual([fact(hardly)?.label, fact(hardly)?.value, fact(hardly)?.tone], ['Ready', '1 s', 'bad']);
});
