import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, fitting, node, pod, refusal, refused } from '../scenario.ts';

test('node affinity alternatives, and operators that need a label', () => {
  const nodes = [node('a', { labels: { size: '8' } }), node('b', { labels: { size: 'big' } }), node('c')];
  const affinity = (terms: string) =>
    pod(
      `affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms}] } } }`,
    );
  const size = (operator: string, values = '') =>
    `{ matchExpressions: [{ key: size, operator: ${operator}, values: [${values}] }] }`;
  assert.deepEqual(fitting(affinity(size('Gt', '"4"')), { nodes }), ['a']);
  assert.deepEqual(fitting(affinity(`${size('Lt', '"9"')}, ${size('DoesNotExist')}`), { nodes }), ['a', 'c']);
  assert.deepEqual(fitting(affinity(size('NotIn', 'big')), { nodes }), ['a', 'c']);
  assert.match(refusal(affinity('{}'), { nodes }), /3 node\(s\) didn't match Pod's node affinity\/selector/);
  const named = (values: string) => `{ matchFields: [{ key: metadata.name, operator: In, values: [${values}] }] }`;
  assert.deepEqual(fitting(affinity(`${named('b')}, ${named('c')}`), { nodes }), ['b', 'c']);
  assert.match(refusal(affinity(named('z')), { nodes }), /3 node\(s\) didn't satisfy plugin\(s\) \[NodeAffinity\]/);
  assert.equal(
    refusal(affinity(named('z')), { nodes }, '1.31'),
    '0/3 nodes are available: preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
  );
  assert.equal(
    refusal(affinity(named('')), { nodes }),
    '0/3 nodes are available: pod affinity terms conflict. not found',
  );
});

test('the sum of the preferred terms that match decides', () => {
  const nodes = [node('a', { labels: { disk: 'ssd' } }), node('b', { labels: { disk: 'hdd', rack: '1' } })];
  const preferring = (ssd: number, rack: number) =>
    pod(`affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: ${ssd}, preference: { matchExpressions: [{ key: disk, operator: In, values: [ssd] }] } },
      { weight: ${rack}, preference: { matchExpressions: [{ key: rack, operator: Exists }] } },
      { weight: 20, preference: { matchExpressions: [{ key: disk, operator: In, values: [hdd] }] } },
      { weight: 100, preference: {} }] } }`);
  assert.equal(chosen(preferring(50, 31), { nodes }), 'b');
  assert.equal(chosen(preferring(50, 29), { nodes }), 'a');
});

test('a preferred term that the API server takes and the scheduler cannot read ends in an error', () => {
  const preferring = (...values: string[]) =>
    pod(`affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 0, preference: { matchExpressions: [{ key: k, operator: Gt, values: [none] }] } },
      { weight: 1, preference: { matchExpressions: [{ key: cores, operator: Gt, values: [${values}] }] } },
      { weight: 1, preference: { matchExpressions: [{ key: cores, operator: NotIn, values: ['4', '-2'] }] } }] } }`);
  const nodes = [node('a'), node('b')];
  const noLabel =
    "[2].matchExpressions[0].values[1][cores]: Invalid value: \"-2\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  const error = refused(preferring('many'), { nodes });
  assert.equal(error.reason, 'SchedulerError');
  assert.equal(
    error.message,
    `running PreScore plugin "NodeAffinity": [[1].matchExpressions[0].values[0]: Invalid value: "many": for 'Gt', 'Lt' operators, the value must be an integer, ${noLabel}]`,
  );
  assert.equal(refusal(preferring("'4'"), { nodes }), `running PreScore plugin "NodeAffinity": ${noLabel}`);
  // Where one node alone fits, it is not scored.
  assert.equal(chosen(preferring('many'), { nodes: [node('a')] }), 'a');
});
