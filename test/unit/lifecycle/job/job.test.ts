import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predict } from '../../../../server/src/lifecycle/predict.ts';
import { courseOf, ends, followJob, told } from './follow.ts';

const eventsOf = (...given: Parameters<typeof followJob>): string[] => told(courseOf(followJob(...given)).events);

test('Failed Pods are replaced 10, 20 and 40 s after their end, until there are more than backoffLimit', () => {
  const course = courseOf(followJob('backoffLimit: 3', { assumptions: ends(1) }));
  assert.deepEqual(told(course.events), [
    '0 SuccessfulCreate Created pod: job-xxxxx',
    '11.6 SuccessfulCreate Created pod: job-xxxxx',
    '33.6 SuccessfulCreate Created pod: job-xxxxx',
    '75.6 SuccessfulCreate Created pod: job-xxxxx',
    '80.3 BackoffLimitExceeded Job has reached the specified backoff limit',
  ]);
  assert.deepEqual(course.pods[1], {
    name: 'job-xxxxx',
    created: 11.6,
    ended: 15.3,
    phase: 'Failed',
    why: {
      text: 'The phase is Failed because the containers ended for good and not all of them with exit code 0.',
    },
    restarts: 0,
    exitCodes: { main: 1 },
  });
  assert.deepEqual([course.pods.length, course.end?.type, course.end?.reason], [4, 'Failed', 'BackoffLimitExceeded']);
});

test('Runs that are given follow on from Pod to Pod', () => {
  const { pods, end } = courseOf(followJob('backoffLimit: 3', { assumptions: ends(1, 0) }));
  assert.deepEqual(
    pods.map(({ phase }) => phase),
    ['Failed', 'Succeeded'],
  );
  assert.equal(end?.type, 'Complete');
});

test('Completions come one after the other, or beside each other', () => {
  const created = (spec: string) => courseOf(followJob(spec, { assumptions: ends(0) })).pods.map((pod) => pod.created);
  assert.deepEqual(created('completions: 3'), [0, 4.7, 9.4]);
  assert.deepEqual(created('completions: 3\nparallelism: 2'), [0, 0, 4.7]);
  assert.deepEqual(created('parallelism: 2'), [0, 0]);
});

test('A success resets the back-off', () => {
  const assumptions = ends(1, 0, 0);
  assert.deepEqual(
    courseOf(followJob('completions: 2', { assumptions })).pods.map(({ created, phase }) => [created, phase]),
    [
      [0, 'Failed'],
      [11.6, 'Succeeded'],
      [16.3, 'Succeeded'],
    ],
  );
});

test('OnFailure: restarts count, and the Pod is deleted when they reach backoffLimit', () => {
  const life = followJob('backoffLimit: 2', { assumptions: ends(1), restartPolicy: 'OnFailure' });
  assert.deepEqual(told(courseOf(life).events).slice(1), [
    '20.7 SuccessfulDelete Deleted pod: job-xxxxx',
    '21.7 BackoffLimitExceeded Job has reached the specified backoff limit',
  ]);
  assert.match(life.steps.find(({ kind }) => kind === 'delete')?.why?.text ?? '', /backoffLimit, 2/);
});

test('At its activeDeadlineSeconds, which count from a whole second, it deletes its Pod, and ends when that has', () => {
  const assumptions = { containers: { main: { term: { ignore: true } } } };
  assert.deepEqual(eventsOf('activeDeadlineSeconds: 20', { assumptions }).slice(1), [
    '19.6 SuccessfulDelete Deleted pod: job-xxxxx',
    '50.6 DeadlineExceeded Job was active longer than specified deadline',
  ]);
});

test('A rule of the podFailurePolicy fails the Job at once, or leaves a failure out of the count', () => {
  const rule = (action: string) =>
    `backoffLimit: 0\npodFailurePolicy: { rules: [{ action: ${action}, onExitCodes: { operator: In, values: [42] } }] }`;
  assert.equal(
    eventsOf(rule('FailJob'), { assumptions: ends(42) }).at(-1),
    '4.7 PodFailurePolicy Container main for pod default/job-xxxxx failed with exit code 42 matching FailJob rule at index 0',
  );
  assert.equal(courseOf(followJob(rule('Ignore'), { assumptions: ends(42), until: 60 })).end, undefined);
  assert.equal(courseOf(followJob(rule('FailJob'), { assumptions: ends(1) })).end?.reason, 'BackoffLimitExceeded');
});

test('Who deletes its Pod gets another after the back-off, or with podReplacementPolicy Failed after its end', () => {
  const assumptions = { deleteAt: 20, containers: { main: { term: { ignore: true } } } };
  const created = (spec: string) =>
    courseOf(followJob(spec, { assumptions, until: 120 })).pods.map((pod) => Math.round(pod.created));
  assert.deepEqual(created('{}'), [0, 30]);
  assert.deepEqual(created('podReplacementPolicy: Failed'), [0, 60]);
});

test('When ttlSecondsAfterFinished are over, the Job goes, and its Pods with it', () => {
  const life = followJob('ttlSecondsAfterFinished: 30', { assumptions: ends(0) });
  const { end, deleted } = courseOf(life);
  assert.deepEqual([end?.t, deleted?.t], [4.7, 34.6]);
  assert.match(deleted?.why.text ?? '', /finished for 30 s/);
  assert.deepEqual(
    life.steps.filter(({ kind }) => kind === 'delete' || kind === 'gone').map(({ t }) => Math.floor(t)),
    [34, 34],
  );
  assert.equal(
    courseOf(followJob('ttlSecondsAfterFinished: 30', { assumptions: ends(0), until: 20 })).deleted,
    undefined,
  );
});

test('A suspended Job makes no Pods, which is told; other objects have no Job', () => {
  const life = followJob('suspend: true');
  assert.deepEqual([courseOf(life).pods, told(courseOf(life).events)], [[], ['0 Suspended Job suspended']]);
  assert.match(life.assumed[0]?.text ?? '', /^The Job is suspended/);
  const pod = { spec: { containers: [{ name: 'main', image: 'app:1' }] } };
  assert.equal(predict(pod, { owner: { kind: 'Deployment' }, until: 10, kubernetes: '1.34' }).job, undefined);
});

test('Of a Job of very many Pods so many are followed as anybody reads of', () => {
  const { pods, isCut } = courseOf(followJob('completions: 500\nparallelism: 500', { assumptions: ends(0) }));
  assert.deepEqual([pods.length, isCut], [200, true]);
});
