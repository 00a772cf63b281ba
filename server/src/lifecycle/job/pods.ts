/** The Pods of a Job, as the simulator takes them: what they are, and what is assumed of each. */
import * as l10n from '@vscode/l10n';
import { asMapping } from '../../model/plain.ts';
import type { Assumptions } from '../assumptions/assumptions.ts';
import { mergeAssumptions } from '../assumptions/given.ts';
import { type Inference, infer } from '../infer/infer.ts';
import type { Pod } from '../pod/pod.ts';
import { readPod } from '../pod/read-pod.ts';
import type { Assumed } from '../timeline.ts';
import type { Job } from './job.ts';
import type { PodPlace } from './run.ts';
import { podAt } from './template.ts';

/** A Pod, and what is assumed of it: by its manifest, and in all. */
export interface Prepared {
  readonly pod: Pod;
  readonly inferred: Inference;
  readonly assumptions: Assumptions;
}

export interface PreparedPods {
  /** The one that the Timeline is of. */
  readonly first: Prepared;
  at(place: PodPlace): Pick<Prepared, 'pod' | 'assumptions'>;
  /** What is taken for granted of Pods whose commands are not followed any more. */
  unfollowed(): readonly Assumed[];
}

/** Steps of programs that may be followed for all Pods of a Job; see {@link Inference}. */
const MOST_STEPS = 50_000;

/** @param overlay see `PredictOptions.given` */
export function preparePods(
  manifest: unknown,
  job: Job | undefined,
  given: Assumptions,
  overlay: boolean,
): PreparedPods {
  const template = asMapping(manifest);
  const prepare = (object: unknown, inferred: Inference = infer(object)): Prepared => {
    const assumptions = mergeAssumptions(inferred.assumptions, given, overlay);
    return { pod: readPod(object), inferred, assumptions };
  };
  const first = prepare(job?.isIndexed ? podAt(template, job, 0) : manifest);
  // Most commands do the same whatever their index is.
  const isAsked = /COMPLETION_INDEX|completion-index|hostname/i.test(JSON.stringify(template.spec ?? ''));
  const prepared = new Map([[0, first]]);
  let followed = 1;
  let steps = first.inferred.steps;
  const atIndex = (index: number): Prepared => {
    const known = prepared.get(index);
    if (known !== undefined || job === undefined) return known ?? first;
    const isFollowed = isAsked && steps <= MOST_STEPS;
    const made = prepare(podAt(template, job, index), isFollowed ? undefined : first.inferred);
    prepared.set(index, made);
    if (isFollowed) {
      followed++;
      steps += made.inferred.steps;
    }
    return made;
  };
  return {
    first,
    at: ({ number, completionIndex = 0 }) => {
      const { pod, assumptions } = atIndex(completionIndex);
      const isFirst = number === 0 && completionIndex === 0;
      return { pod, assumptions: isFirst ? assumptions : ofLaterPod(assumptions, given, number) };
    },
    unfollowed: () => (steps > MOST_STEPS ? [lastFollowed(followed)] : []),
  };
}

/** A Job's later Pods: nobody deletes them, and runs that the user gave follow on from Pod to Pod. */
function ofLaterPod(assumptions: Assumptions, given: Assumptions, number: number): Assumptions {
  const { deleteAt: _, containers = {}, ...rest } = assumptions;
  const shifted = Object.entries(containers).map(([name, container]) => {
    const runs = given.containers?.[name]?.runs;
    return [
      name,
      runs === undefined ? container : { ...container, runs: runs.slice(Math.min(number, runs.length - 1)) },
    ];
  });
  return { ...rest, containers: Object.fromEntries(shifted) };
}

function lastFollowed(count: number): Assumed {
  const text = l10n.t(
    'The commands are followed for the first {0} completion indexes; the others are taken to go as index 0.',
    count,
  );
  return { key: 'job', text, source: 'default' };
}
