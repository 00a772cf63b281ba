import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventRows } from '../../../client/preview/events.ts';
import { explain } from '../../../client/preview/why.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import { container, timeline } from './timelines.ts';

const unhealthy = (t: number): Step => ({
  t,
  kind: 'event',
  type: 'Warning',
  reason: 'Unhealthy',
  container: 'main',
  from: 'kubelet',
  message: 'Liveness probe failed',
});
const startedEvent = (t: number): Step => ({
  t,
  kind: 'event',
  type: 'Normal',
  reason: 'Started',
  container: 'main',
  from: 'kubelet',
  message: 'Started container main',
});

const chained = timeline(
  [
    {
      t: 5,
      kind: 'probe',
      container: 'main',
      probeType: 'liveness',
      result: 'failed',
      count: 3,
      threshold: 3,
      why: { text: 'main is killed.', fields: ['spec.containers[0].livenessProbe.failureThreshold'] },
    },
    { t: 5, kind: 'stop', container: 'main', grace: 30, why: { text: 'SIGTERM.', after: 0 } },
    {
      t: 35,
      kind: 'exit',
      container: 'main',
      run: 0,
      exitCode: 137,
      reason: 'Error',
      how: 'SIGKILL',
      why: { text: 'It ignored SIGTERM.', after: 1 },
    },
    { t: 36, kind: 'start', container: 'main', run: 1, why: { text: 'It starts again.', after: 2 } },
  ],
  [container('main')],
);

test('a step is explained by its causes and what followed', () => {
  const found = explain(chained, 1);
  assert.equal(found?.sentence, 'SIGTERM.');
  assert.deepEqual(
    found?.chain.map(({ t, words, current }) => [t, words, current]),
    [
      [5, 'liveness fails, 3 of 3', false],
      [5, 'main: SIGTERM, 30 s grace', true],
      [35, 'main: SIGKILL, exit 137', false],
      [36, 'main: run 2 starts', false],
    ],
  );
  assert.deepEqual(explain(chained, 0)?.fields, ['spec.containers[0].livenessProbe.failureThreshold']);
});

test('a step without a reason says what it is; an index that is none says nothing', () => {
  const bare = timeline([{ t: 0, kind: 'gone' }], []);
  assert.equal(explain(bare, 0)?.sentence, 'The Pod is gone.');
  assert.equal(explain(bare, 7), undefined);
});

test('causes that run in a circle end', () => {
  const circle = timeline(
    [
      { t: 0, kind: 'gone', why: { text: 'a', after: 1 } },
      { t: 1, kind: 'gone', why: { text: 'b', after: 0 } },
    ],
    [],
  );
  assert.deepEqual(
    explain(circle, 0)?.chain.map(({ index }) => index),
    [1, 0],
  );
});

const events = timeline(
  [startedEvent(0), unhealthy(10), unhealthy(15), startedEvent(20), unhealthy(30)],
  [container('main')],
);

test('events by time count up within a run', () => {
  assert.deepEqual(
    eventRows(events).map(({ from, to, count, event }) => [from, to, count, event.reason]),
    [
      [0, 0, 1, 'Started'],
      [10, 15, 2, 'Unhealthy'],
      [20, 20, 1, 'Started'],
      [30, 30, 1, 'Unhealthy'],
    ],
  );
});

test('events of the Job that makes the Pod stand among its own', () => {
  const why = { text: 'It is complete.' };
  const done = {
    t: 12,
    type: 'Normal',
    reason: 'Completed',
    from: 'job-controller',
    message: 'Job completed',
    why,
  } as const;
  const life = { ...events, job: { events: [done], pods: [] } };
  assert.deepEqual(
    eventRows(life).map(({ from, event, steps }) => [from, event.reason, steps.length]),
    [
      [0, 'Started', 1],
      [10, 'Unhealthy', 2],
      [12, 'Completed', 0],
      [20, 'Started', 1],
      [30, 'Unhealthy', 1],
    ],
  );
});
