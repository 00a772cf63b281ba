/**
 * The Job controller over simulated Pods: what it makes of a Job's Pods, one sync after the other (`job_controller.go`,
 * `syncJob`). Times are seconds since the Job's creation.
 */
import * as l10n from '@vscode/l10n';
import { because } from '../recorder.ts';
import { SPREAD } from '../spread.ts';
import type { ControllerEvent, JobCourse, JobPod, Timeline, Why } from '../timeline.ts';
import { exitCodesOf, matchFailurePolicy, type PolicyMatch } from './failure-policy.ts';
import { formatIndexes, matchSuccessPolicy, pendingIndexes } from './indexes.ts';
import type { Job } from './job.ts';
import { finishedAt, type ObservedPod, observePod, type PodState, stateAt, wholeSecond } from './observed-pod.ts';

/** Which Pod of the Job it is. */
export interface PodPlace {
  /** How many came before it: of its completion index, or of the Job where it has none. */
  readonly number: number;
  readonly completionIndex?: number;
}

export interface PodDeletion {
  /** Seconds since the Pod's creation. */
  readonly at: number;
  readonly why: Why;
}

/** Simulates one Pod of the Job from its creation on, for so many seconds. */
export type Live = (place: PodPlace, until: number, deletion?: PodDeletion) => Timeline;

/** The controller looks a second after a change, so that several count as one (`SyncJobBatchPeriod`). */
const BATCH = 1;
const HEARS_AFTER = SPREAD.jobHears / 1000;
const FIRST_BACK_OFF = 10;
const LONGEST_BACK_OFF = 600;
/** More Pods than anybody wants to read of. */
const MOST_PODS = 200;

interface Member {
  readonly place: PodPlace;
  readonly created: number;
  /** Failures of its index before it, as its annotations have them: counted, and left out by an `Ignore` rule. */
  readonly failures: { readonly counted: number; readonly ignored: number };
  timeline: Timeline;
  seen: ObservedPod;
  /** The Job's status has it already: its finalizer is gone. */
  isCounted: boolean;
}

/** How the Job is going to end, or has ended. */
interface Verdict {
  readonly type: 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
  readonly why: Why;
}

/** What the controller keeps from sync to sync: the Job's status, and its memory of failures. */
interface Run {
  readonly job: Job;
  readonly live: Live;
  readonly until: number;
  readonly members: Member[];
  readonly events: ControllerEvent[];
  readonly completed: Set<number>;
  readonly failedIndexes: Set<number>;
  succeeded: number;
  failed: number;
  /** Failures since the last success, and when the last one ended. */
  backOff: BackOff;
  /** Its condition `SuccessCriteriaMet` or `FailureTarget`: it ends so when no Pod is left. */
  target: Verdict | undefined;
  end: { readonly t: number; readonly verdict: Verdict } | undefined;
  isSuspended: boolean;
  /** When it looks again without a change. */
  due: number;
}

interface BackOff {
  readonly failures: number;
  readonly last: number;
}

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
    ...{ job, live, until, members: [], events: [], completed: new Set(), failedIndexes: new Set() },
    ...{ succeeded: 0, failed: 0, backOff: { failures: 0, last: 0 }, target: undefined, end: undefined },
    ...{ isSuspended: false, due: Number.POSITIVE_INFINITY },
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
  const states = new Map(run.members.map((member) => [member, stateAt(member.seen, t - HEARS_AFTER)]));
  const fresh = run.members.filter(({ isCounted }) => !isCounted);
  const succeeded = fresh.filter((member) => states.get(member) === 'Succeeded');
  const failed = fresh.filter((member) => isFailed(job, states.get(member)));
  const matches = new Map(failed.map((member) => [member, matchFailurePolicy(job.failureRules, member.timeline)]));
  const counting = failed.filter((member) => matches.get(member)?.action !== 'Ignore');
  const active = run.members.filter((member) => states.get(member) === 'active');
  const backOff = backOffAfter(run.backOff, succeeded, failed, t);

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

/** A success resets the back-off; the failures that ended after it count anew (`newBackoffRecord`). */
function backOffAfter(before: BackOff, succeeded: readonly Member[], failed: readonly Member[], t: number): BackOff {
  const finished = ({ seen }: Member): number => finishedAt(seen, t);
  const lastSuccess = Math.max(...succeeded.map(finished));
  const since = failed.filter((member) => finished(member) > lastSuccess);
  return {
    failures: (succeeded.length > 0 ? 0 : before.failures) + since.length,
    last: since.length > 0 ? Math.max(...since.map(finished)) : before.last,
  };
}

interface Counted {
  readonly successes: number;
  readonly failures: number;
  /** What the rules say of the failures that are new. */
  readonly matches: readonly PolicyMatch[];
}

