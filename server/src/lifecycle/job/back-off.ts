/** How long the controller waits after failures before it makes another Pod (`backoff_utils.go`). */
import { finishedAt, type ObservedPod } from './observed-pod.ts';

const FIRST_BACK_OFF = 10;
const LONGEST_BACK_OFF = 600;

/** Failures since the last success, and when the last of them ended. */
export interface BackOff {
  readonly failures: number;
  readonly last: number;
}

/** A success resets the back-off; the failures that ended after it count anew (`newBackoffRecord`). */
export function backOffAfter(
  before: BackOff,
  succeeded: readonly ObservedPod[],
  failed: readonly ObservedPod[],
  t: number,
): BackOff {
  const finished = (pod: ObservedPod): number => finishedAt(pod, t);
  const lastSuccess = Math.max(...succeeded.map(finished));
  const since = failed.filter((pod) => finished(pod) > lastSuccess);
  return {
    failures: (succeeded.length > 0 ? 0 : before.failures) + since.length,
    last: since.length > 0 ? Math.max(...since.map(finished)) : before.last,
  };
}

/** When the back-off is over: 10, 20, 40 … 600 s after the last failure. */
export function endOf({ failures, last }: BackOff): number {
  return failures === 0 ? Number.NEGATIVE_INFINITY : last + backOffSeconds(failures);
}

export function backOffSeconds(failures: number): number {
  return Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** Math.min(failures - 1, 20));
}
