import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeAxis } from '../../../client/preview/picture/axis.ts';
import type { Mark } from '../../../client/preview/picture/content.ts';
import { layOut } from '../../../client/preview/picture/lanes.ts';
import { deleted, job, loop, oom, pending, plain } from './timelines.ts';

const pictures = { plain, loop, job, oom, pending, deleted };
const widths = [280, 400, 700, 1200];

for (const [name, of] of Object.entries(pictures)) {
  const picture = layOut(of);
  for (const width of widths) {
    const axis = makeAxis(picture, { width });

    test(`${name} at ${width} px: the segments cover all of time and all of the width`, () => {
      assert.equal(axis.segments[0]?.from, 0);
      assert.equal(axis.segments.at(-1)?.to, picture.until);
      assert.ok(Math.abs((axis.segments.at(-1)?.x1 ?? 0) - width) < 1e-6);
      for (const [i, segment] of axis.segments.slice(1).entries()) {
        assert.equal(segment.from, axis.segments[i]?.to);
        assert.equal(segment.x0, axis.segments[i]?.x1);
      }
    });

    test(`${name} at ${width} px: later is further right, and pixels lead back to their time`, () => {
      let before = -1;
      for (let i = 0; i <= 500; i += 1) {
        const t = (picture.until * i) / 500;
        const x = axis.x(t);
        assert.ok(x > before, `x(${t}) is ${x}, after ${before}`);
        assert.ok(Math.abs(axis.t(x) - t) < 1e-6);
        before = x;
      }
    });

    test(`${name} at ${width} px: unfolded stretches share one scale`, () => {
      const scales = axis.segments
        .filter(({ fold }) => fold === undefined)
        .map(({ from, to, x0, x1 }) => (x1 - x0) / (to - from));
      assert.ok(Math.max(...scales) - Math.min(...scales) < 1e-6);
    });

    test(`${name} at ${width} px: ticks do not touch and stand at their time`, () => {
      for (const [i, tick] of axis.ticks.entries()) {
        assert.ok(tick.x >= -1e-6 && tick.x <= width + 1e-6);
        if (i > 0) assert.ok(tick.x - (axis.ticks[i - 1]?.x ?? 0) >= 40);
      }
    });
  }
}

test('runs that are alike are folded, all but the first', () => {
  const { segments } = makeAxis(layOut(loop), { width: 400 });
  const folds = segments.flatMap(({ fold }) => fold ?? []);
  const runs = folds.find(({ kind }) => kind === 'runs');
  assert.equal(runs?.labels[1], '2 more runs alike');
  assert.ok(runs.from >= 75 && runs.to <= 225);
});

test('a fold that was opened stays open', () => {
  const picture = layOut(loop);
  const first = makeAxis(picture, { width: 400 }).segments.find(({ fold }) => fold?.kind === 'runs')?.fold;
  assert.ok(first);
  const opened = makeAxis(picture, { width: 400, unfolded: new Set([first.key]) });
  assert.ok(opened.segments.every(({ fold }) => fold?.key !== first.key));
});

test('a wide page that shows each probe period well folds no runs', () => {
  const { segments } = makeAxis(layOut(loop), { width: 3000 });
  assert.deepEqual(
    segments.filter(({ fold }) => fold?.kind === 'runs'),
    [],
  );
});

test('a day of restarts is one fold behind the first of them', () => {
  const one = layOut(loop);
  const runs = Array.from({ length: 400 }, (_, i) => {
    // Pairs of runs, with five minutes between one pair and the next.
    const from = 76 * i + 300 * Math.floor(i / 2);
    return { container: 'main', from, to: from + 75, waited: i > 0 && i % 2 === 0 ? 301 : 1, shape: '137' };
  });
  const until = 90_500;
  const bars = runs.map(
    ({ from, to }, i): Mark => ({ id: `run-${i}`, look: 'ready', from, to, labels: [], text: 'ready' }),
  );
  const lanes = one.lanes.map((lane) => (lane.kind === 'container' ? { ...lane, marks: bars } : lane));
  const { segments } = makeAxis({ ...one, until, runs, lanes }, { width: 900 });
  const folds = segments.flatMap(({ fold }) => fold ?? []);
  const all = folds.find(({ count }) => count > 300);
  assert.ok(all, folds.map(({ labels }) => labels[0]).join());
  assert.ok(folds.length < 5);
  assert.ok(all.from > 75 && all.to < until);
});

test('a long quiet end gives way to the start', () => {
  const quiet = layOut({ ...plain, until: 900 });
  const axis = makeAxis(quiet, { width: 800 });
  assert.ok(axis.x(1) > 10, 'the first second is wide enough to see');
  assert.equal(axis.segments.at(-1)?.fold?.kind, 'steady');
});

test('a window shows its own time only', () => {
  const axis = makeAxis(layOut(loop), { width: 600, from: 30, to: 80 });
  assert.equal(axis.t(0), 30);
  assert.equal(axis.t(600), 80);
  assert.equal(axis.x(0), 0);
});
