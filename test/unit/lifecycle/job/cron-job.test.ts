import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CronJobCourse } from '../../../../server/src/lifecycle/timeline.ts';
import { followCronJob, followJob, told } from './follow.ts';

const EACH_MINUTE = 'schedule: "* * * * *"\n';

function courseOf(...given: Parameters<typeof followCronJob>): CronJobCourse {
  const { cronJob } = followCronJob(...given);
  if (cronJob === undefined) throw new Error('it belongs to no CronJob');
  return cronJob;
}

/** Events without the numbers in the names of Jobs. */
const eventsOf = (course: CronJobCourse): string[] =>
  told(course.events).map((line) => line.replace(/job-(\d+)/, (_, minute) => `job ${Number(minute) - 29_926_801}`));

test('Jobs come when they are due, named by the minute, and the oldest go as the history gets too long', () => {
  const course = courseOf(`${EACH_MINUTE}successfulJobsHistoryLimit: 1`, { command: 'sleep 2', until: 130 });
  assert.equal(course.start, '2026-11-25T12:01:00.000Z');
  assert.deepEqual(eventsOf(course), [
    '0 SuccessfulCreate Created job job 0',
    '4.7 SawCompletedJob Saw completed job: job 0, condition: Complete',
    '60 SuccessfulCreate Created job job 1',
    '64.7 SuccessfulDelete Deleted job job 0',
    '64.7 SawCompletedJob Saw completed job: job 1, condition: Complete',
    '120 SuccessfulCreate Created job job 2',
    '124.7 SuccessfulDelete Deleted job job 1',
    '124.7 SawCompletedJob Saw completed job: job 2, condition: Complete',
  ]);
  assert.deepEqual(
    course.next,
    ['12:04', '12:05', '12:06'].map((time) => `2026-11-25T${time}:00.000Z`),
  );
});

test('What is deleted takes its Pods along', () => {
  const { job, steps } = followCronJob(`${EACH_MINUTE}successfulJobsHistoryLimit: 0`, { command: 'sleep 2' });
  assert.equal(job?.deleted?.t, 4.7);
  assert.equal(steps.at(-1)?.kind, 'gone');
});

test('Allow: Jobs run beside each other', () => {
  const { jobs } = courseOf(EACH_MINUTE, { command: 'sleep 80', until: 200 });
  assert.deepEqual(
    jobs.map(({ created, ended }) => [created, Math.round(ended ?? 0)]),
    [
      [0, 83],
      [60, 143],
      [120, 0],
      [180, 0],
    ],
  );
});

test('Forbid: a Job that is due has to wait for the one before, up to startingDeadlineSeconds', () => {
  const course = (spec = '') =>
    courseOf(`${EACH_MINUTE}concurrencyPolicy: Forbid\n${spec}`, { command: 'sleep 80', until: 200 });
  const waits = 'JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid';
  assert.deepEqual(eventsOf(course()).slice(0, 5), [
    '0 SuccessfulCreate Created job job 0',
    `60 ${waits}`,
    `82.7 ${waits}`,
    '82.7 SawCompletedJob Saw completed job: job 0, condition: Complete',
    '82.7 SuccessfulCreate Created job job 1',
  ]);
  assert.match(course().events[4]?.why.text ?? '', /due 23 s ago/);
  assert.deepEqual(
    course('startingDeadlineSeconds: 10').jobs.map(({ created }) => created),
    [0, 120],
  );
});

test('Replace: a Job that has not ended goes as the next one is due, and its Pods with it', () => {
  const { cronJob, job, steps } = followCronJob(`${EACH_MINUTE}concurrencyPolicy: Replace`, {
    command: 'sleep 80',
    until: 100,
  });
  assert.deepEqual(cronJob && eventsOf(cronJob), [
    '0 SuccessfulCreate Created job job 0',
    '60 SuccessfulDelete Deleted job job 0',
    '60 SuccessfulCreate Created job job 1',
  ]);
  assert.deepEqual([job?.end, job?.deleted?.t], [undefined, 60]);
  assert.match(steps.find(({ kind }) => kind === 'delete')?.why?.text ?? '', /Replace/);
});

test('A schedule is one by the clock of its time zone', () => {
  const { start } = courseOf('schedule: "15 2 * * *"\ntimeZone: Europe/Berlin');
  assert.equal(start, '2026-11-26T01:15:00.000Z');
});

test('A suspended CronJob makes nothing, which is told; a Job has no schedule', () => {
  const life = followCronJob(`${EACH_MINUTE}suspend: true`, { command: 'sleep 2' });
  assert.deepEqual([life.cronJob?.jobs, life.cronJob?.events], [[], []]);
  assert.match(life.assumed[0]?.text ?? '', /^The CronJob is suspended/);
  assert.equal(followJob('{}').cronJob, undefined);
});

test('A schedule that is never due, or none, leaves the Job alone', () => {
  assert.equal(followCronJob('schedule: "0 0 31 2 *"', { command: 'sleep 2' }).cronJob, undefined);
  assert.equal(followCronJob('schedule: often', { command: 'sleep 2' }).cronJob, undefined);
});
