/**
 * The Job controller over simulated Pods: what it makes of a Job's Pods, one sync after the other (`job_controller.go`,
 * `syncJob`). Times are seconds since the Job's creation.
 */
import * as l10n from '@vscode/l10n';
import { because } from '../recorder.ts';
import type { JobCourse, JobPod, Timeline } from '../timeline.ts';
import { type BackOff, backOffAfter } from './back-off.ts';
import { exitCodesOf, matchFailurePolicy, type PolicyMatch } from './failure-policy.ts';
import type { Job } from './job.ts';
import { manage } from './manage.ts';
import { BATCH, heardAt, type PodState, stateAt, wholeSecond } from './observed-pod.ts';
import {
  deletePod,
  type Live,
  type Member,
  MOST_PODS,
  type PodDeletion,
  type Run,
  rounded,
  tell,
  tellDeletion,
} from './run.ts';
import { completed, deadlineOf, judge } from './verdict.ts';

/**
 * @param until seconds
 * @param removal somebody deletes the Job then, if it has not ended before
 * @returns the Timeline of the first Pod, and the Job's course
 */
export function followJob(
  job: Job,
  live: Live,
  until: number,
  removal?: PodDeletion,
): { readonly first: Timeline; readonly course: JobCourse } {
  const run: Run = {
    job,
    live,
    until,
    members: [],
    events: [],
    completed: new Set(),
    failedIndexes: new Set(),
    succeeded: 0,
    failed: 0,
    backOff: { failures: 0, last: 0 },
    target: undefined,
    end: undefined,
    isSuspended: false,
    due: Number.POSITIVE_INFINITY,
  };
  const stop = Math.min(until, removal?.at ?? until);
  for (let t = 0; t <= stop && run.end === undefined && run.members.length < MOST_PODS; ) {
    const isChanged = sync(run, t);
    t = nextSync(run, t, isChanged);
  }
  const deletion = removal ?? expiryOf(run);
  const isDeleted = deletion !== undefined && deletion.at <= until;
  if (isDeleted)
    for (const member of run.members)
      if (member.seen.deleted === undefined) deletePod(run, member, deletion.at, deletion.why);
  const { members, events, end } = run;
  const course: JobCourse = {
    events,
    pods: members.map((member) => summaryOf(member)),
    ...(end !== undefined && {
      end: { t: rounded(end.t), type: end.verdict.type, reason: end.verdict.reason, message: end.verdict.message },
    }),
    ...(isDeleted && { deleted: { t: rounded(deletion.at), why: deletion.why } }),
    ...(members.length >= MOST_PODS && { isCut: true }),
  };
  return { first: members[0]?.timeline ?? live({ number: 0, ...firstIndex(job) }, until), course };
}

const firstIndex = ({ isIndexed }: Job): { readonly completionIndex?: number } =>
  isIndexed ? { completionIndex: 0 } : {};

/** When the TTL controller deletes the finished Job (`ttlafterfinished`): the API has its end in whole seconds. */
function expiryOf({ job: { ttlSecondsAfterFinished: ttl }, end }: Run): PodDeletion | undefined {
  if (ttl === undefined || end === undefined) return undefined;
  const text = l10n.t('The Job has been finished for {0} s, its ttlSecondsAfterFinished.', ttl);
  return { at: Math.max(end.t, wholeSecond(end.t) + ttl), why: because(text, ['spec.ttlSecondsAfterFinished']) };
}

