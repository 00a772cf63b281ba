import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asking, decide, node, placed, pod, refusal } from './scenario.ts';

test('the cheapest Pods of lower priority have to go', () => {
  const low = (name: string, on: string, priority: number, cpu: string) =>
    placed(on, `priority: ${priority}\nterminationGracePeriodSeconds: ${priority}\n${asking(cpu)}`, `name: ${name}`);
  const nodes = [node('one'), node('two')];
  const cluster = { nodes, placed: [low('a', 'one', 5, '1'), low('b', 'one', 7, '1'), low('c', 'two', 9, '2')] };
  const decision = decide(pod(`priority: 100\n${asking('1')}`), cluster);
  assert.deepEqual(decision, {
    kind: 'refused',
    reason: 'Unschedulable',
    message: '0/2 nodes are available: 2 Insufficient cpu.',
    event: '0/2 nodes are available: 2 Insufficient cpu.',
    preempts: { node: 'one', victims: ['default/a'], readyAfter: 5 },
  });
  const calm = `priority: 100\npreemptionPolicy: Never\n${asking('1')}`;
  assert.match(refusal(pod(calm), cluster), /preemption: not eligible due to preemptionPolicy=Never\.$/);
  assert.match(
    refusal(pod(`priority: 6\n${asking('2')}`), cluster),
    /1 Insufficient cpu, 1 No preemption victims found/,
  );
  assert.match(
    refusal(pod(`priorityClassName: system-node-critical\n${asking('2')}`), cluster, '1.37'),
    /2 Insufficient cpu\. preemption: found a potential placement for pod on node one, preempting 2 victims$/,
  );
});
