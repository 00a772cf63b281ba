import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, fitting, node, pod, refusal } from '../scenario.ts';

test('the taint text names the taint up to 1.33', () => {
  const nodes = [node('one', { taints: [{ key: 'dedicated', value: 'db', effect: 'NoExecute' }] })];
  assert.match(
    refusal(pod(''), { nodes }, '1.33'),
    /^0\/1 nodes are available: 1 node\(s\) had untolerated taint \{dedicated: db\}\. preemption: 0/,
  );
  assert.match(refusal(pod(''), { nodes }, '1.37'), /untolerated taint\(s\)\. preemption: 0/);
});

test('a tolerated taint does not attract, and one that is preferred to be avoided keeps away by score alone', () => {
  const avoided = (name: string, keys: string[]) =>
    node(name, { taints: keys.map((key) => ({ key, effect: 'PreferNoSchedule' })) });
  const nodes = [avoided('two', ['a', 'b']), avoided('one', ['a']), avoided('three', ['a', 'b', 'c'])];
  assert.equal(chosen(pod(''), { nodes }), 'one');
  assert.equal(chosen(pod('tolerations: [{ key: a }, { key: b, operator: Exists }]'), { nodes }), 'two');
  assert.deepEqual(fitting(pod(''), { nodes }), ['two', 'one', 'three']);
});

test('a cordoned node takes only who tolerates its taint, be it there or not', () => {
  const nodes = [node('one', { unschedulable: true })];
  assert.match(refusal(pod(''), { nodes }), /1 node\(s\) were unschedulable\./);
  const tolerating = (more: string) => pod(`tolerations: [{ operator: Exists, ${more} }]`);
  assert.deepEqual(fitting(tolerating('key: node.kubernetes.io/unschedulable'), { nodes }), ['one']);
  assert.match(refusal(tolerating('effect: NoExecute'), { nodes }), /1 node\(s\) were unschedulable\./);
});
