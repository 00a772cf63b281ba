/** A CronJob's own fields, as its controller goes by them. */
import { asMapping, asNumber, asString } from '../../model/plain.ts';
import { parseSchedule, type Schedule } from '../../model/schedule.ts';

/** The `spec` of a CronJob, defaulted as the API server does. */
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
