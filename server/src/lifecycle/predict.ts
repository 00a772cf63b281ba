/** From a Pod to its timeline: what is assumed of its processes, then what the kubelet does with them. */
import type { Assumptions, ContainerAssumption } from './assumptions.ts';
import { infer } from './infer/infer.ts';
import { readPod } from './pod.ts';
import { type SimulateOptions, simulate } from './simulate.ts';
import type { Assumed, Timeline } from './timeline.ts';

export interface PredictOptions extends SimulateOptions {
  /** The user's own. What they say of a container replaces whatever its commands or image suggest. */
  readonly assumptions?: Assumptions | undefined;
}

/** Predicts the life of a Pod, given as a plain object with `metadata` and `spec`. Never throws. */
export function predict(pod: unknown, { assumptions = {}, ...options }: PredictOptions): Timeline {
  const inferred = infer(pod);
  const timeline = simulate(readPod(pod), merge(inferred.assumptions, assumptions), options);
  const open = inferred.assumed.filter(({ key }) => !isGiven(assumptions, key));
  return { ...timeline, assumed: [...open, ...timeline.assumed] };
}

/** The user's assumptions over the inferred ones. */
function merge(inferred: Assumptions, given: Assumptions): Assumptions {
  const containers: Record<string, ContainerAssumption> = { ...inferred.containers, ...given.containers };
  return { ...inferred, ...given, images: { ...inferred.images, ...given.images }, containers };
}

function isGiven({ containers = {}, images = {} }: Assumptions, key: Assumed['key']): boolean {
  return [...under('containers', containers), ...under('images', images)].some((given) => key.startsWith(given));
}

function under(part: string, byName: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(byName).map((name) => `${part}.${name}.`);
}
