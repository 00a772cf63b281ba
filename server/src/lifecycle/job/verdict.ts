/** Whether a Job fails, or is good enough, as the controller judges it before it makes Pods (`syncJob`). */
import * as l10n from '@vscode/l10n';
import { because } from '../recorder.ts';
import type { PolicyMatch } from './failure-policy.ts';
import { formatIndexes, matchSuccessPolicy } from './indexes.ts';
import type { Job } from './job.ts';
import { heardAt, stateAt, wholeSecond } from './observed-pod.ts';
import type { Run, Verdict } from './run.ts';

interface Counted {
  readonly successes: number;
  readonly failures: number;
  /** What the rules say of the failures that are new. */
  readonly matches: readonly PolicyMatch[];
}

/** Whether the Job fails, or is good enough, in the order in which the controller asks. */
export function judge(run: Run, t: number, { failures, matches }: Counted): Verdict | undefined {
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
export function deadlineOf({ activeDeadlineSeconds: seconds, suspend }: Job): number {
  return seconds === undefined || suspend ? Number.POSITIVE_INFINITY : wholeSecond(0) + seconds;
}

/** With restartPolicy OnFailure the restarts of Pods that have not ended count (`pastBackoffLimitOnFailure`). */
function restartsExceed({ job: { restartsInPlace, backoffLimit }, members }: Run, t: number): boolean {
  if (!restartsInPlace) return false;
  const restarts = members.reduce((sum, { seen }) => {
    const heard = heardAt(t);
    const counts = ['active', 'terminating'].includes(stateAt(seen, heard));
    return counts ? sum + (seen.restarts.findLast((each) => each.t <= heard)?.count ?? 0) : sum;
  }, 0);
  return restarts >= Math.max(1, backoffLimit);
}

export function completed({ completions }: Job): Verdict {
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
