import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events, lines, live } from '../life.ts';

test('Init containers run one after the other, each noticed before the next begins', () => {
  const pod = `
    initContainers: [{ name: one, image: "one:1" }, { name: two, image: "two:1" }]
    containers: [{ name: main, image: "app:1" }]`;
  const done = (exitAfter: number) => ({ runs: [{ exitAfter, exitCode: 0 }] });
  const life = live({ pod, assume: { containers: { one: done(3), two: done(5) } } });
  assert.deepEqual(
    lines(life, ['start', 'exit', 'phase', 'condition']).filter((line) => !/Ready|Scheduled/.test(line)),
    [
      '0 Initialized False',
      '0.5 start one 0',
      '3.5 exit one 0 Completed by itself',
      '3.7 Initialized False',
      '4.2 start two 0',
      '9.2 exit two 0 Completed by itself',
      '9.7 Initialized True',
      '10.2 start main 0',
      '10.7 Running',
    ],
  );
});

test('A failing init container fails a Pod that never restarts', () => {
  const pod = `
    restartPolicy: Never
    initContainers: [{ name: setup, image: "setup:1" }]
    containers: [{ name: main, image: "app:1" }]`;
  const life = live({ pod, assume: { containers: { setup: { runs: [{ exitAfter: 2, exitCode: 1 }] } } } });
  assert.deepEqual(lines(life, ['start', 'phase']), ['0.5 start setup 0', '3.7 Failed']);
});

test('A failing init container of any other Pod is tried again with back-off, and the Pod stays Pending', () => {
  const pod = 'initContainers: [{ name: setup, image: "setup:1" }]\ncontainers: [{ name: main, image: "app:1" }]';
  const runs = [
    { exitAfter: 1, exitCode: 1 },
    { exitAfter: 1, exitCode: 1 },
    { exitAfter: 1, exitCode: 0 },
  ];
  const life = live({ pod, assume: { containers: { setup: { runs } } } });
  assert.deepEqual(
    lines(life, ['start', 'phase']).map((line) => line.replace(/^\S+ /, '')),
    ['start setup 0', 'start setup 1', 'start setup 2', 'start main 0', 'Running'],
  );
});

const WITH_SIDECARS = `
  restartPolicy: Never
  terminationGracePeriodSeconds: 20
  initContainers:
  - { name: proxy, image: "proxy:1", restartPolicy: Always, startupProbe: { exec: { command: [up] }, periodSeconds: 2 } }
  - { name: logs, image: "logs:1", restartPolicy: Always }
  containers:
  - { name: main, image: "app:1" }`;

test('A sidecar lets the next container start once its startup probe has passed', () => {
  const up = [{ from: 0, exit: 1 }, { from: 3 }];
  const life = live({ pod: WITH_SIDECARS, assume: { containers: { proxy: { exec: { up } } } }, until: 10 });
  assert.deepEqual(lines(life, ['start', 'probe']), [
    '0.5 start proxy 0',
    '2 startup failed 1/3',
    '4 startup succeeded 1/1',
    '4.5 start logs 0',
    '5.2 start main 0',
  ]);
});

test('When main is done sidecars are stopped in reverse order, and their exit codes do not count', () => {
  const stops = (exitAfter: number) => ({ term: { exitAfter, exitCode: 143 } });
  const assume = { containers: { main: { runs: [{ exitAfter: 4, exitCode: 0 }] }, proxy: stops(1), logs: stops(2) } };
  const life = live({ pod: WITH_SIDECARS, assume });
  assert.deepEqual(lines(life, ['exit', 'stop', 'phase']).slice(1), [
    '8.2 exit main 0 Completed by itself',
    '8.7 stop logs 20',
    '10.7 exit logs 143 Error by SIGTERM',
    '10.7 stop proxy 18',
    '11.7 exit proxy 143 Error by SIGTERM',
    '14.7 Succeeded',
  ]);
  assert.deepEqual(
    events(life).filter((line) => line.includes('Killing')),
    ['8.7 Killing logs', '8.7 Killing proxy'],
  );
});

test('A sidecar restarts after any exit, whatever the policy of the Pod', () => {
  const assume = { containers: { logs: { runs: [{ exitAfter: 5, exitCode: 0 }, {}] } } };
  const life = live({ pod: WITH_SIDECARS, assume, until: 20 });
  assert.deepEqual(lines(life, ['start'], 'logs').length, 2);
});
