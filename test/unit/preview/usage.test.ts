import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curvesOf, throttling, usageAt } from '../../../client/preview/usage.ts';
import type { ContainerResources } from '../../../server/src/features/about.ts';
import type { Usage } from '../../../server/src/lifecycle/timeline.ts';
import { plain } from './timelines.ts';

const MI = 2 ** 20;

const about = (...resources: ContainerResources['resources']) => ({
  containers: [{ name: 'main', path: 'spec.containers[0]', resources }],
  volumes: [{ name: 'cache', source: 'emptyDir', sizeLimit: 64 * MI, mounts: [] }],
});

const using = (...usage: readonly Usage[]) => ({ ...plain, usage });

const memory: Usage = {
  container: 'main',
  resource: 'memory',
  pieces: [
    { from: 0.5, to: 10.5, start: 0, end: 40 * MI },
    { from: 10.5, to: 60, start: 40 * MI, end: 40 * MI },
  ],
};

const cpu: Usage = {
  container: 'main',
  resource: 'cpu',
  pieces: [
    { from: 0.5, to: 20, start: 0.25, end: 0.25 },
    { from: 20, to: 60, start: 0.5, end: 0.5, wanted: 2 },
  ],
};

test('nothing is drawn where nothing is assumed', () => {
  assert.deepEqual(curvesOf(plain, about()), []);
});

test('a curve is nothing before the start, climbs evenly, and stays', () => {
  assert.deepEqual(
    [0.2, 5.5, 10.5, 50, 61].map((t) => usageAt(memory.pieces, t)),
    [undefined, 20 * MI, 40 * MI, 40 * MI, undefined],
  );
});

test('memory is told in bytes, its chart ends at the limit', () => {
  const [curve] = curvesOf(using(memory), about({ name: 'memory', limit: { text: '64Mi', count: 64 * MI } }));
  assert.equal(curve?.top, 64 * MI);
  assert.equal(curve?.words(curve.peak), '40Mi');
});

test('a chart without a limit leaves room above the peak', () => {
  const [curve] = curvesOf(using(memory), about());
  assert.equal(curve?.top, 50 * MI);
});

test('CPU is told in CPUs, and how much more it wants than its limit', () => {
  const limits = { name: 'cpu', limit: { text: '500m', count: 500 }, request: { text: '250m', count: 250 } };
  const [curve] = curvesOf(using(cpu), about(limits));
  assert.deepEqual([curve?.request, curve?.limit, curve?.top], [0.25, 0.5, 2]);
  assert.equal(curve && throttling(curve, 10), undefined);
  assert.equal(curve && throttling(curve, 30), 'wants 2: gets on at 25 % of its speed');
});

test('what is in a volume is bounded by its size, not by the container', () => {
  const disk: Usage = { ...memory, resource: 'ephemeral-storage', volume: 'cache' };
  const limit = { name: 'ephemeral-storage', limit: { text: '1Gi', count: 2 ** 30 } };
  const [curve] = curvesOf(using(disk), about(limit));
  assert.deepEqual([curve?.title, curve?.limit], ['volume cache', 64 * MI]);
});
