/** What a picture shows, before anything has a place or a colour: lanes, and the marks on them. */

/** How a mark is drawn; `marks/marks.ts` has one function for each. */
export type Look =
  | 'waiting'
  | 'pull'
  | 'starting'
  | 'notReady'
  | 'ready'
  | 'hook'
  | 'terminating'
  | 'backoff'
  | 'waitOver'
  | 'exit'
  | 'memory'
  | 'throttled'
  | 'passed'
  | 'failed'
  | 'timeout'
  | 'verdict'
  | 'late'
  | 'in'
  | 'out'
  | 'failing'
  | 'unschedulable'
  | 'phase'
  | 'true'
  | 'false'
  | 'normal'
  | 'warning';

/** Something that a lane shows: a stretch of time, or an instant where `to` equals `from`. Seconds. */
export interface Mark {
  /** Unique in its picture, and the same for the same thing after a redraw. */
  readonly id: string;
  readonly look: Look;
  readonly from: number;
  readonly to: number;
  /** What may be written on it, longest first. */
  readonly labels: readonly string[];
  /** What it is, in words, without its time. */
  readonly text: string;
  /** Index of the step that it shows, for Why. */
  readonly step?: number;
  /** Goes on beyond the horizon. */
  readonly open?: true;
  /** An exit or a phase that is a success. */
  readonly good?: boolean;
  /** A probe's run-up: so many failures, of the threshold. */
  readonly count?: number;
  readonly threshold?: number;
  /** A probe's timeout in seconds, the whisker of a timed-out probe. */
  readonly timeout?: number;
  /** What is used over a stretch: points of shares, of its time and of the limit. */
  readonly curve?: readonly (readonly [time: number, amount: number])[];
  /** The share of what it wants that a throttled container gets. */
  readonly share?: number;
}

export interface Lane {
  readonly id: string;
  readonly kind:
    | 'service'
    | 'job'
    | 'node'
    | 'container'
    | 'hook'
    | 'probe'
    | 'memory'
    | 'cpu'
    | 'phase'
    | 'condition'
    | 'events';
  readonly title: string;
  readonly subtitle?: string;
  /** Field path of what the lane shows, relative to the Pod. */
  readonly field?: string;
  readonly marks: readonly Mark[];
}

/** A flag on the axis: the Pod is deleted, the object is gone. */
export interface Flag {
  readonly t: number;
  readonly label: 'delete' | 'gone';
  readonly step: number;
}

/** One run of one container, for folding runs that are alike. */
export interface Run {
  readonly container: string;
  readonly from: number;
  readonly to: number;
  /** Seconds between the previous run's end and this one's start. */
  readonly waited: number;
  /** Equal for runs that look alike: how it ended, and on whose verdict. */
  readonly shape: string;
}

export interface Picture {
  readonly until: number;
  readonly lanes: readonly Lane[];
  readonly flags: readonly Flag[];
  readonly runs: readonly Run[];
  /** Smallest period of a probe that ran, seconds. */
  readonly probePeriod?: number;
}

/** The Pod that takes over from this one: when it is made, and when it is ready. Seconds. */
export interface Successor {
  readonly from: number;
  readonly ready: number;
}
