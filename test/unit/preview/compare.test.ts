import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, pairs } from '../../../client/preview/compare.ts';
import { drawComparison } from '../../../client/preview/picture/compare.ts';
import { toText } from '../../../client/preview/picture/render.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { deleted, job, loop, oom, pending, plain } from './timelines.ts';

/** The same life, everything from `from` on that much later. */
const later = (timeline: Timeline, from: number, by: number): Timeline => ({
  ...timeline,
  steps: timeline.steps.map((step) => (step.t >= from ? { ...step, t: step.t + by } : step)),
});

test('a life does not differ from itself', () => {
  for (const timeline of [plain, loop, job, oom, pending, deleted])
    assert.deepEqual(differences(timeline, timeline), []);
});

test('what differs is told in numbers of both', () => {
  assert.deepEqual(
    differences(plain, pending).find(({ label }) => label === 'ready after'),
    { label: 'ready after', a: '1 s', b: 'never' },
  );
  const toOom = new Map(differences(plain, oom).map(({ label, a, b }) => [label, [a, b]]));
  assert.deepEqual(toOom.get('restarts'), ['0', '1']);
  assert.deepEqual(toOom.get('exit codes'), ['none', '137 (OOM)']);
});

test('the nth exit of one answers to the nth of the other', () => {
  const moved = pairs(loop, later(loop, 75, 10)).filter(({ what }) => what.startsWith('exit'));
  assert.deepEqual(
    moved.map(({ what, a, b }) => [what, b - a]),
    [
      ['exit 1', 10],
      ['exit 2', 10],
      ['exit 3', 10],
    ],
  );
});

test('A stands above B on one axis, with connectors where moments moved', () => {
  const { lanes, scene } = drawComparison(loop, later(loop, 75, 10), { width: 1000, size: 'wide' });
  assert.deepEqual(
    lanes.map(({ lane }) => lane.id),
    [
      'A-service',
      'B-service',
      'A-container-main',
      'A-probe-main-liveness',
      'B-container-main',
      'B-probe-main-liveness',
    ],
  );
  for (const [i, { y }] of lanes.slice(1).entries()) assert.ok(y > (lanes[i]?.y ?? 0));
  assert.match(toText(scene), /Δ \+10 s/);
});

test('marks of A carry no steps: a click explains what is shown', () => {
  const { lanes } = drawComparison(loop, loop, { width: 400, size: 'narrow' });
  for (const { lane } of lanes)
    for (const mark of lane.marks) if (lane.id.startsWith('A-')) assert.equal(mark.step, undefined);
});
