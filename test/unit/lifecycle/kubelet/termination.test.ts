import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events, lines, live } from '../life.ts';

const MAIN = 'containers: [{ name: main, image: "app:1" }]';
const END = ['delete', 'stop', 'exit', 'phase', 'gone'] as const;

test('Deletion: SIGTERM at once, SIGKILL after the grace period, the phase by the exit code, then the object goes', () => {
  const term = { ignore: true };
  const life = live({
    pod: `terminationGracePeriodSeconds: 8\n${MAIN}`,
    assume: { containers: { main: { term } }, deleteAt: 5 },
  });
  assert.deepEqual(lines(life, END), [
    '0.7 Running',
    '5 delete 8',
    '5 stop main 8',
    '13 exit main 137 Error by SIGKILL',
    '13 Failed',
    '13.7 gone',
  ]);
});

test('preStop runs first, and its time is taken out of the grace period', () => {
  const pod = `
    terminationGracePeriodSeconds: 30
    containers: [{ name: main, image: "app:1", lifecycle: { preStop: { sleep: { seconds: 3 } } } }]`;
  const term = { exitAfter: 2, exitCode: 0 };
  const life = live({ pod, assume: { containers: { main: { term } }, deleteAt: 5 } });
  assert.deepEqual(lines(life, END).slice(2), [
    '8 stop main 27',
    '10 exit main 0 Completed by SIGTERM',
    '10 Succeeded',
    '10.7 gone',
  ]);
});

test('A preStop hook that outlasts the grace period is cut, and the container gets two seconds more', () => {
  const pod = `
    terminationGracePeriodSeconds: 4
    containers: [{ name: main, image: "app:1", lifecycle: { preStop: { exec: { command: [drain] } } } }]`;
  const assume = {
    containers: { main: { term: { ignore: true }, exec: { drain: [{ from: 0, delay: 60 }] } } },
    deleteAt: 5,
  };
  const life = live({ pod, assume });
  assert.deepEqual(lines(life, END).slice(2, 4), ['9 stop main 2', '11 exit main 137 Error by SIGKILL']);
  assert.equal(events(life).at(-1), '11 FailedPreStopHook main');
});

test('With a grace period of 0 the object goes at once and the container keeps the grace period of its spec', () => {
  const assume = { containers: { main: { term: { ignore: true } } }, deleteAt: 5, grace: 0 };
  assert.deepEqual(lines(live({ pod: MAIN, assume }), END), [
    '0.7 Running',
    '5 delete 0',
    '5 stop main 30',
    '35 exit main 137 Error by SIGKILL',
  ]);
});

test('A finished Pod is removed at once', () => {
  const assume = { containers: { main: { runs: [{ exitAfter: 1, exitCode: 0 }] } }, deleteAt: 20 };
  assert.deepEqual(lines(live({ pod: `restartPolicy: Never\n${MAIN}`, assume }), END).slice(-2), [
    '20 delete 0',
    '20 gone',
  ]);
});

test('Deletion ends liveness, not readiness', () => {
  const pod = `
    terminationGracePeriodSeconds: 10
    containers:
    - name: main
      image: "app:1"
      livenessProbe: { exec: { command: [check] }, periodSeconds: 2 }
      readinessProbe: { exec: { command: [check] }, periodSeconds: 2 }`;
  const life = live({ pod, assume: { containers: { main: { term: { ignore: true } } }, deleteAt: 5 } });
  const after = lines(life, ['probe']).filter((line) => Number.parseFloat(line) > 5);
  assert.deepEqual(
    after.map((line) => line.split(' ')[1]),
    ['readiness', 'readiness', 'readiness', 'readiness', 'readiness'],
  );
});

test('A deletion during a pull waits for the pull, and even starts the container', () => {
  const life = live({ pod: MAIN, assume: { images: { 'app:1': { pull: 12 } }, deleteAt: 3 } });
  assert.deepEqual(lines(life, ['start', 'exit']), ['12 start main 0', '12.8 exit main 143 Error by SIGTERM']);
});

test('A Pod that never started fails, its containers lost', () => {
  const life = live({ pod: MAIN, assume: { images: { 'app:1': { error: 'not found' } }, deleteAt: 10 } });
  assert.deepEqual(lines(life, ['state', 'phase', 'gone']).slice(-3), [
    '10.7 main terminated ContainerStatusUnknown',
    '10.7 Failed',
    '10.7 gone',
  ]);
});

test('activeDeadlineSeconds counts from the acceptance by the kubelet', () => {
  const life = live({ pod: `activeDeadlineSeconds: 6\n${MAIN}`, until: 20 });
  assert.deepEqual(lines(life, ['exit', 'phase']), [
    '0.7 Running',
    '6.8 exit main 143 Error by SIGTERM',
    '6.8 Failed DeadlineExceeded',
  ]);
});

test('A static Pod has no terminal phase, and its mirror is named after the node', () => {
  const life = live({ pod: MAIN, assume: { deleteAt: 5 }, static: true });
  assert.equal(life.pod.name, 'web-node1');
  assert.deepEqual(lines(life, END), [
    '0 Pending',
    '0.7 Running',
    '5 delete 30',
    '5 stop main 30',
    '5.1 exit main 143 Error by SIGTERM',
    '5.4 gone',
  ]);
});

test('Housekeeping removes the mirror of a static Pod that has ended already', () => {
  const ended = { containers: { main: { runs: [{ exitAfter: 2, exitCode: 0 }] } }, deleteAt: 9 };
  const life = live({ pod: `restartPolicy: Never\n${MAIN}`, assume: ended, static: true });
  assert.deepEqual(lines(life, ['exit', 'delete', 'gone']), [
    '2.5 exit main 0 Completed by itself',
    '9 delete 30',
    '9.3 gone',
  ]);
  const overdue = live({ pod: `activeDeadlineSeconds: 6\n${MAIN}`, assume: { deleteAt: 20 }, static: true });
  assert.deepEqual(lines(overdue, ['delete', 'gone']), ['20 delete 30', '20.3 gone']);
});

test('From 1.34 on a static Pod that refers to an object of the API does not run', () => {
  const pod = 'containers: [{ name: main, image: "app:1", envFrom: [{ configMapRef: { name: settings } }] }]';
  const life = (kubernetes: string) =>
    live({ pod, assume: { configMap: 'settings' }, static: true, kubernetes, until: 3 });
  assert.equal(
    life('1.34').stopped,
    'The kubelet does not take the file from its manifest folder: static pods may not reference configmaps.',
  );
  assert.deepEqual(lines(life('1.33'), ['start']), ['0.5 start main 0']);
});
