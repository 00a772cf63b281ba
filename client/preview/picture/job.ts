/**
 * The Pods of a Job as lanes: the one that the picture tells of, those after it, and what becomes of the Job; the Jobs of
 * a CronJob in the same way.
 */
import * as l10n from '@vscode/l10n';
import type { CronJobRun, JobCourse, JobPod, Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark } from './content.ts';
import { creationId, endId, eventId, outcomeOf } from './job-moments.ts';
import { indexOf } from './moments.ts';
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
export function jobLanes(timeline: Timeline, until: number): readonly Lane[] {
  const { job } = timeline;
  if (job === undefined) return [];
  const places = new Map(job.pods.map((pod, i) => [pod, i]));
  const marksOf = (pod: JobPod, before: JobPod | undefined): readonly Mark[] => {
    const place = places.get(pod) ?? 0;
    const made = explainedBy(timeline, creationId('Job', job.events, place));
    return [
      ...wait(before, pod).map((mark) => ({ ...mark, ...made })),
      { ...podMark(pod, place + 1, until), ...made },
      ...exitMark(pod, place + 1, until).map((mark) => ({ ...mark, ...explainedBy(timeline, endId(place)) })),
    ];
  };
  const rows = rowsOf(job.pods, until, ({ ended }) => ended);
  return (rows.length > 0 ? rows : [[]]).map((pods, i) => ({
    id: i === 0 ? 'job' : `job-${i}`,
    kind: 'job',
    title: i === 0 ? 'Job' : '',
    field: 'Job:spec',
    marks: [...pods.flatMap((pod, j) => marksOf(pod, pods[j - 1])), ...(i === 0 ? endMarks(timeline, job, until) : [])],
  }));
}

/** @param until seconds where the picture ends */
export function cronJobLanes(timeline: Timeline, until: number): readonly Lane[] {
  const { jobs = [], events = [] } = timeline.cronJob ?? {};
  const places = new Map(jobs.map((job, i) => [job, i]));
  const markOf = (job: CronJobRun): Mark => {
    const place = places.get(job) ?? 0;
    return { ...runMark(job, place + 1, until), ...explainedBy(timeline, creationId('CronJob', events, place)) };
  };
  return rowsOf(jobs, until, ({ ended, deleted }) => ended ?? deleted).map((row, i) => ({
    id: i === 0 ? 'cronjob' : `cronjob-${i}`,
    kind: 'job',
    title: i === 0 ? 'CronJob' : '',
    field: 'CronJob:spec',
    marks: row.map(markOf),
  }));
}

function explainedBy(timeline: Timeline, id: string): Pick<Mark, 'step'> {
  const step = indexOf(timeline, id);
  return step === undefined ? {} : { step };
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

function podMark(pod: JobPod, number: number, until: number): Mark {
  const to = Math.min(pod.ended ?? until, until);
  const outcome = outcomeOf(pod);
  return {
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
}

/** Where a Pod fails. */
function exitMark(pod: JobPod, number: number, until: number): readonly Mark[] {
  const { phase, ended } = pod;
  if (phase !== 'Failed' || ended === undefined || ended > until) return [];
  const text = l10n.t('Pod {0} of the Job {1}', number, outcomeOf(pod));
  return [{ id: `job-exit-${number}`, look: 'exit', from: ended, to: ended, labels: [], text, good: false }];
}

const labelsOf = ({ completionIndex: index }: JobPod, number: number, outcome: string): readonly string[] =>
  index === undefined
    ? [l10n.t('Pod {0} {1}', number, outcome), l10n.t('Pod {0}', number), String(number)]
    : [l10n.t('index {0} {1}', index, outcome), l10n.t('index {0}', index), String(index)];

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

function endMarks(timeline: Timeline, { end, deleted, events }: JobCourse, until: number): readonly Mark[] {
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
      ...explainedBy(
        timeline,
        eventId(
          'Job',
          events.findLastIndex(({ t }) => t === end.t),
        ),
      ),
      ...(to === until ? { open: true } : {}),
    },
  ];
}
