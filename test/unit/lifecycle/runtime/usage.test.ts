import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lines, live } from '../life.ts';

const limited = (limits: string) =>
  `restartPolicy: Never\ncontainers: [{ name: main, image: "app:1", resources: { limits: { ${limits} } } }]`;

test('CPU above the limit is not had: the curve stays at the limit and says what was wanted', () => {
  const cpu = [
    { from: 0, cores: 2 },
    { from: 10, cores: 0.25 },
  ];
  const { usage, pod } = live({ pod: limited('cpu: 500m'), assume: { containers: { main: { cpu } } }, until: 20.501 });
  assert.equal(pod.containers[0]?.cpuLimit, 0.5);
  assert.deepEqual(usage, [
    {
      container: 'main',
      resource: 'cpu',
      pieces: [
        { from: 0.501, to: 10.501, start: 0.5, end: 0.5, wanted: 2 },
        { from: 10.501, to: 20.501, start: 0.25, end: 0.25 },
      ],
    },
  ]);
});

test('Work of so many seconds of CPU takes longer under a limit, and is not killed', () => {
  const main = { runs: [{ cpuSeconds: 10 }], cpu: [{ from: 0, cores: 2 }] };
  const ends = (limits: string) =>
    lines(live({ pod: limited(limits), assume: { containers: { main } }, until: 60 }), ['exit']);
  assert.deepEqual(ends(''), ['5.5 exit main 0 Completed by itself']);
  assert.deepEqual(ends('cpu: 500m'), ['20.5 exit main 0 Completed by itself']);
});

test('Memory climbs to its peak in each run, and to the limit where the kernel kills', () => {
  const memory = { bytes: 100, after: 4 };
  const { usage } = live({ pod: limited('memory: "50"'), assume: { containers: { main: { memory } } }, until: 9 });
  assert.deepEqual(usage?.[0]?.pieces, [{ from: 0.501, to: 4.501, start: 0, end: 50 }]);
});
