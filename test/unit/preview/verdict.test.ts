import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from '../../../client/preview/verdict.ts';
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

const cases: readonly (readonly [string, Timeline, string, string])[] = [
  ['plain', plain, 'good', 'Ready after 1 s, and stays ready.'],
  ['liveness loop', loop, 'bad', 'Restarts in a loop. Each run fails its liveness probe and is killed.'],
  ['job', job, 'good', 'Succeeds after 16 s.'],
  ['out of memory', oom, 'bad', 'Never stays up: killed at its 64Mi memory limit 2 s into every run.'],
  ['pending', pending, 'bad', 'Never scheduled: no node fits.'],
  ['deletion', deleted, 'good', 'Deleted at 20 s, gone 6 s later.'],
  ['image', pullError, 'bad', 'Never starts: the image of main cannot be pulled.'],
  ['crash', crash, 'bad', 'Crashes in a loop: exit code 1 after 2 s in each run.'],
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