/** Whether the Job fails, or is good enough, in the order in which the controller asks. */
function judge(run: Run, t: number, { failures, matches }: Counted): Verdict | undefined {
  const { job, completed: succeeded, failedIndexes } = run;
  const failure = (reason: string, message: string, text: string, field: string): Verdict => {
    return { type: 'Failed', reason, message, why: because(text, [`spec.${field}`]) };
  };
  const message = matches.find((match) => match.message !== undefined)?.message;
  if (message !== undefined) {
    const text = l10n.t('A rule of the podFailurePolicy says FailJob.');
    return failure('PodFailurePolicy', message, text, 'podFailurePolicy');
  }
  if (failures > job.backoffLimit || restartsExceed(run, t)) {
    const text = job.restartsInPlace
      ? l10n.t('There have been more restarts of its containers than backoffLimit, {0}, allows.', job.backoffLimit)
      : l10n.t('There have been more failed Pods than backoffLimit, {0}, allows.', job.backoffLimit);
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit', text, 'backoffLimit');
  }
  if (t >= deadlineOf(job)) {
    const text = l10n.t(
      'The Job has been active for {0} s, its activeDeadlineSeconds.',
      job.activeDeadlineSeconds ?? 0,
    );
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline', text, 'activeDeadlineSeconds');
  }
  const failed = formatIndexes(failedIndexes);
  if (job.maxFailedIndexes !== undefined && failedIndexes.size > job.maxFailedIndexes) {
    const said = 'Job has exceeded the specified maximal number of failed indexes';
    const text = l10n.t(
      'More indexes have failed, {0}, than maxFailedIndexes, {1}, allows.',
      failed,
      job.maxFailedIndexes,
    );
    return failure('MaxFailedIndexesExceeded', said, text, 'maxFailedIndexes');
  }
  if (failedIndexes.size > 0 && failedIndexes.size + succeeded.size >= (job.completions ?? 0)) {
    const text = l10n.t('Every index has ended, and these have failed: {0}.', failed);
    return failure('FailedIndexes', 'Job has failed indexes', text, 'backoffLimitPerIndex');
  }
  const rule = matchSuccessPolicy(job.successRules, succeeded);
  if (rule === undefined) return undefined;
  const text = l10n.t(
    'The indexes {0} have succeeded, which is enough for rule {1} of the successPolicy.',
    formatIndexes(succeeded),
    rule,
  );
  return {
    type: 'Complete',
    reason: 'SuccessPolicy',
    message: `Matched rules at index ${rule}`,
    why: because(text, [`spec.successPolicy.rules[${rule}]`]),
  };
}

/** The API has the Job's start in whole seconds. */
function deadlineOf({ activeDeadlineSeconds: seconds, suspend }: Job): number {
  return seconds === undefined || suspend ? Number.POSITIVE_INFINITY : wholeSecond(0) + seconds;
}

/** With restartPolicy OnFailure the restarts of Pods that have not ended count (`pastBackoffLimitOnFailure`). */
function restartsExceed({ job: { restartsInPlace, backoffLimit }, members }: Run, t: number): boolean {
  if (!restartsInPlace) return false;
  const restarts = members.reduce((sum, { seen }) => {
    const heard = t - HEARS_AFTER;
    const counts = ['active', 'terminating'].includes(stateAt(seen, heard));
    return counts ? sum + (seen.restarts.findLast((each) => each.t <= heard)?.count ?? 0) : sum;
  }, 0);
  return restarts >= Math.max(1, backoffLimit);
}

function completed({ completions }: Job): Verdict {
  const text =
    completions === undefined
      ? l10n.t('The Job is complete: one Pod succeeded.')
      : l10n.t('The Job is complete: {0} of {0} Pods succeeded.', completions);
  return {
    type: 'Complete',
    reason: 'CompletionsReached',
    message: 'Reached expected number of succeeded pods',
    why: because(text, ['spec.completions']),
  };
}

interface Managed {
  readonly active: readonly Member[];
  readonly states: ReadonlyMap<Member, PodState>;
  /** Failures that are new. */
  readonly failed: readonly Member[];
  readonly successes: number;
  readonly backOff: BackOff;
}

