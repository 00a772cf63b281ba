import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, fitting, node, placed, pod, refusal, refused } from '../scenario.ts';

test('spread counts tainted domains unless told otherwise', () => {
  const nodes = [
    node('a', { labels: { zone: 'x' } }),
    node('b', { labels: { zone: 'y' }, taints: [{ key: 'k', effect: 'NoSchedule' }] }),
  ];
  const spread = (more = '') =>
    pod(
      `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } }${more} }]`,
      '{ name: w, labels: { app: web } }',
    );
  const cluster = { nodes, placed: [placed('a', '', '{ name: web, labels: { app: web } }')] };
  assert.match(refusal(spread(), cluster), /1 node\(s\) didn't match pod topology spread constraints, 1 node\(s\) had/);
  assert.deepEqual(fitting(spread(', nodeTaintsPolicy: Honor'), cluster), ['a']);
  assert.match(refusal(spread(', nodeTaintsPolicy: Honor, minDomains: 2'), cluster), /pod topology spread constraints/);
});

const spreading = (rest: string, metadata = '{ name: w, labels: { app: web } }') =>
  pod(`topologySpreadConstraints: [{ maxSkew: 1, labelSelector: { matchLabels: { app: web } }, ${rest} }]`, metadata);

const web = (on: string, more = '') => placed(on, '', `{ name: web, labels: { app: web }${more} }`);

test('as a preference, the least crowded domain is best, and a node without the key worst', () => {
  const zone = (name: string, z?: string) => node(name, z === undefined ? {} : { labels: { zone: z } });
  const nodes = [zone('none'), zone('a', 'x'), zone('b', 'y')];
  const soft = spreading('topologyKey: zone, whenUnsatisfiable: ScheduleAnyway');
  assert.equal(chosen(soft, { nodes, placed: [web('a')] }), 'b');
  assert.equal(chosen(soft, { nodes, placed: [web('a'), web('b')] }), 'a');
});

test('by host name, only what is on the node itself counts', () => {
  const nodes = [
    node('a', { labels: { 'kubernetes.io/hostname': 'same' } }),
    node('b', { labels: { 'kubernetes.io/hostname': 'same' } }),
  ];
  const soft = spreading('topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway');
  assert.equal(chosen(soft, { nodes, placed: [web('a')] }), 'b');
});

test('an ending Pod is not counted, but preemption subtracts it all the same', () => {
  const nodes = [node('a', { labels: { zone: 'x' } }), node('b', { labels: { zone: 'y' }, unschedulable: true })];
  const hard = spreading('topologyKey: zone, whenUnsatisfiable: DoNotSchedule');
  const ending = web('a', ", deletionTimestamp: '2026-01-01T00:00:00Z'");
  assert.deepEqual(fitting(hard, { nodes, placed: [ending] }), ['a']);
  const preferred = { ...web('a'), spec: { ...web('a').spec, priority: 200 } };
  const urgent = { ...hard, spec: { ...hard.spec, priority: 100 } };
  assert.deepEqual(refused(urgent, { nodes, placed: [preferred, ending] }).preempts?.victims, ['default/web']);
});
