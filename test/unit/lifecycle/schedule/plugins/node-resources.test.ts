import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asking, chosen, fitting, node, placed, pod, refusal } from '../scenario.ts';

test('a node tells its first refusal only, but every resource that it lacks', () => {
  const short = node('one', { allocatable: { cpu: '1', memory: '1Gi', pods: 0 } });
  const greedy = 'containers: [{ resources: { requests: { cpu: 2, memory: 2Gi, example.com/card: 1 } } }]';
  assert.match(
    refusal(pod(greedy), { nodes: [short] }),
    /available: 1 Insufficient cpu, 1 Insufficient example.com\/card, 1 Insufficient memory, 1 Too many pods\. /,
  );
  const tainted = { ...short, taints: [{ key: 'k', effect: 'NoSchedule' }] };
  assert.match(refusal(pod(greedy), { nodes: [tainted] }), /available: 1 node\(s\) had untolerated taint\(s\)\. /);
});

test('what fits exactly fits, and a finished Pod takes nothing', () => {
  const cluster = {
    placed: [placed('one', asking('1500m')), { ...placed('one', asking('2')), status: { phase: 'Failed' } }],
  };
  assert.deepEqual(fitting(pod(asking('500m')), cluster), ['one']);
  assert.match(refusal(pod(asking('501m')), cluster), /1 Insufficient cpu\. .*: 1 No preemption victims found/);
  assert.deepEqual(fitting(pod(asking('0')), { placed: [placed('one', asking('9'))] }), ['one']);
});

test('from 1.34 on, more than the whole node has is no matter of other Pods', () => {
  const greedy = pod(asking('3'));
  assert.match(refusal(greedy), /: 1 Preemption is not helpful for scheduling\.$/);
  assert.match(refusal(greedy, {}, '1.33'), /preemption: 0\/1 nodes are available: 1 No preemption victims found/);
});

const requesting = (cpu: string, memory: string) =>
  `containers: [{ resources: { requests: { cpu: ${cpu}, memory: ${memory} } } }]`;

test('the emptier node is better, in whole hundredths', () => {
  const nodes = [node('busy'), node('idle')];
  assert.equal(chosen(pod(asking('100m')), { nodes, placed: [placed('busy', asking('1'))] }), 'idle');
  // 10m of 2 CPUs are half a hundredth, and the average with memory is rounded down once more: a tie.
  assert.equal(chosen(pod(asking('110m')), { nodes, placed: [placed('busy', requesting('10m', '1Mi'))] }), 'busy');
});

test('containers that request nothing count with 100m and 200Mi each', () => {
  const nodes = [node('one'), node('two')];
  const cluster = {
    nodes,
    placed: [placed('one', 'containers: [{ name: a }, { name: b }, { name: c }]'), placed('two', asking('200m'))],
  };
  assert.equal(chosen(pod(''), cluster), 'two');
});

test('what a Pod requests as a whole counts for room and balance, but not for the room that is left', () => {
  // Room alone would draw it to the large node; NodeResourcesFit scores its container, 100m of 8 or 2 CPUs.
  const nodes = [node('large', { allocatable: { cpu: '8' } }), node('small')];
  const whole = (resources: string) =>
    pod(`resources: { requests: ${resources} }\ncontainers: [{ resources: { requests: { cpu: 100m } } }]`);
  assert.equal(chosen(whole('{ cpu: 2, memory: 3Gi }'), { nodes }), 'small');
  assert.deepEqual(fitting(whole('{ cpu: 3 }'), { nodes }), ['large']);
  assert.deepEqual(fitting(whole('{ cpu: 3 }'), { nodes }, '1.33'), ['large', 'small']);
});

test('a Pod that requests neither CPU nor memory is not there for balance', () => {
  const cluster = {
    nodes: [node('even'), node('uneven')],
    placed: [placed('uneven', requesting('900m', '200Mi')), placed('even', requesting('900m', '1843Mi'))],
  };
  // With balance, the larger room of the one would weigh no more than the balance of the other.
  assert.equal(chosen(pod(''), cluster), 'uneven');
});

test('balance is how even a node becomes, and from 1.36 on how much more even', () => {
  const cluster = {
    nodes: [node('uneven'), node('even')],
    placed: [placed('uneven', requesting('1m', '3277Mi')), placed('even', requesting('800m', '1638Mi'))],
  };
  assert.equal(chosen(pod(requesting('200m', '1Mi')), cluster, '1.35'), 'even');
  assert.equal(chosen(pod(requesting('200m', '1Mi')), cluster, '1.36'), 'uneven');
});
