import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { Assumptions } from '../../../../server/src/lifecycle/assumptions.ts';
import { predict } from '../../../../server/src/lifecycle/predict.ts';
import type { JobCourse, Timeline } from '../../../../server/src/lifecycle/timeline.ts';

const fails = (exitCode: number): Assumptions => ({ containers: { main: { runs: [{ exitAfter: 2, exitCode }] } } });

function follow(spec: string, assumptions: Assumptions, restartPolicy = 'Never', until = 600): Timeline {
  const container = { name: 'main', image: 'app:1' };
  const pod = {
    metadata: { name: 'job-xxxxx', namespace: 'default' },
    spec: { containers: [container], restartPolicy },
  };
  const owner = { kind: 'Job', spec: { ...parse(spec), template: pod } };
  return predict(pod, { assumptions, owner, until, kubernetes: '1.34' });
}

function told({ job }: Timeline): string[] {
  return (job as JobCourse).events.map(({ t, reason, message }) => `${Math.round(t * 10) / 10} ${reason} ${message}`);
}

test('Failed Pods are replaced 10, 20 and 40 s after their end, until there are more than backoffLimit', () => {
  const life = follow('backoffLimit: 3', fails(1));
  assert.deepEqual(told(life), [
    '0 SuccessfulCreate Created pod: job-xxxxx',
    '11.6 SuccessfulCreate Created pod: job-xxxxx',
    '33.6 SuccessfulCreate Created pod: job-xxxxx',
    '75.6 SuccessfulCreate Created pod: job-xxxxx',
    '80.3 BackoffLimitExceeded Job has reached the specified backoff limit',
  ]);
  const { pods, end } = life.job as JobCourse;
  assert.deepEqual(pods[1], {
    name: 'job-xxxxx',
    created: 11.6,
    ended: 15.3,
    phase: 'Failed',
    restarts: 0,
    exitCodes: { main: 1 },
  });
  assert.deepEqual([pods.length, end?.type, end?.reason], [4, 'Failed', 'BackoffLimitExceeded']);
});

test('Runs that are given follow on from Pod to Pod', () => {
  const runs = [
    { exitAfter: 2, exitCode: 1 },
    { exitAfter: 2, exitCode: 0 },
  ];
  const { job } = follow('backoffLimit: 3', { containers: { main: { runs } } });
  assert.deepEqual(
    job?.pods.map(({ phase }) => phase),
    ['Failed', 'Succeeded'],
  );
  assert.equal(job?.end?.type, 'Complete');
});

test('Completions come one after the other, or beside each other', () => {
  const created = (spec: string) => follow(spec, fails(0)).job?.pods.map((pod) => Math.round(pod.created));
  assert.deepEqual(created('completions: 3'), [0, 5, 9]);
  assert.deepEqual(created('completions: 3\nparallelism: 2'), [0, 0, 5]);
  assert.deepEqual(created('parallelism: 2'), [0, 0]);
});

test('OnFailure: restarts count, and the Pod is deleted when they reach backoffLimit', () => {
  const life = follow('backoffLimit: 2', fails(1), 'OnFailure');
  assert.deepEqual(told(life).slice(1), [
    '19.7 SuccessfulDelete Deleted pod: job-xxxxx',
    '19.8 BackoffLimitExceeded Job has reached the specified backoff limit',
  ]);
  assert.match(life.steps.find(({ kind }) => kind === 'delete')?.why?.text ?? '', /backoffLimit, 2/);
});

test('The Job deletes its Pod when its activeDeadlineSeconds are over, and ends with it', () => {
  const life = follow('activeDeadlineSeconds: 20', { containers: { main: { term: { ignore: true } } } });
  assert.deepEqual(told(life).slice(1), [
    '20 SuccessfulDelete Deleted pod: job-xxxxx',
    '50 DeadlineExceeded Job was active longer than specified deadline',
  ]);
});

test('A rule of the podFailurePolicy fails the Job at once, or leaves a failure out of the count', () => {
  const rule = (action: string) =>
    `backoffLimit: 0\npodFailurePolicy: { rules: [{ action: ${action}, onExitCodes: { operator: In, values: [42] } }] }`;
  assert.equal(
    told(follow(rule('FailJob'), fails(42))).at(-1),
    '4.7 PodFailurePolicy Container main for pod default/job-xxxxx failed with exit code 42 matching FailJob rule at index 0',
  );
  assert.equal(follow(rule('Ignore'), fails(42), 'Never', 60).job?.end, undefined);
  assert.equal(follow(rule('FailJob'), fails(1)).job?.end?.reason, 'BackoffLimitExceeded');
});

test('A suspended Job makes no Pods; other objects have no Job', () => {
  assert.deepEqual(follow('suspend: true', fails(1)).job?.pods, []);
  const pod = { spec: { containers: [{ name: 'main', image: 'app:1' }] } };
  assert.equal(predict(pod, { owner: { kind: 'Deployment' }, until: 10, kubernetes: '1.34' }).job, undefined);
});
