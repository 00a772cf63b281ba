import type { Queue } from './queue.ts';
import type { Step } from './steps.ts';
import type { Why } from './why.ts';

/** Writes the timeline: one step after another, at the queue's time. */
export interface Recorder {
  readonly queue: Queue;
  readonly steps: Step[];
  /** Index of the latest step of each kind, by container, and of any container under no name; see {@link latest}. */
  readonly latest: Map<string | undefined, Map<Step['kind'], number>>;
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
  note(recorder, undefined, step.kind, index);
  if ('container' in step && step.container !== undefined) note(recorder, step.container, step.kind, index);
  return index;
}

function note({ latest }: Recorder, container: string | undefined, kind: Step['kind'], index: number): void {
  const known = latest.get(container);
  if (known === undefined) latest.set(container, new Map([[kind, index]]));
  else known.set(kind, index);
}

/** Index of the latest step of this kind (about this container), if there is one. */
export function latest(recorder: Recorder, kind: Step['kind'], container?: string): number | undefined {
  return recorder.latest.get(container)?.get(kind);
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
