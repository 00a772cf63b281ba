import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryAt, memoryCurve } from '../../../client/preview/memory.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { oom, plain } from './timelines.ts';

const MI = 2 ** 20;

/** A Timeline in which so much memory is assumed of `main`. */
const using = (timeline: Timeline, bytes: number, after: number): Timeline => ({
  ...timeline,
  assumptions: { containers: { main: { memory: { bytes, after } } } },
});

test('nothing is drawn of memory that nothing is assumed of', () => {
  assert.deepEqual(memoryCurve(plain, 'main'), []);
});

test('memory climbs to its peak after the start, and stays there', () => {
  const curve = memoryCurve(using(plain, 40 * MI, 10), 'main');
  assert.equal(memoryAt(curve, 0.2), undefined);
  assert.equal(memoryAt(curve, 5.5), 20 * MI);
  assert.equal(memoryAt(curve, 10.5), 40 * MI);
  assert.equal(memoryAt(curve, 100), 40 * MI);
});

test('it ends at the limit where the kernel kills the process', () => {
  const curve = memoryCurve(using(oom, 500 * MI, 9), 'main');
  assert.deepEqual(
    curve.map(({ from, to, end }) => [from, to, end / MI]),
    [
      [0.5, 2.5, 64],
      [3, 5, 64],
    ],
  );
});
