import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeEvents } from '../../../server/src/lifecycle/describe.ts';
import type { PodEvent } from '../../../server/src/lifecycle/steps.ts';

const event = (t: number, reason: string, more: Partial<PodEvent> = {}): PodEvent => ({
  t,
  kind: 'event',
  type: 'Warning',
  reason,
  container: 'main',
  from: 'kubelet',
  message: `${reason} of main`,
  ...more,
});

const told = (events: readonly PodEvent[], t = 60) =>
  describeEvents(events, t).map(({ from, to, count, event: { message } }) => [from, to, count, message]);

test('Events that say the same are one row, where the last of them stands', () => {
  const events = [event(0, 'Started'), event(10, 'Unhealthy'), event(12, 'Killing'), event(15, 'Unhealthy')];
  assert.deepEqual(told(events), [
    [0, 0, 1, 'Started of main'],
    [12, 12, 1, 'Killing of main'],
    [10, 15, 2, 'Unhealthy of main'],
  ]);
});

test('What comes later is not told yet', () => {
  assert.deepEqual(told([event(0, 'Started'), event(10, 'Unhealthy'), event(15, 'Unhealthy')], 12), [
    [0, 0, 1, 'Started of main'],
    [10, 10, 1, 'Unhealthy of main'],
  ]);
});

test('What the kubelet combined is one row with the last text, and what it could not write is none', () => {
  const events = [
    event(10, 'Failed', { combined: true, message: 'first' }),
    event(20, 'Failed', { combined: true, message: 'second' }),
    event(30, 'Failed', { dropped: true, message: 'third' }),
  ];
  assert.deepEqual(told(events), [[10, 20, 2, '(combined from similar events): second']]);
});
