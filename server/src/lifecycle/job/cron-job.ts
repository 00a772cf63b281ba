/**
 * The CronJob controller over Jobs that all go like the first one: when it makes them, keeps them from being made, and
 * deletes them (`cronjob_controllerv2.go`). Times are seconds since the first one is due.
 */
import * as l10n from '@vscode/l10n';
import { asMapping, asNumber, asString } from '../../model/plain.ts';
import { nextRuns, parseSchedule, type Schedule } from '../../model/schedule.ts';
import { because } from '../recorder.ts';
import type { ControllerEvent, CronJobCourse, CronJobRun, JobCourse, Why } from '../timeline.ts';
import type { PodDeletion } from './run.ts';

/** A CronJob's own fields, defaulted as the API server does. */
export interface CronJob {
  readonly name: string;
  readonly schedule: Schedule;
  /** By whose clock. */
  readonly zone: string;
  readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
  /** Seconds. */
  readonly startingDeadlineSeconds?: number;
  readonly successfulJobsHistoryLimit: number;
  readonly failedJobsHistoryLimit: number;
  readonly suspend: boolean;
}

/** Undefined for other objects, and for a schedule that cannot be followed. */
export function readCronJob(object: unknown): CronJob | undefined {
  const { kind, metadata, spec: given } = asMapping(object);
  const spec = asMapping(given);
  const schedule = parseSchedule(asString(spec.schedule) ?? '');
  if (kind !== 'CronJob' || schedule === undefined) return undefined;
  const policy = (['Forbid', 'Replace'] as const).find((known) => known === spec.concurrencyPolicy);
  const startingDeadlineSeconds = asNumber(spec.startingDeadlineSeconds);
  return {
    name: asString(asMapping(metadata).name) ?? '',
    schedule,
    zone: asString(spec.timeZone) ?? schedule.zone ?? 'UTC',
    concurrencyPolicy: policy ?? 'Allow',
    ...(startingDeadlineSeconds !== undefined && { startingDeadlineSeconds }),
    successfulJobsHistoryLimit: asNumber(spec.successfulJobsHistoryLimit) ?? 3,
    failedJobsHistoryLimit: asNumber(spec.failedJobsHistoryLimit) ?? 1,
    suspend: spec.suspend === true,
  };
}

/** More Jobs than anybody wants to read of, and how many times are told that lie behind the Timeline's end. */
const MOST_JOBS = 100;
const TOLD_AHEAD = 3;

interface Span {
  /** Now, in milliseconds since 1970: the first Job is the next one that is due. */
  readonly now: number;
  /** Seconds that are followed. */
  readonly until: number;
}

interface Made extends CronJobRun {
  ended?: number;
  type?: 'Complete' | 'Failed';
  deleted?: number;
  removal?: PodDeletion;
}

const exists = ({ deleted = Number.POSITIVE_INFINITY }: Made, t: number): boolean => t < deleted;

/**
 * @param job what becomes of the first Job if the CronJob does not delete it
 * @returns the CronJob's course, and when its first Job is deleted; undefined: it is never due
 */
