/**
 * The CronJob controller over Jobs that all go like the first one: when it makes them, keeps them from being made, and
 * deletes them (`cronjob_controllerv2.go`). Times are seconds since the first one is due.
 */
import * as l10n from '@vscode/l10n';
import { nextRuns } from '../../model/schedule.ts';
import { because } from '../recorder.ts';
import type { ControllerEvent, CronJobCourse, CronJobRun, JobCourse } from '../timeline.ts';
import type { Why } from '../why.ts';
import type { CronJob } from './cron-job.ts';
import type { PodDeletion } from './run.ts';

/** More Jobs than anybody wants to read of, and how many times are told that lie behind the Timeline's end. */
const MOST_JOBS = 100;
const TOLD_AHEAD = 3;

interface Span {
  /** Now, in milliseconds since 1970: the first Job is the next one that is due. */
  readonly now: number;
  /** Seconds that are followed. */
  readonly until: number;
}

/** A CronJob that is being followed. */
interface CronRun {
  readonly cronJob: CronJob;
  /** How each Job ends, and when it expires then, since its creation. */
  readonly job: Pick<JobCourse, 'end' | 'deleted'>;
  /** When it is due: since the first time, and in milliseconds since 1970. */
  readonly dues: readonly { readonly t: number; readonly instant: number }[];
  readonly events: ControllerEvent[];
  readonly jobs: Made[];
  lastScheduled: number;
}

interface Made extends CronJobRun {
  ended?: number;
  type?: 'Complete' | 'Failed';
  deleted?: number;
  /** The CronJob deletes it. */
  removal?: PodDeletion;
}

/**
 * @param job what becomes of the first Job if the CronJob does not delete it
 * @returns the CronJob's course, and when its first Job is deleted; undefined: it is never due
 */
export function followCronJob(
  cronJob: CronJob,
  job: CronRun['job'],
  { now, until }: Span,
): { readonly course: CronJobCourse; readonly removal?: PodDeletion } | undefined {
  const instants = nextRuns(cronJob.schedule, now, cronJob.zone, MOST_JOBS + TOLD_AHEAD);
  const [first] = instants;
  if (first === undefined) return undefined;
  const start = inWords(first);
  if (cronJob.suspend) return { course: { start, events: [], jobs: [], next: [] } };
  const dues = instants
    .slice(0, MOST_JOBS)
    .map((instant) => ({ t: (instant - first) / 1000, instant }))
    .filter(({ t }) => t <= until);
  const run: CronRun = { cronJob, job, dues, events: [], jobs: [], lastScheduled: Number.NEGATIVE_INFINITY };
  for (let t: number | undefined = 0; t !== undefined && t <= until; t = nextSync(run, t)) sync(run, t);
  const next = instants.slice(dues.length, dues.length + TOLD_AHEAD).map(inWords);
  const removal = run.jobs[0]?.removal;
  return {
    course: { start, events: run.events, jobs: run.jobs.map(({ removal: _, ...made }) => made), next },
    ...(removal !== undefined && { removal }),
  };
}

/** As RFC 3339 has it. */
const inWords = (instant: number): string => new Date(instant).toISOString();

/** When a Job is due, or one ends. */
function nextSync(run: CronRun, t: number): number | undefined {
  const { end } = run.job;
  const ends = end === undefined ? [] : activeAt(run, t).map(({ created }) => created + end.t);
  const times = [...run.dues.map((due) => due.t), ...ends].filter((time) => time > t);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function sync(run: CronRun, t: number): void {
  const { end } = run.job;
  const ending = end && activeAt(run, t).find(({ created }) => created + end.t === t);
  if (end && ending) {
    // The Job's status changes twice: what is due is found to be impossible once more before its end is seen.
    if (run.cronJob.concurrencyPolicy === 'Forbid') makeJob(run, t);
    finish(run, ending, end.type, t);
  }
  makeJob(run, t);
}

function finish(run: CronRun, made: Made, type: 'Complete' | 'Failed', t: number): void {
  const expiry = run.job.deleted;
  made.ended = t;
  made.type = type;
  if (expiry !== undefined) made.deleted = made.created + expiry.t;
  cleanUp(run, t);
  if (!exists(made, t)) return;
  const message = `Saw completed job: ${made.name}, condition: ${type}`;
  tell(run, t, 'SawCompletedJob', message, because(l10n.t('The Job has ended.')));
}

/** Finished Jobs beyond the limits go, the oldest first (`cleanupFinishedJobs`). */
function cleanUp(run: CronRun, t: number): void {
  const limits = [
    ['Complete', 'successfulJobsHistoryLimit'],
    ['Failed', 'failedJobsHistoryLimit'],
  ] as const;
  for (const [type, field] of limits) {
    const most = run.cronJob[field];
    const finished = run.jobs.filter((made) => made.type === type && exists(made, t));
    const why = because(l10n.t('More Jobs have ended so than {0}, {1}, keeps.', field, most), [`spec.${field}`]);
    for (const made of finished.slice(0, Math.max(0, finished.length - most))) remove(run, made, t, why);
  }
}

/** Makes a Job for the latest time at which it was due and made none, unless something keeps it (`syncCronJob`). */
function makeJob(run: CronRun, t: number): void {
  const { name, concurrencyPolicy, startingDeadlineSeconds = Number.POSITIVE_INFINITY } = run.cronJob;
  const since = Math.max(run.lastScheduled, t - startingDeadlineSeconds);
  const due = run.dues.findLast((each) => each.t <= t && each.t > since);
  if (due === undefined) return;
  const policy = ['spec.concurrencyPolicy'];
  const active = activeAt(run, t);
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    const text = l10n.t('It is due, and the Job before has not ended: concurrencyPolicy is Forbid.');
    tell(run, t, 'JobAlreadyActive', message, because(text, policy));
    return;
  }
  if (concurrencyPolicy === 'Replace') {
    const text = l10n.t('The next Job is due, and concurrencyPolicy is Replace.');
    for (const made of active) remove(run, made, t, because(text, policy));
  }
  const made: Made = { name: `${name}-${due.instant / 60_000}`, due: due.t, created: t };
  run.jobs.push(made);
  run.lastScheduled = due.t;
  const text =
    due.t === t
      ? l10n.t('It is due.')
      : l10n.t('It was due {0} s ago, and could not be made then.', Math.round(t - due.t));
  tell(run, t, 'SuccessfulCreate', `Created job ${made.name}`, because(text, ['spec.schedule']));
}

function remove(run: CronRun, made: Made, t: number, why: Why): void {
  made.deleted = t;
  made.removal = { at: t - made.created, why };
  tell(run, t, 'SuccessfulDelete', `Deleted job ${made.name}`, why);
}

const exists = ({ deleted = Number.POSITIVE_INFINITY }: Made, t: number): boolean => t < deleted;

function activeAt({ jobs }: CronRun, t: number): readonly Made[] {
  return jobs.filter((made) => made.type === undefined && exists(made, t));
}

function tell({ events }: CronRun, t: number, reason: string, message: string, why: Why): void {
  events.push({ t, type: 'Normal', reason, from: 'cronjob-controller', message, why });
}
