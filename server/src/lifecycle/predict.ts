/** From a Pod to its timeline: what is assumed of its processes, then what the kubelet does with them. */
import * as l10n from '@vscode/l10n';
import type { Assumptions, ContainerAssumption, ImageAssumption } from './assumptions.ts';
import { infer } from './infer/infer.ts';
import { followJob, type Live, readJob } from './job/job.ts';
import { type Pod, readPod } from './pod.ts';
import { readAssumptions } from './read-assumptions.ts';
import { type SimulateOptions, simulate } from './simulate.ts';
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
}

/** Predicts the life of a Pod, given as a plain object with `metadata` and `spec`. Never throws. */
export function predict(pod: unknown, options: PredictOptions): Timeline {
  const { assumptions = {}, given: mode = 'replace', owner, ...simulation } = options;
  const given = readAssumptions(assumptions);
  const inferred = infer(pod);
  const all = merge(inferred.assumptions, given, mode === 'overlay');
  const read = readPod(pod);
  const job = readJob(owner);
  const live: Live = (index, until, deletion) =>
    simulate(read, ofPod(all, given, index), { ...simulation, until, ...(deletion && { deletion }) });
  const { first: timeline, course } =
    job === undefined
      ? { first: live(0, simulation.until), course: undefined }
      : followJob(job, live, simulation.until);
  const deleted = (at: number, seconds: number): Timeline => {
    const { deleteAt: _, grace: __, ...undisturbed } = all;
    return simulate(read, { ...undisturbed, deleteAt: at }, { ...simulation, until: at + seconds });
  };
  const overruled = overruledKeys(given, mode === 'overlay');
  const open = inferred.assumed.filter(({ key }) => !overruled.some((start) => `${key}.`.startsWith(start)));
  return {
    ...timeline,
    summary: summaryOf(read, timeline, deleted),
    ...(course !== undefined && { job: course }),
    assumptions: all,
    assumed: [...givenOf(read, given), ...open, ...timeline.assumed],
  };
}

/** A Job's later Pods: nobody deletes them, and runs that the user gave follow on from Pod to Pod. */
function ofPod(assumptions: Assumptions, given: Assumptions, index: number): Assumptions {
  if (index === 0) return assumptions;
  const { deleteAt: _, containers = {}, ...rest } = assumptions;
  const shifted = Object.entries(containers).map(([name, container]) => {
    const runs = given.containers?.[name]?.runs;
    return [
      name,
      runs === undefined ? container : { ...container, runs: runs.slice(Math.min(index, runs.length - 1)) },
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
