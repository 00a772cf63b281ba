/**
 * The Pods of a Job as lanes: the one that the picture tells of, those after it, and what becomes of the Job; the Jobs of
 * a CronJob in the same way.
 */
import * as l10n from '@vscode/l10n';
import type { CronJobCourse, CronJobRun, JobCourse, JobPod, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark } from './content.ts';
import { duration } from './words.ts';

/** Pods that run beside each other have a lane each, so many at most. */
const MOST_LANES = 4;

/**
 * When there is nothing more to see of the Job and of the one that the CronJob makes next, seconds; undefined while they
 * go on.
 */
export function jobOver({ job, cronJob }: Timeline): number | undefined {
  const next = cronJob?.jobs[1];
  if (next !== undefined) return next.ended ?? next.deleted;
  return job?.end?.t ?? job?.deleted?.t;
}

/** @param until seconds where the picture ends */
export function jobLanes(job: JobCourse, until: number): readonly Lane[] {
  const numbers = new Map(job.pods.map((pod, i) => [pod, i + 1]));
  const rows = rowsOf(job.pods, until, ({ ended }) => ended);
  return (rows.length > 0 ? rows : [[]]).map((pods, i) => ({
    id: i === 0 ? 'job' : `job-${i}`,
    kind: 'job',
    title: i === 0 ? 'Job' : '',
    marks: [
      ...pods.flatMap((pod, j) => [...wait(pods[j - 1], pod), ...podMarks(pod, numbers.get(pod) ?? 0, until)]),
      ...(i === 0 ? endMarks(job, until) : []),
    ],
  }));
}

/** @param until seconds where the picture ends */
export function cronJobLanes({ jobs }: CronJobCourse, until: number): readonly Lane[] {
  const numbers = new Map(jobs.map((job, i) => [job, i + 1]));
  return rowsOf(jobs, until, ({ ended, deleted }) => ended ?? deleted).map((row, i) => ({
    id: i === 0 ? 'cronjob' : `cronjob-${i}`,
    kind: 'job',
    title: i === 0 ? 'CronJob' : '',
    marks: row.map((job) => runMark(job, numbers.get(job) ?? 0, until)),
  }));
}

/** What does not overlap stands in one row. */
function rowsOf<T extends { readonly created: number }>(
  all: readonly T[],
  until: number,
  endOf: (one: T) => number | undefined,
): readonly (readonly T[])[] {
  const rows: T[][] = [];
  for (const one of all) {
    if (one.created >= until) continue;
    const row = rows.find((others) => {
      const last = others.at(-1);
      return last !== undefined && (endOf(last) ?? Number.POSITIVE_INFINITY) <= one.created;
    });
    if (row !== undefined) row.push(one);
    else if (rows.length < MOST_LANES) rows.push([one]);
  }
  return rows;
}

function runMark({ created, ended, type, deleted }: CronJobRun, number: number, until: number): Mark {
  const end = ended ?? deleted;
  const to = Math.min(end ?? until, until);
  const isReplaced = ended === undefined && deleted !== undefined;
  const outcome = isReplaced ? l10n.t('is replaced') : (type ?? l10n.t('runs'));
  return {
    id: `cronjob-run-${number}`,
    look: 'phase',
    from: created,
    to,
    labels: [l10n.t('Job {0} {1}', number, outcome), l10n.t('Job {0}', number), String(number)],
    text: l10n.t('Job {0} of the CronJob {1}, {2}', number, outcome, duration(to - created)),
    good: type === 'Complete',
    ...(end === undefined ? { open: true } : {}),
  };
}

function podMarks(pod: JobPod, number: number, until: number): readonly Mark[] {
  const to = Math.min(pod.ended ?? until, until);
  const code = Object.values(pod.exitCodes).find((exitCode) => exitCode !== 0);
  const outcome =
    pod.phase === undefined ? l10n.t('runs') : pod.phase === 'Succeeded' ? l10n.t('succeeds') : failure(pod, code);
  const bar: Mark = {
    id: `job-pod-${number}`,
    look: 'phase',
    from: pod.created,
    to,
    labels: labelsOf(pod, number, outcome),
    text:
      pod.completionIndex === undefined
        ? l10n.t('Pod {0} of the Job {1}, {2}', number, outcome, duration(to - pod.created))
        : l10n.t('index {0} of the Job {1}, {2}', pod.completionIndex, outcome, duration(to - pod.created)),
    good: pod.phase === 'Succeeded',
    ...(pod.ended === undefined ? { open: true } : {}),
  };
  if (pod.phase !== 'Failed' || pod.ended === undefined || pod.ended > until) return [bar];
  const text = l10n.t('Pod {0} of the Job {1}', number, outcome);
  return [bar, { id: `job-exit-${number}`, look: 'exit', from: to, to, labels: [], text, good: false }];
}

const labelsOf = ({ completionIndex: index }: JobPod, number: number, outcome: string): readonly string[] =>
  index === undefined
    ? [l10n.t('Pod {0} {1}', number, outcome), l10n.t('Pod {0}', number), String(number)]
    : [l10n.t('index {0} {1}', index, outcome), l10n.t('index {0}', index), String(index)];

const failure = ({ reason }: JobPod, code: number | undefined): string =>
  reason !== undefined
    ? l10n.t('fails: {0}', reason)
    : code === undefined
      ? l10n.t('fails')
      : l10n.t('fails, exit {0}', code);

/** The Job's back-off before the next Pod, where the one before failed. */
function wait(before: JobPod | undefined, after: JobPod): readonly Mark[] {
  if (before?.ended === undefined || before.phase !== 'Failed') return [];
  const length = duration(after.created - before.ended);
  return [
    {
      id: `job-wait-${before.ended}`,
      look: 'backoff',
      from: before.ended,
      to: after.created,
      labels: [length],
      text: l10n.t('the Job waits {0} before it makes the next Pod', length),
    },
  ];
}

function endMarks({ end, deleted }: JobCourse, until: number): readonly Mark[] {
  if (end === undefined || end.t >= until) return [];
  const to = Math.min(deleted?.t ?? until, until);
  const good = end.type === 'Complete';
  return [
    {
      id: 'job-end',
      look: 'phase',
      from: end.t,
      to,
      labels: [good ? end.type : l10n.t('{0}: {1}', end.type, end.reason), end.type],
      text: l10n.t('the Job is {0}: {1}', end.type, end.message || end.reason),
      good,
      ...(to === until ? { open: true } : {}),
    },
  ];
}
