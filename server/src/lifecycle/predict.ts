/** From a Pod to its timeline: what is assumed of its processes, then what the kubelet does with them. */
import * as l10n from '@vscode/l10n';
import { asMapping } from '../model/plain.ts';
import type { Assumptions, ContainerAssumption, ImageAssumption } from './assumptions/assumptions.ts';
import { readAssumptions } from './assumptions/reader.ts';
import { type Inference, infer } from './infer/infer.ts';
import { followJob } from './job/controller.ts';
import { type CronJob, followCronJob, readCronJob } from './job/cron-job.ts';
import { type Job, readJob } from './job/job.ts';
import type { Live } from './job/run.ts';
import { podAt } from './job/template.ts';
import { type Pod, readPod } from './pod.ts';
import { type SimulateOptions, simulate } from './simulate.ts';
import { jobSpreadAssumed } from './spread.ts';
import { summaryOf } from './summary.ts';
import type { Assumed, Timeline } from './timeline.ts';

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

/** Steps of programs that may be followed for all Pods of a Job; see {@link Inference}. */
const MOST_STEPS = 50_000;

/** Predicts the life of a Pod, given as a plain object with `metadata` and `spec`. Never throws. */
export function predict(pod: unknown, options: PredictOptions): Timeline {
  const { assumptions = {}, given: mode = 'replace', owner, now, ...simulation } = options;
  const given = readAssumptions(assumptions);
  const job = readJob(owner);
  const first = prepare(job?.isIndexed === true ? podAt(asMapping(pod), job, 0) : pod, given, mode);
  // Most commands do the same whatever their index is.
  const isAsked = /COMPLETION_INDEX|completion-index|hostname/i.test(JSON.stringify(asMapping(pod).spec ?? ''));
  const indexes = new Map([[0, first]]);
  let steps = first.inferred.steps;
  const prepared = (index: number): Prepared => {
    const known = indexes.get(index);
    if (known !== undefined || job === undefined) return known ?? first;
    if (steps > MOST_STEPS) return { ...first, read: readPod(podAt(asMapping(pod), job, index)) };
    const made = prepare(podAt(asMapping(pod), job, index), given, mode, isAsked ? undefined : first.inferred);
    indexes.set(index, made);
    steps += isAsked ? made.inferred.steps : 0;
    return made;
  };
  const live: Live = ({ number, completionIndex = 0 }, until, deletion) => {
    const { read, all } = prepared(completionIndex);
    const isFirst = number === 0 && completionIndex === 0;
    return simulate(read, isFirst ? all : ofLaterPod(all, given, number), {
      ...simulation,
      until,
      ...(deletion && { deletion }),
    });
  };
  const { timeline, ...courses } =
    job === undefined
      ? { timeline: live({ number: 0 }, simulation.until) }
      : followOwner(job, readCronJob(owner), live, { now, until: simulation.until });
  const { read, all, inferred } = first;
  const deleted = (at: number, seconds: number): Timeline => {
    const { deleteAt: _, grace: __, ...undisturbed } = all;
    return simulate(read, { ...undisturbed, deleteAt: at }, { ...simulation, until: at + seconds });
  };
  const overruled = overruledKeys(given, mode === 'overlay');
  const open = inferred.assumed.filter(({ key }) => !overruled.some((start) => `${key}.`.startsWith(start)));
  return {
    ...timeline,
    summary: summaryOf(read, timeline, deleted),
    ...courses,
    assumptions: all,
    assumed: [
      ...suspendedOf(owner, job),
      ...(steps > MOST_STEPS ? [lastFollowed(indexes.size)] : []),
      ...givenOf(read, given),
      ...open,
      ...timeline.assumed,
      ...(job === undefined ? [] : [jobSpreadAssumed()]),
    ],
  };
}

function lastFollowed(count: number): Assumed {
  const text = l10n.t(
    'The commands are followed for the first {0} completion indexes; the others are taken to go as index 0.',
    count,
  );
  return { key: 'job', text, source: 'default' };
}

