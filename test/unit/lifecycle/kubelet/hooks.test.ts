import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../../server/src/lifecycle/predict.ts';
import type { Hook, ProbeResult } from '../../../../server/src/lifecycle/steps.ts';
import { events, lines, live } from '../life.ts';

const pod = (container: object) => ({
  metadata: { name: 'web' },
  spec: { containers: [{ name: 'main', image: 'web:1', ...container }] },
});

test('hooks begin and end, and follow from what calls them', () => {
  const { steps } = predict(
    pod({
      lifecycle: { postStart: { exec: { command: ['warm-up'] } }, preStop: { sleep: { seconds: 3 } } },
    }),
    {
      assumptions: { containers: { main: { exec: { 'warm-up': [{ from: 0, delay: 4 }] } } }, deleteAt: 20 },
      until: 60,
      kubernetes: '1.34',
    },
  );
  const hooks = steps.filter((step): step is Hook => step.kind === 'hook');
  assert.deepEqual(
    hooks.map(({ hook, op }) => `${hook} ${op}`),
    ['postStart begin', 'postStart end', 'preStop begin', 'preStop end'],
  );
  const [warm, warmed, drain, drained] = hooks;
  assert.equal(((warmed?.t ?? 0) - (warm?.t ?? 0)).toFixed(3), '4.000');
  assert.deepEqual([drain?.t, drained?.t], [20, 23]);
  const cause = steps[drain?.why?.after ?? -1];
  assert.ok(cause?.kind === 'event' && cause.reason === 'Killing');
});

test('a failure counts on from the one before', () => {
  const { steps } = predict(pod({ livenessProbe: { exec: { command: ['check'] }, periodSeconds: 5 } }), {
    assumptions: { containers: { main: { exec: { check: [{ from: 12, exit: 1 }] } } } },
    until: 40,
    kubernetes: '1.34',
  });
  const failures = steps.flatMap((step, index) =>
    step.kind === 'probe' && step.result === 'failed' ? [{ ...step, index }] : [],
  ) as (ProbeResult & { index: number })[];
  assert.deepEqual(
    failures.slice(0, 3).map(({ count, why }) => [count, why?.after]),
    [
      [1, undefined],
      [2, failures[0]?.index],
      [3, failures[1]?.index],
    ],
  );
});

test('A hook with scheme HTTPS falls back to plain HTTP, and an Event says so', () => {
  const pod = `containers: [{ name: main, image: "app:1", lifecycle: { postStart: { httpGet: { port: 80, scheme: HTTPS } } } }]`;
  const listen = [{ port: 80, kind: 'http' as const, steps: [{ from: 0 }] }];
  const life = live({ pod, assume: { containers: { main: { listen } } }, until: 3 });
  assert.deepEqual(lines(life, ['hook']), ['0.5 postStart begin', '0.5 postStart end']);
  assert.ok(events(life).includes('0.5 LifecycleHTTPFallback'));
});
