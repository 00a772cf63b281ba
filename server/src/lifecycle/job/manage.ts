/** The Pods that are missing are made (`manageJob`). */
import * as l10n from '@vscode/l10n';
import { because } from '../recorder.ts';
import type { Why } from '../why.ts';
import { type BackOff, backOffSeconds, endOf } from './back-off.ts';
import { matchFailurePolicy } from './failure-policy.ts';
import { pendingIndexes } from './indexes.ts';
import { BATCH, finishedAt, type PodState } from './observed-pod.ts';
import { create, type Member, MOST_PODS, type Run, tell } from './run.ts';

interface Managed {
  readonly active: readonly Member[];
  readonly states: ReadonlyMap<Member, PodState>;
  /** Failures that are new. */
  readonly failed: readonly Member[];
  readonly successes: number;
  readonly backOff: BackOff;
}

/** Makes the Pods that are missing (`manageJob`); how many more, or fewer, there are then. */
export function manage(run: Run, t: number, { active, states, failed, successes, backOff }: Managed): number {
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