/** Nothing is made as long as a Job or a CronJob is suspended; the Timeline is that of what it would make. */
function suspendedOf(owner: unknown, job: Job | undefined): Assumed[] {
  const isCronJob = asMapping(owner).kind === 'CronJob' && asMapping(asMapping(owner).spec).suspend === true;
  if (!isCronJob && job?.suspend !== true) return [];
  const text = isCronJob
    ? l10n.t('The CronJob is suspended: this is how the first Pod would live if it were not.')
    : l10n.t('The Job is suspended: this is how its first Pod would live if it were not.');
  return [{ key: 'suspend', text, source: 'default' }];
}

/** The course of the Job, and of the CronJob that made it; once that is known to delete the Job, the Job's anew. */
function followOwner(
  job: Job,
  cronJob: CronJob | undefined,
  live: Live,
  { now, until }: { readonly now: number | undefined; readonly until: number },
): Pick<Timeline, 'job' | 'cronJob'> & { readonly timeline: Timeline } {
  const alone = followJob(job, live, until);
  const cron =
    cronJob === undefined || now === undefined ? undefined : followCronJob(cronJob, alone.course, { now, until });
  const { first, course } = cron?.removal === undefined ? alone : followJob(job, live, until, cron.removal);
  return { timeline: first, job: course, ...(cron !== undefined && { cronJob: cron.course }) };
}

/** A Pod as the simulator takes it, and what is assumed of it. */
interface Prepared {
  readonly read: Pod;
  readonly inferred: Inference;
  readonly all: Assumptions;
}

function prepare(
  pod: unknown,
  given: Assumptions,
  mode: 'replace' | 'overlay',
  inferred: Inference = infer(pod),
): Prepared {
  return { read: readPod(pod), inferred, all: merge(inferred.assumptions, given, mode === 'overlay') };
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

function merge(inferred: Assumptions, given: Assumptions, overlay: boolean): Assumptions {
  const containers: Record<string, ContainerAssumption> = { ...inferred.containers };
  for (const [name, container] of Object.entries(given.containers ?? {}))
    containers[name] = overlay ? { ...containers[name], ...container } : container;
  const images: Record<string, ImageAssumption> = { ...inferred.images };
  for (const [name, image] of Object.entries(given.images ?? {})) images[name] = { ...images[name], ...image };
  return { ...inferred, ...given, images, containers };
}

/** What the user gave of this Pod's containers and images. */
function givenOf(pod: Pod, { containers = {}, images = {} }: Assumptions): Assumed[] {
  return [...pod.initContainers, ...pod.containers].flatMap(({ name, image, path }) => {
    const told = (key: string, value: unknown, field: string): Assumed => ({
      key,
      text: l10n.t('given: {0}', shorten(JSON.stringify(value))),
      source: 'user',
      field,
    });
    const ofContainer = Object.entries(containers[name] ?? {});
    const ofImage = Object.entries(images[image] ?? {});
    return [
      ...ofContainer.map(([part, value]) => told(`containers.${name}.${part}`, value, path)),
      ...ofImage.map(([part, value]) => told(`images.${image}.${part}`, value, `${path}.image`)),
    ];
  });
}

const LONGEST_QUOTE = 80;

function shorten(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}

/** How the keys of the assumptions begin that the given ones make void; see {@link Assumed.key}. */
function overruledKeys({ containers = {}, images = {} }: Assumptions, overlay: boolean): string[] {
  const ofContainers = Object.entries(containers).flatMap(([name, container]) =>
    overlay ? Object.keys(container).map((part) => `containers.${name}.${part}`) : [`containers.${name}.`],
  );
  const ofImages = Object.entries(images).flatMap(([name, image]) =>
    Object.keys(image).map((part) => `images.${name}.${part}.`),
  );
  return [...ofContainers, ...ofImages];
}
