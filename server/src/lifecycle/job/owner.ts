/** The objects that make a Pod: the Job, and the CronJob that makes the Job. */
import * as l10n from '@vscode/l10n';
import { asMapping } from '../../model/plain.ts';
import type { Assumed, Timeline } from '../timeline.ts';
import { followJob } from './controller.ts';
import { followCronJob } from './cron-controller.ts';
import { readCronJob } from './cron-job.ts';
import type { Job } from './job.ts';
import type { Live } from './run.ts';

/** The course of the Job, and of the CronJob that made it; once that is known to delete the Job, the Job's anew. */
export function followOwner(
  owner: unknown,
  job: Job,
  live: Live,
  { now, until }: { readonly now: number | undefined; readonly until: number },
): Pick<Timeline, 'job' | 'cronJob'> & { readonly timeline: Timeline } {
  const cronJob = readCronJob(owner);
  const alone = followJob(job, live, until);
  const cron =
    cronJob === undefined || now === undefined ? undefined : followCronJob(cronJob, alone.course, { now, until });
  const { first, course } = cron?.removal === undefined ? alone : followJob(job, live, until, cron.removal);
  return { timeline: first, job: course, ...(cron !== undefined && { cronJob: cron.course }) };
}

/** Nothing is made as long as a Job or a CronJob is suspended; the Timeline is that of what it would make. */
export function suspendedOf(owner: unknown, job: Job): Assumed[] {
  const isCronJob = asMapping(owner).kind === 'CronJob' && asMapping(asMapping(owner).spec).suspend === true;
  if (!isCronJob && job.suspend !== true) return [];
  const text = isCronJob
    ? l10n.t('The CronJob is suspended: this is how the first Pod would live if it were not.')
    : l10n.t('The Job is suspended: this is how its first Pod would live if it were not.');
  return [{ key: 'suspend', text, source: 'default' }];
}