/** One look at the Job; whether it changed anything, which makes it look again. */
function sync(run: Run, t: number): boolean {
  const { job } = run;
  run.due = Number.POSITIVE_INFINITY;
  const states = new Map(run.members.map((member) => [member, stateAt(member.seen, heardAt(t))]));
  const fresh = run.members.filter(({ isCounted }) => !isCounted);
  const succeeded = fresh.filter((member) => states.get(member) === 'Succeeded');
  const failed = fresh.filter((member) => isFailed(job, states.get(member)));
  const matches = new Map(failed.map((member) => [member, matchFailurePolicy(job.failureRules, member.timeline)]));
  const counting = failed.filter((member) => matches.get(member)?.action !== 'Ignore');
  const active = run.members.filter((member) => states.get(member) === 'active');
  const backOff = backOffAfter(
    run.backOff,
    succeeded.map(({ seen }) => seen),
    failed.map(({ seen }) => seen),
    t,
  );

  for (const { place } of succeeded) if (place.completionIndex !== undefined) run.completed.add(place.completionIndex);
  for (const member of failed)
    if (isIndexFailed(job, member, matches.get(member)))
      run.failedIndexes.add(member.place.completionIndex ?? Number.NaN);
  const successes = job.isIndexed ? run.completed.size : run.succeeded + succeeded.length;
  const failures = run.failed + counting.length;

  const verdict = run.target ?? judge(run, t, { successes, failures, matches: [...matches.values()] });
  let isChanged = false;
  let remaining = active.length;
  if (verdict !== undefined) {
    isChanged ||= run.target === undefined;
    run.target = verdict;
    for (const member of active) tellDeletion(run, member, t, verdict.why);
    remaining = 0;
    isChanged ||= active.length > 0;
  } else {
    const managed = manage(run, t, { active, states, failed, successes, backOff });
    isChanged ||= managed !== 0;
    remaining += managed;
    const isComplete = job.completions === undefined ? successes > 0 : successes >= job.completions;
    if (isComplete && remaining === 0) {
      run.target = completed(job);
      isChanged = true;
    }
  }
  if (count(run, { succeeded, failed, counting, active, backOff }) > 0) isChanged = true;
  // Of those that it has just deleted, too, it waits for the end.
  const isWaiting =
    (verdict !== undefined && active.length > 0) || [...states.values()].some((state) => state === 'terminating');
  if (run.target !== undefined && !isWaiting) {
    const { target } = run;
    run.end = { t, verdict: target };
    if (target.type === 'Complete') tell(run, t, 'Normal', 'Completed', 'Job completed', target.why);
    else tell(run, t, 'Warning', target.reason, target.message, target.why);
  }
  return isChanged;
}

/** A Pod that is being deleted counts as failed, unless only those that have ended are replaced (`isPodFailed`). */
function isFailed({ replacesOnlyFailed }: Job, state: PodState | undefined): boolean {
  return state === 'Failed' || state === 'gone' || (state === 'terminating' && !replacesOnlyFailed);
}

function isIndexFailed({ backoffLimitPerIndex }: Job, { failures }: Member, match: PolicyMatch | undefined): boolean {
  if (backoffLimitPerIndex === undefined || match?.action === 'Ignore') return false;
  return match?.action === 'FailIndex' || failures.counted >= backoffLimitPerIndex;
}

/**
 * Takes what is new into the Job's status (`trackJobStatusAndRemoveFinalizers`). The last failed Pod of an index waits
 * until another has taken its place, so that its failures are known then. How many Pods were taken in.
 */
function count(
  run: Run,
  {
    succeeded,
    failed,
    counting,
    active,
    backOff,
  }: Record<'succeeded' | 'failed' | 'counting' | 'active', readonly Member[]> & { readonly backOff: BackOff },
): number {
  run.backOff = backOff;
  const isOver = run.target !== undefined;
  let counted = 0;
  const busy = new Set(active.map(({ place }) => place.completionIndex));
  for (const member of [...succeeded, ...failed]) {
    const { completionIndex = Number.NaN } = member.place;
    const waits =
      run.job.backoffLimitPerIndex !== undefined &&
      !isOver &&
      failed.includes(member) &&
      !busy.has(completionIndex) &&
      !run.failedIndexes.has(completionIndex) &&
      !run.completed.has(completionIndex);
    if (waits) continue;
    member.isCounted = true;
    counted++;
    if (succeeded.includes(member)) run.succeeded++;
    else if (counting.includes(member)) run.failed++;
  }
  // What it deletes itself counts, but is not waited for by the back-off.
  if (isOver) for (const member of active) member.isCounted = true;
  return counted;
}

/** A second after the first change since the last look, at the end of a back-off, or at the deadline. */
function nextSync({ job, members, due }: Run, t: number, isChanged: boolean): number {
  const changes = members.flatMap(({ seen }) => seen.changes.find((change) => change > heardAt(t)) ?? []);
  const looks = [...(isChanged ? [t] : []), ...changes].map((change) => change + BATCH);
  return Math.min(...[...looks, due, deadlineOf(job)].filter((look) => look > t));
}

function summaryOf({ timeline, place, seen, created }: Member): JobPod {
  const { end } = seen;
  return {
    name: timeline.pod.name,
    ...(place.completionIndex !== undefined && { completionIndex: place.completionIndex }),
    created: rounded(created),
    ...(end !== undefined && { ended: rounded(end.t), phase: end.phase }),
    ...(end?.reason !== undefined && { reason: end.reason }),
    ...(end?.why !== undefined && { why: because(end.why.text, end.why.fields) }),
    restarts: seen.restarts.at(-1)?.count ?? 0,
    exitCodes: Object.fromEntries(exitCodesOf(timeline)),
  };
}
