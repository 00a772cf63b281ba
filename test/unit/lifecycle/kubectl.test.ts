import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanDuration } from '../../../server/src/lifecycle/durations.ts';
import { getPodLine } from '../../../server/src/lifecycle/kubectl.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { live } from './life.ts';

const MAIN = 'containers: [{ name: main, image: "app:1" }]';

function columns(timeline: Timeline, ...times: number[]): string[] {
  return times.map((t) => {
    const line = getPodLine(timeline, t);
    return line === undefined ? 'none' : `${line.ready} ${line.status} ${line.restarts} ${line.age}`;
  });
}

test('A Pod that starts, and is deleted', () => {
  const assume = { containers: { main: { term: { exitAfter: 3 } } }, deleteAt: 9 };
  assert.deepEqual(columns(live({ pod: MAIN, assume }), 0, 5, 10, 20), [
    '0/1 ContainerCreating 0 0s',
    '1/1 Running 0 5s',
    '1/1 Terminating 0 10s',
    'none',
  ]);
});

test('A crash loop shows the error first, then CrashLoopBackOff, and when it restarted last', () => {
  const assume = { containers: { main: { runs: [{ exitAfter: 5, exitCode: 1 }] } } };
  assert.deepEqual(columns(live({ pod: MAIN, assume }), 5, 11, 12, 45), [
    '1/1 Running 0 5s',
    '1/1 Running 1 (5s ago) 11s',
    '0/1 Error 1 (6s ago) 12s',
    '0/1 CrashLoopBackOff 2 (15s ago) 45s',
  ]);
});

test('Init containers show how far they are, and how they fail', () => {
  const pod = `initContainers: [{ name: one, image: "one:1" }, { name: two, image: "two:1" }]\n${MAIN}`;
  const assume = {
    containers: { one: { runs: [{ exitAfter: 3, exitCode: 0 }] }, two: { runs: [{ exitAfter: 3, exitCode: 2 }] } },
  };
  assert.deepEqual(columns(live({ pod, assume }), 2, 5, 12, 45), [
    '0/1 Init:0/2 0 2s',
    '0/1 Init:1/2 0 5s',
    '0/1 Init:Error 1 (4s ago) 12s',
    '0/1 Init:CrashLoopBackOff 2 (17s ago) 45s',
  ]);
});

test('Sidecars count in both numbers', () => {
  const pod = `initContainers: [{ name: proxy, image: "proxy:1", restartPolicy: Always }]\n${MAIN}`;
  assert.deepEqual(columns(live({ pod }), 1, 5), ['1/2 PodInitializing 0 1s', '2/2 Running 0 5s']);
});

test('One container done and another running is NotReady or Running, not Completed', () => {
  const pod = 'restartPolicy: OnFailure\ncontainers: [{ name: a, image: "a:1" }, { name: b, image: "b:1" }]';
  const assume = { containers: { a: { runs: [{ exitAfter: 2, exitCode: 0 }] } } };
  assert.deepEqual(columns(live({ pod, assume }), 10), ['1/2 NotReady 0 10s']);
});

test('Ages as kubectl prints them', () => {
  const ages = [0, 119, 120, 125, 600, 659, 7200, 10_800, 28_800, 172_800, 176_400, 691_200];
  assert.deepEqual(
    ages.map((age) => humanDuration(age * 1000)),
    ['0s', '119s', '2m', '2m5s', '10m', '10m', '120m', '3h', '8h', '2d', '2d1h', '8d'],
  );
});