export function followCronJob(
  cronJob: CronJob,
  { end, deleted: expiry }: Pick<JobCourse, 'end' | 'deleted'>,
  { now, until }: Span,
): { readonly course: CronJobCourse; readonly removal?: PodDeletion } | undefined {
  const { name, concurrencyPolicy, startingDeadlineSeconds: deadline = Number.POSITIVE_INFINITY } = cronJob;
  const instants = nextRuns(cronJob.schedule, now, cronJob.zone, MOST_JOBS + TOLD_AHEAD);
  const [first] = instants;
  if (first === undefined) return undefined;
  const inTime = (instant: number): number => (instant - first) / 1000;
  const followed = cronJob.suspend ? [] : instants.slice(0, MOST_JOBS).filter((instant) => inTime(instant) <= until);
  const next = instants
    .slice(followed.length, followed.length + TOLD_AHEAD)
    .map((instant) => new Date(instant).toISOString());
  const start = new Date(first).toISOString();
  if (cronJob.suspend) return { course: { start, events: [], jobs: [], next: [] } };

  const events: ControllerEvent[] = [];
  const jobs: Made[] = [];
  let lastScheduled = Number.NEGATIVE_INFINITY;
  const tell = (t: number, reason: string, message: string, why: Why): void => {
    events.push({ t, type: 'Normal', reason, from: 'cronjob-controller', message, why });
  };
  const remove = (job: Made, t: number, why: Why): void => {
    job.deleted = t;
    job.removal = { at: t - job.created, why };
    tell(t, 'SuccessfulDelete', `Deleted job ${job.name}`, why);
  };
  const active = (t: number): readonly Made[] => jobs.filter((job) => job.type === undefined && exists(job, t));
  /** The latest time at which it was due and made no Job, unless that is too long ago. */
  const missed = (t: number): number | undefined =>
    followed.findLast((instant) => inTime(instant) <= t && inTime(instant) > Math.max(lastScheduled, t - deadline));

  /** Finished Jobs beyond the limits go, the oldest first. */
  const cleanUp = (t: number): void => {
    for (const [type, most, field] of [
      ['Complete', cronJob.successfulJobsHistoryLimit, 'successfulJobsHistoryLimit'],
      ['Failed', cronJob.failedJobsHistoryLimit, 'failedJobsHistoryLimit'],
    ] as const) {
      const finished = jobs.filter((job) => job.type === type && exists(job, t));
      const why = because(l10n.t('More Jobs have ended so than {0}, {1}, keeps.', field, most), [`spec.${field}`]);
      for (const job of finished.slice(0, Math.max(0, finished.length - most))) remove(job, t, why);
    }
  };
  const make = (t: number): void => {
    const instant = missed(t);
    if (instant === undefined) return;
    const policy = ['spec.concurrencyPolicy'];
    if (concurrencyPolicy === 'Forbid' && active(t).length > 0) {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      const text = l10n.t('It is due, and the Job before has not ended: concurrencyPolicy is Forbid.');
      tell(t, 'JobAlreadyActive', message, because(text, policy));
      return;
    }
    if (concurrencyPolicy === 'Replace') {
      const text = l10n.t('The next Job is due, and concurrencyPolicy is Replace.');
      for (const job of active(t)) remove(job, t, because(text, policy));
    }
    const due = inTime(instant);
    const job = { name: `${name}-${instant / 60_000}`, due, created: t };
    jobs.push(job);
    lastScheduled = due;
    const text =
      due === t
        ? l10n.t('It is due.')
        : l10n.t('It was due {0} s ago, and could not be made then.', Math.round(t - due));
    tell(t, 'SuccessfulCreate', `Created job ${job.name}`, because(text, ['spec.schedule']));
  };

  let times = followed.map(inTime);
  for (let t = times.shift(); t !== undefined && t <= until; t = times.shift()) {
    const ending = active(t).find((job) => end !== undefined && job.created + end.t === t);
    if (ending !== undefined && end !== undefined) {
      // The Job's status changes twice: what is due is found to be impossible once more before its end is seen.
      if (concurrencyPolicy === 'Forbid') make(t);
      ending.ended = t;
      ending.type = end.type;
      if (expiry !== undefined) ending.deleted = ending.created + expiry.t;
      cleanUp(t);
      if (exists(ending, t)) {
        const why = because(l10n.t('The Job has ended.'));
        tell(t, 'SawCompletedJob', `Saw completed job: ${ending.name}, condition: ${end.type}`, why);
      }
    }
    make(t);
    const ends = active(t).flatMap(({ created }) => (end === undefined ? [] : [created + end.t]));
    times = [...new Set([...times, ...ends])].filter((time) => time > t).sort((a, b) => a - b);
  }
  const removal = jobs[0]?.removal;
  return {
    course: { start, events, jobs: jobs.map(({ removal: _, ...job }) => job), next },
    ...(removal !== undefined && { removal }),
  };
}
