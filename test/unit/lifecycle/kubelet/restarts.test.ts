import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaps, lines, live } from '../life.ts';

const MAIN = 'containers: [{ name: main, image: "app:1" }]';
const crashes = (exitAfter: number, exitCode = 1) => ({ containers: { main: { runs: [{ exitAfter, exitCode }] } } });

test('A crash loop waits 0, 10, 20, 40, 80, 160 and 300 s, each ended by the next look of the kubelet', () => {
  const waits = gaps(live({ pod: MAIN, assume: crashes(1), until: 1500 }), 'main');
  const nominal = [0, 10, 20, 40, 80, 160, 300, 300];
  for (const [index, least] of nominal.entries()) {
    const wait = waits[index] ?? 0;
    assert.ok(wait >= least && wait <= least + 16, `wait ${index} is ${wait}, due ${least}`);
  }
});

test('Exit code 0 counts like a crash under restartPolicy Always', () => {
  const life = live({ pod: MAIN, assume: crashes(1, 0), until: 30 });
  assert.ok(lines(life, ['state']).some((line) => line.endsWith('main waiting CrashLoopBackOff')));
});

test('A run of more than ten minutes makes the back-off begin anew', () => {
  const runs = [1, 1, 1, 610, 1].map((exitAfter) => ({ exitAfter, exitCode: 1 }));
  const waits = gaps(live({ pod: MAIN, assume: { containers: { main: { runs } } }, until: 700 }), 'main');
  assert.ok((waits[3] ?? 99) < 2, `after the long run the restart takes ${waits[3]} s`);
});

test('From 1.35 on the kubelet waits for the end of the back-off, with its jitter, and not for its next round', () => {
  const wait = (kubernetes: string) => gaps(live({ pod: MAIN, assume: crashes(1), until: 60, kubernetes }), 'main')[1];
  assert.deepEqual([wait('1.34'), wait('1.35')], [13.7, 12.6]);
});

test('OnFailure restarts until exit code 0, then the Pod succeeds', () => {
  const runs = [
    { exitAfter: 2, exitCode: 1 },
    { exitAfter: 2, exitCode: 0 },
  ];
  const life = live({ pod: `restartPolicy: OnFailure\n${MAIN}`, assume: { containers: { main: { runs } } } });
  assert.deepEqual(lines(life, ['start', 'exit', 'phase']), [
    '0.5 start main 0',
    '0.7 Running',
    '2.5 exit main 1 Error by itself',
    '2.7 start main 1',
    '4.7 exit main 0 Completed by itself',
    '6.7 Succeeded',
  ]);
});

test('Never: the end of the container shows first, the phase at the sync after that', () => {
  const life = live({ pod: `restartPolicy: Never\n${MAIN}`, assume: crashes(3) });
  assert.deepEqual(lines(life, ['exit', 'phase']), ['0.7 Running', '3.5 exit main 1 Error by itself', '4.7 Failed']);
});

test('Memory at the limit ends a container with 137, OOMKilled', () => {
  const pod = 'containers: [{ name: main, image: "app:1", resources: { limits: { memory: 64Mi } } }]';
  const memory = { bytes: 64 * 2 ** 20, after: 2 };
  const life = live({ pod, assume: { containers: { main: { memory } } }, until: 3 });
  assert.deepEqual(lines(life, ['exit']), ['2.5 exit main 137 OOMKilled by OOM']);
  const why = life.steps.find(({ kind }) => kind === 'exit')?.why;
  assert.equal(why?.text, 'main ends with OOMKilled because its memory reached its limit, 64Mi.');
  assert.deepEqual(why?.fields, ['spec.containers[0].resources.limits[memory]']);
});

test('A restart rule brings back a container of a Pod that never restarts, from 1.35 on', () => {
  const pod = `
    restartPolicy: Never
    containers:
    - name: main
      image: app:1
      restartPolicy: Never
      restartPolicyRules: [{ action: Restart, exitCodes: { operator: In, values: [42] } }]`;
  const runs = [
    { exitAfter: 1, exitCode: 42 },
    { exitAfter: 1, exitCode: 1 },
  ];
  const starts = (kubernetes: string) =>
    lines(live({ pod, assume: { containers: { main: { runs } } }, kubernetes }), ['start']).length;
  assert.deepEqual([starts('1.34'), starts('1.35')], [1, 2]);
});

test('While the image of one container is pulled, the crash of another is not noticed', () => {
  const pod = 'containers: [{ name: first, image: "a:1" }, { name: second, image: "b:1" }]';
  const assume = {
    images: { 'b:1': { pull: 15 } },
    containers: { first: { runs: [{ exitAfter: 5, exitCode: 1 }, {}] } },
  };
  assert.deepEqual(lines(live({ pod, assume }), ['start', 'exit']), [
    '0.5 start first 0',
    '5.5 exit first 1 Error by itself',
    '15.5 start second 0',
    '15.7 start first 1',
  ]);
});

test('A rule may have all containers start anew, from the first init container on and without back-off', () => {
  const pod = `
    restartPolicy: Never
    initContainers: [{ name: setup, image: "setup:1" }]
    containers:
    - name: main
      image: app:1
      restartPolicy: Never
      restartPolicyRules: [{ action: RestartAllContainers, exitCodes: { operator: In, values: [88] } }]
    - { name: other, image: "other:1" }`;
  const once = [{ exitAfter: 3, exitCode: 88 }, {}];
  const assume = { containers: { setup: { runs: [{ exitAfter: 1 }] }, main: { runs: once } } };
  const life = (kubernetes: string) => live({ pod, assume, kubernetes, until: 20 });
  const again = life('1.36');
  const from = lines(again, ['exit']).indexOf('5.2 exit main 88 Error by itself');
  assert.equal(from, 1);
  assert.deepEqual(
    lines(again, ['stop', 'start', 'phase']).filter((line) => Number.parseFloat(line) > 5),
    ['5.7 stop other 2', '6.7 start setup 1', '7.7 Pending', '8.7 start main 1', '8.7 start other 1', '8.7 Running'],
  );
  assert.deepEqual(
    lines(again, ['condition']).filter((line) => line.includes('AllContainersRestarting')),
    ['0 AllContainersRestarting False', '5.7 AllContainersRestarting True', '6.7 AllContainersRestarting False'],
  );
  const last = again.steps.findLast((step) => step.kind === 'state' && step.container === 'other');
  assert.equal(last?.kind === 'state' && last.restartCount, 1);
  assert.equal(last?.kind === 'state' && last.lastTerminated?.reason, 'RestartingAllContainers');
  const stop = again.steps.find((step) => step.kind === 'event' && step.message === 'killing');
  assert.deepEqual(stop?.why?.fields, ['spec.containers[0].restartPolicyRules']);
  assert.deepEqual(
    lines(life('1.35'), ['start', 'phase']).filter((line) => Number.parseFloat(line) > 5),
    [],
  );
});
