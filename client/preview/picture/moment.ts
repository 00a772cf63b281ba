import type { Step } from '../../../server/src/lifecycle/steps.ts';
import type { Why } from '../../../server/src/lifecycle/why.ts';

/** What Why can explain: a step of the Pod, or what the picture and the events tell beside those. */
export type Moment = Step | Told;

/** Something that is no step of the Pod. */
export interface Told {
  readonly kind: 'told';
  /** Tells it from the others. */
  readonly id: string;
  /** Seconds. */
  readonly t: number;
  /** What it is about, in a word or two. */
  readonly subject: string;
  /** What happens, in a few words. */
  readonly words: string;
  readonly isBad: boolean;
  /** Fields of a Job begin with `Job:`, those of a CronJob with `CronJob:`. */
  readonly why: Why;
  /** The id of what led to it, where that is no step of the Pod either. */
  readonly cause?: string;
}
