import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { predict } from '../../../server/src/lifecycle/predict.ts';
import type { Summary } from '../../../server/src/lifecycle/timeline.ts';

function summary(spec: string, assumptions: Assumptions = {}, until = 600): Summary | undefined {
  return predict({ spec: parse(spec) }, { assumptions, until, kubernetes: '1.34' }).summary;
}

const main = (fields: string) =>
  `terminationGracePeriodSeconds: 20\ncontainers: [{ name: main, image: "app:1", ${fields} }]`;

test('The first Ready, and how long a deletion takes', () => {
  const term = { exitAfter: 3, exitCode: 0 };
  assert.deepEqual(summary(main(''), { containers: { main: { term } } }), {
    ready: 0.7,
    hangs: [],
    termination: { answers: 3, seconds: 3, killed: false },
    restarts: 0,
  });
  assert.deepEqual(summary(main(''), { containers: { main: { term: { ignore: true } } } })?.termination, {
    answers: 20,
    seconds: 20,
    killed: true,
  });
});

test('A Pod that is never ready has neither', () => {
  const runs = [{ exitAfter: 0.1, exitCode: 1 }];
  const { ready, termination, restarts } = summary(main(''), { containers: { main: { runs } } }) as Summary;
  assert.deepEqual([ready, termination, restarts], [undefined, undefined, 6]);
});

test('The worst case of a hang: a whole period, the failures after that, and the last timeout', () => {
  const probe = (fields: string) => main(`livenessProbe: { httpGet: { port: 80 }, ${fields} }`);
  const hang = (fields: string) => {
    const [first] = summary(probe(fields))?.hangs ?? [];
    return [first?.field, first?.noticed, first?.stopped];
  };
  const field = 'spec.containers[0].livenessProbe';
  assert.deepEqual(hang(''), [field, 31, 51]);
  assert.deepEqual(hang('periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 2'), [field, 12, 32]);
  assert.deepEqual(hang('failureThreshold: 1, terminationGracePeriodSeconds: 1'), [field, 11, 13]);
});

test('The worst case is what the kubelet does with a hang right after a tick', () => {
  const spec = main(
    'livenessProbe: { exec: { command: [check] }, periodSeconds: 4, timeoutSeconds: 2, failureThreshold: 2 }',
  );
  const hangsAt = 20.01;
  const exec = { check: [{ from: 0 }, { from: hangsAt - 0.501, delay: 100 }] };
  const { steps, summary: told } = predict(
    { spec: parse(spec) },
    { assumptions: { containers: { main: { exec } } }, until: 60, kubernetes: '1.34' },
  );
  const killed = steps.find((step) => step.kind === 'event' && step.reason === 'Killing')?.t ?? 0;
  assert.equal(killed - hangsAt < (told?.hangs[0]?.noticed ?? 0), true);
  assert.ok((told?.hangs[0]?.noticed ?? 0) - (killed - hangsAt) < 0.1);
});
