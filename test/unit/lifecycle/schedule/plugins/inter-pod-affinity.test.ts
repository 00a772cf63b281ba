import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, fitting, node, placed, pod, refusal } from '../scenario.ts';

test('Pod affinity and anti-affinity look at topology domains', () => {
  const zone = (name: string, z: string) => node(name, { labels: { zone: z } });
  const nodes = [zone('a', 'x'), zone('b', 'x'), zone('c', 'y'), node('d')];
  const term = 'topologyKey: zone, labelSelector: { matchLabels: { app: web } }';
  const rule = (kind: string, more = '') =>
    `affinity: { ${kind}: { requiredDuringSchedulingIgnoredDuringExecution: [{ ${term}${more} }] } }`;
  const web = placed('a', '', '{ name: web, labels: { app: web } }');
  const cluster = { nodes, placed: [web] };
  assert.deepEqual(fitting(pod(rule('podAffinity')), cluster), ['a', 'b']);
  assert.deepEqual(fitting(pod(rule('podAntiAffinity')), cluster), ['c', 'd']);
  assert.match(
    refusal(pod(rule('podAffinity', ', namespaces: [shop]')), cluster),
    /4 node\(s\) didn't match pod affinity rules/,
  );
  // The first of a series that wants its own kind near.
  assert.deepEqual(fitting(pod(rule('podAffinity'), '{ name: w, labels: { app: web } }'), { nodes }), ['a', 'b', 'c']);
  // A placed Pod that wants no company.
  const loner = placed('c', rule('podAntiAffinity'));
  assert.deepEqual(fitting(pod('', '{ name: w, labels: { app: web } }'), { nodes, placed: [loner] }), ['a', 'b', 'd']);
});

test('preferences of the Pod and of those that are there add up by domain', () => {
  const zone = (name: string, z: string) => node(name, { labels: { zone: z } });
  const nodes = [zone('a', 'x'), zone('b', 'x'), zone('c', 'y')];
  const term = 'topologyKey: zone, labelSelector: { matchLabels: { app: web } }';
  const preferring = (kind: string, weight: number) =>
    `affinity: { ${kind}: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: ${weight}, podAffinityTerm: { ${term} } }] } }`;
  const web = '{ name: web, labels: { app: web } }';
  const near = placed('b', '', web);
  assert.equal(chosen(pod(preferring('podAffinity', 1)), { nodes, placed: [near] }), 'a');
  assert.equal(chosen(pod(preferring('podAntiAffinity', 1)), { nodes, placed: [near] }), 'c');
  const host = placed('c', preferring('podAffinity', 5), '{ name: host }');
  assert.equal(chosen(pod(preferring('podAntiAffinity', 4), web), { nodes, placed: [host, near] }), 'c');
});

test('a namespace selector that a namespace without labels matches takes every namespace, from 1.34 to 1.36', () => {
  const elsewhere =
    'namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [default] }] }';
  const alone = `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: {}, ${elsewhere} }] } }`;
  const own = { placed: [placed('one')] };
  assert.deepEqual(fitting(pod(alone), own, '1.33'), ['one']);
  assert.match(refusal(pod(alone), own, '1.34'), /1 node\(s\) didn't match pod anti-affinity rules/);
  assert.match(refusal(pod(alone), own, '1.36'), /1 node\(s\) didn't match pod anti-affinity rules/);
  assert.deepEqual(fitting(pod(alone), own, '1.37'), ['one']);
  // Terms of Pods that are there see the labels.
  assert.deepEqual(fitting(pod(''), { placed: [placed('one', alone)] }), ['one']);
});
