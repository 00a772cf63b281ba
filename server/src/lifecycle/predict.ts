/** From a Pod to its timeline: what is assumed of its processes, then what the kubelet does with them. */
import type { Assumptions } from './assumptions/assumptions.ts';
import { givenOf, overruledKeys } from './assumptions/given.ts';
import { readAssumptions } from './assumptions/reader.ts';
import { readJob } from './job/job.ts';
import { followOwner, suspendedOf } from './job/owner.ts';
import { preparePods } from './job/pods.ts';
import type { Live } from './job/run.ts';
import { type SimulateOptions, simulate } from './simulate.ts';
import { jobSpreadAssumed } from './spread.ts';
import { summaryOf } from './summary.ts';
import type { Timeline } from './timeline.ts';

export interface PredictOptions extends SimulateOptions {
  /** The user's own. */
  readonly assumptions?: Assumptions | undefined;
  /**
   * What the user's assumptions are to what commands and images suggest of a container: all that there is to say of it,
   * as an assumption file is (`replace`), or changes to it, as an editor of single assumptions makes them (`overlay`).
   */
  readonly given?: 'replace' | 'overlay';
  /** The object whose template this Pod is of, as a plain object: a Job's goes on with more Pods. */
  readonly owner?: unknown;
  /** Milliseconds since 1970, for a CronJob's schedule. Absent: it is not followed. */
  readonly now?: number;
}

/** Predicts the life of a Pod, given as a plain object with `metadata` and `spec`. Never throws. */
export function predict(manifest: unknown, options: PredictOptions): Timeline {
  const { assumptions: own = {}, given: mode = 'replace', owner, now, ...simulation } = options;
  const given = readAssumptions(own);
  const overlay = mode === 'overlay';
  const job = readJob(owner);
  const pods = preparePods(manifest, job, given, overlay);
  const live: Live = (place, until, deletion) => {
    const { pod, assumptions } = pods.at(place);
    return simulate(pod, assumptions, { ...simulation, until, ...(deletion && { deletion }) });
  };
  const { timeline, ...courses } =
    job === undefined
      ? { timeline: live({ number: 0 }, simulation.until) }
      : followOwner(owner, job, live, { now, until: simulation.until });
  const { pod, assumptions, inferred } = pods.first;
  const deleted = (at: number, seconds: number): Timeline => {
    const { deleteAt: _, grace: __, ...undisturbed } = assumptions;
    return simulate(pod, { ...undisturbed, deleteAt: at }, { ...simulation, until: at + seconds });
  };
  const overruled = overruledKeys(given, overlay);
  const open = inferred.assumed.filter(({ key }) => !overruled.some((start) => `${key}.`.startsWith(start)));
  const ofJob = job === undefined ? [] : [...suspendedOf(owner, job), ...pods.unfollowed(), jobSpreadAssumed()];
  return {
    ...timeline,
    summary: summaryOf(pod, timeline, deleted),
    ...courses,
    assumptions,
    assumed: [...ofJob, ...givenOf(pod, given), ...open, ...timeline.assumed],
  };
}
