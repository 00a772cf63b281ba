import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlate, newCorrelator } from '../../../../server/src/lifecycle/kubelet/events/correlator.ts';
import { live } from '../life.ts';

const backOff = { type: 'Warning', reason: 'BackOff', message: 'Back-off restarting failed container' };

test('Of one type 25 events are sent, and then one every five minutes', () => {
  const correlator = newCorrelator();
  const sent = Array.from({ length: 200 }, (_, index) => index * 12_000).filter(
    (now) => correlate(correlator, backOff, now).dropped === undefined,
  );
  // 25 from the start, and one more for each five minutes that pass: by the minute 2 388 s later.
  assert.equal(sent.length, 25 + Math.floor((199 * 12) / 300));
  assert.equal(correlate(correlator, { ...backOff, type: 'Normal' }, 3e6).dropped, undefined);
});

test('The tenth different text of a reason is combined, unless ten minutes have passed', () => {
  const say = (gap: number) => {
    const correlator = newCorrelator();
    return Array.from({ length: 12 }, (_, index) =>
      correlate(correlator, { type: 'Normal', reason: 'Odd', message: `text ${index}` }, index * gap),
    ).filter(({ combined }) => combined).length;
  };
  assert.deepEqual([say(1000), say(601_000)], [3, 0]);
});

test('Pulls differ in how long they took', () => {
  const correlator = newCorrelator();
  const pulled = { type: 'Normal', reason: 'Pulled', message: 'Successfully pulled image "x" in 1s' };
  const combined = Array.from({ length: 11 }, (_, index) => correlate(correlator, pulled, index).combined);
  assert.deepEqual(combined.slice(8), [undefined, true, true]);
});

test('A crash loop goes quiet', () => {
  const { steps } = live({
    pod: 'containers: [{ name: main, image: "app:1" }]',
    assume: { containers: { main: { runs: [{ exitAfter: 1, exitCode: 1 }] } } },
    until: 3600,
  });
  const warnings = steps.filter((step) => step.kind === 'event' && step.type === 'Warning');
  assert.ok(warnings.length > 200);
  assert.ok(warnings.filter((step) => step.kind === 'event' && !step.dropped).length <= 25 + 12);
});
