import type { Queue } from './queue.ts';
import type { Step, Why } from './timeline.ts';

/** Writes the timeline: one step after another, at the queue's time. */
export interface Recorder {
  readonly queue: Queue;
  readonly steps: Step[];
  /** Index of the latest step of a kind about a container; see {@link latest}. */
  readonly latest: Map<string, number>;
}

/** A step without its time. */
export type Untimed<S> = S extends Step ? Omit<S, 't'> : never;

export function newRecorder(queue: Queue): Recorder {
  return { queue, steps: [], latest: new Map() };
}

/** Adds a step and returns its index, for steps that follow from it. */
export function record(recorder: Recorder, step: Untimed<Step>): number {
  const index = recorder.steps.length;
  recorder.steps.push({ t: recorder.queue.now / 1000, ...step } as Step);
  if ('container' in step && step.container !== undefined) recorder.latest.set(`${step.kind} ${step.container}`, index);
  recorder.latest.set(step.kind, index);
  return index;
}

/** Index of the latest step of this kind (about this container), if there is one. */
export function latest(recorder: Recorder, kind: Step['kind'], container?: string): number | undefined {
  return recorder.latest.get(container === undefined ? kind : `${kind} ${container}`);
}

/** Puts a sentence together with what it rests on; absent parts are left out. */
export function because(text: string, fields: readonly (string | undefined)[] = [], after?: number): Why {
  const known = fields.filter((field) => field !== undefined);
  return {
    text,
    ...(known.length > 0 && { fields: known }),
    ...(after !== undefined && { after }),
  };
}
