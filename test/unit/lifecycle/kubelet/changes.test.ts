import assert from 'node:assert/strict';
import { test } from 'node:test';
import { events, lines, live } from '../life.ts';

const pod = `restartPolicy: Never
terminationGracePeriodSeconds: 5
containers: [{ name: main, image: "app:1" }, { name: other, image: "other:1" }]`;
const assume = {
  changes: [{ at: 20, container: 'main', image: 'app:2' }],
  images: { 'app:2': { pull: 3 } },
  containers: { main: { term: { ignore: true } } },
};
const after = (lines: readonly string[]): string[] => lines.filter((line) => Number(line.split(' ')[0]) >= 20);

test('A new image restarts its container alone, whatever the restartPolicy, and without back-off', () => {
  const life = live({ pod, assume, until: 40 });
  const killing = life.steps.find((step) => step.kind === 'event' && step.reason === 'Killing');
  assert.equal(killing?.kind === 'event' && killing.message, 'Container main definition changed, will be restarted');
  assert.deepEqual(after(lines(life, ['stop', 'exit', 'pull', 'start', 'state'])), [
    '20 stop main 5',
    '25 exit main 137 Error by SIGKILL',
    '25 pull begin',
    '28 pull end',
    '28 start main 1',
    '28.7 main running',
  ]);
});

test('A changed file of a static Pod ends all of it, and the kubelet starts another one', () => {
  const life = live({ pod, assume, until: 40, static: true });
  assert.deepEqual(after(events(life)).slice(0, 2), ['20 Killing other', '20 Killing main']);
  assert.deepEqual(after(lines(life, ['exit', 'start', 'phase'])), [
    '20.1 exit other 143 Error by SIGTERM',
    '25 exit main 137 Error by SIGKILL',
    '26 Pending',
    '29 start main 1',
    '29 start other 1',
    '29.7 Running',
  ]);
  const last = life.steps.findLast((step) => step.kind === 'state');
  assert.equal(last?.kind === 'state' && last.restartCount, 0);
});

test('A change of a Pod that ends or is gone changes nothing', () => {
  const life = live({ pod, assume: { ...assume, deleteAt: 19 }, until: 40, static: true });
  assert.deepEqual(after(lines(life, ['start'])), []);
});