/** Makes the Pods that are missing (`manageJob`); how many more, or fewer, there are then. */
function manage(run: Run, t: number, { active, states, failed, successes, backOff }: Managed): number {
  const { job } = run;
  if (job.suspend) {
    if (run.isSuspended) return 0;
    run.isSuspended = true;
    tell(run, t, 'Normal', 'Suspended', 'Job suspended', because(l10n.t('suspend is true.'), ['spec.suspend']));
    return 0;
  }
  const wanted =
    job.completions === undefined
      ? successes > 0
        ? active.length
        : job.parallelism
      : Math.max(0, Math.min(job.parallelism, job.completions - successes));
  const terminating = run.members.filter((member) => states.get(member) === 'terminating');
  const missing = wanted - active.length - (job.replacesOnlyFailed ? terminating.length : 0);
  if (missing <= 0) return 0;
  const most = Math.min(missing, MOST_PODS - run.members.length);

  if (!job.isIndexed) {
    if (isHeldBack(run, t, backOff)) return 0;
    const why = reasonFor(run, backOff);
    for (let count = 0; count < most; count++) create(run, t, undefined, why);
    return most;
  }
  const taken = new Set([...run.completed, ...run.failedIndexes]);
  for (const { place } of [...active, ...(job.replacesOnlyFailed ? terminating : [])])
    if (place.completionIndex !== undefined) taken.add(place.completionIndex);
  const indexes = pendingIndexes(taken, job.completions ?? 0, most);
  if (job.backoffLimitPerIndex === undefined) {
    if (isHeldBack(run, t, backOff)) return 0;
    const why = reasonFor(run, backOff);
    for (const index of indexes) create(run, t, index, why);
    return indexes.length;
  }
  const waits = indexes.map((index) => {
    const last = failed.findLast(({ place }) => place.completionIndex === index);
    const failures = last === undefined ? 0 : last.failures.counted + last.failures.ignored + 1;
    return { index, last, record: { failures, last: last === undefined ? 0 : finishedAt(last.seen, t) } };
  });
  const ready = waits.filter(({ record }) => endOf(record) <= t);
  if (ready.length === 0) run.due = Math.max(t + BATCH, Math.min(...waits.map(({ record }) => endOf(record))));
  for (const { index, last, record } of ready) {
    const isIgnored = last !== undefined && matchFailurePolicy(job.failureRules, last.timeline).action === 'Ignore';
    const { counted, ignored } = last?.failures ?? { counted: 0, ignored: 0 };
    const failures =
      last === undefined
        ? { counted, ignored }
        : { counted: counted + Number(!isIgnored), ignored: ignored + Number(isIgnored) };
    create(run, t, index, reasonForIndex(run, index, record), failures);
  }
  return ready.length;
}

/** Whether the back-off of the whole Job goes on; it looks again at its end. */
function isHeldBack(run: Run, t: number, backOff: BackOff): boolean {
  const end = endOf(backOff);
  if (end <= t) return false;
  run.due = Math.max(t + BATCH, end);
  return true;
}

/** When the back-off is over: 10, 20, 40 … 600 s after the last failure. */
function endOf({ failures, last }: BackOff): number {
  return failures === 0 ? Number.NEGATIVE_INFINITY : last + backOffSeconds(failures);
}

function backOffSeconds(failures: number): number {
  return Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.min(failures - 1, 20));
}

function reasonFor({ job, members, failed }: Run, { failures }: BackOff): Why {
  const text =
    members.length === 0
      ? l10n.t('The Job begins.')
      : failures === 0
        ? l10n.t('The Job needs more successes.')
        : l10n.t(
            'The back-off of {0} s since the end of the failed Pod is over: failure {1}, and backoffLimit is {2}.',
            backOffSeconds(failures),
            failed,
            job.backoffLimit,
          );
  return because(text, ['spec.backoffLimit']);
}

function reasonForIndex({ job, members }: Run, index: number, { failures }: BackOff): Why {
  const text =
    failures > 0
      ? l10n.t(
          'The back-off of {0} s since the end of the failed Pod of index {1} is over: failure {2}, and backoffLimitPerIndex is {3}.',
          backOffSeconds(failures),
          index,
          failures,
          job.backoffLimitPerIndex ?? 0,
        )
      : members.length === 0
        ? l10n.t('The Job begins.')
        : l10n.t('The Job needs more successes.');
  return because(text, ['spec.backoffLimitPerIndex']);
}

function create(
  run: Run,
  t: number,
  completionIndex: number | undefined,
  why: Why,
  failures: Member['failures'] = { counted: 0, ignored: 0 },
): void {
  const number = run.members.filter(({ place }) => place.completionIndex === completionIndex).length;
  const place: PodPlace = { number, ...(completionIndex !== undefined && { completionIndex }) };
  const timeline = run.live(place, run.until - t);
  run.members.push({ place, created: t, failures, timeline, seen: observePod(timeline, t), isCounted: false });
  tell(run, t, 'Normal', 'SuccessfulCreate', `Created pod: ${timeline.pod.name}`, why);
}

function tellDeletion(run: Run, member: Member, t: number, why: Why): void {
  tell(run, t, 'Normal', 'SuccessfulDelete', `Deleted pod: ${member.timeline.pod.name}`, why);
  deletePod(run, member, t, why);
}

/** The Pod lives anew, up to its deletion as before. */
function deletePod({ live, until }: Run, member: Member, t: number, why: Why): void {
  member.timeline = live(member.place, until - member.created, { at: t - member.created, why });
  member.seen = observePod(member.timeline, member.created);
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

function tell(run: Run, t: number, type: ControllerEvent['type'], reason: string, message: string, why: Why): void {
  run.events.push({ t: rounded(t), type, reason, from: 'job-controller', message, why });
}

/** A second after the first change since the last look, at the end of a back-off, or at the deadline. */
function nextSync({ job, members, due }: Run, t: number, isChanged: boolean): number {
  const changes = members.flatMap(({ seen }) => seen.changes.find((change) => change > t - HEARS_AFTER) ?? []);
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
    restarts: seen.restarts.at(-1)?.count ?? 0,
    exitCodes: Object.fromEntries(exitCodesOf(timeline)),
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
