import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { eventRows } from '../../../client/preview/events.ts';
import { layOut } from '../../../client/preview/picture/lanes.ts';
import { explain } from '../../../client/preview/why.ts';
import { root } from '../../../scripts/process.ts';
import type { Step } from '../../../server/src/lifecycle/steps.ts';
import { getPodLanguageService } from '../../../server/src/service.ts';
import { container, timeline } from './timelines.ts';

const service = getPodLanguageService({ loadDocs: async () => '{}' });

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
      [12, 'Completed', 1],
      [20, 'Started', 1],
      [30, 'Unhealthy', 1],
    ],
  );
});

const RETRIED = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      backoffLimit: 1
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: main
              image: busybox:1.36
              command: ["sh", "-c", "sleep 2; exit 3"]
`;

test('what a Job and its CronJob do has its reasons, with the lines that decide', () => {
  const { timeline, object } = lifeOf(RETRIED);
  const [failed] = eventRows(timeline).filter(({ event }) => event.reason === 'BackoffLimitExceeded');
  const why = explain(timeline, failed?.steps[0] ?? -1);
  assert.equal(why?.sentence, 'There have been more failed Pods than backoffLimit, 1, allows.');
  assert.deepEqual(
    why?.chain.slice(-4).map(({ words }) => words),
    [
      'Pod 1 of the Job fails, exit 3',
      'Pod 2 of the Job is made',
      'Pod 2 of the Job fails, exit 3',
      'event BackoffLimitExceeded',
    ],
  );
  assert.deepEqual(why?.fields, ['Job:spec.backoffLimit']);
  assert.equal(object.fields['Job:spec.backoffLimit']?.start.line, 8);
  assert.equal(object.fields['CronJob:spec.schedule']?.start.line, 5);
  const made = layOut(timeline).lanes.find(({ id }) => id === 'cronjob')?.marks[0];
  assert.deepEqual(explain(timeline, made?.step ?? -1)?.fields, ['CronJob:spec.schedule']);
});

const EXAMPLES = path.join(root, 'examples');

for (const file of readdirSync(EXAMPLES).filter((name) => name !== '90-broken.yaml'))
  test(`every mark and every event of ${file} says why, and leads somewhere`, () => {
    const { timeline } = lifeOf(readFileSync(path.join(EXAMPLES, file), 'utf8'));
    const marks = layOut(timeline).lanes.flatMap((lane) => lane.marks);
    const told = [
      ...marks.map(({ id, step }) => [id, step] as const),
      ...eventRows(timeline).map(({ event, steps }) => [event.reason, steps.at(-1)] as const),
    ];
    for (const [what, step] of told) assert.match(explain(timeline, step ?? -1)?.sentence ?? '', /\.$/, what);
  });

function lifeOf(text: string) {
  const kind = text.split('\n').findIndex((line) => line.startsWith('kind: '));
  const result = service.getTimeline(
    service.parse(text),
    { line: kind, character: 0 },
    { version: '1.37', now: Date.UTC(2026, 10, 24) },
  );
  assert.ok(result.kind === 'timeline');
  return result;
}
