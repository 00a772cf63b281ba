/**
 * Timeline → lanes: what the picture shows, in order, before anything has a place or a colour.
 * Outcome first (Service), cause below (containers with their probes), bookkeeping last (phase, conditions, events).
 */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { detailed } from '../../../server/src/texts.ts';
import { conditionLanes, eventsLane, phaseLane } from './conditions.ts';
import { containerLanes } from './containers.ts';
import { cronJobLanes, jobLanes, jobOver } from './job.ts';
import { nodeLane } from './node.ts';
import { serviceLane, successorLane } from './service.ts';
import { stepsOf } from './steps.ts';
import type { End } from './stretches.ts';
import { clock } from './words.ts';

/** How a mark is drawn; `marks.ts` has one function for each. */
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

/** Timelines do not change: verdict, facts and picture share one layout. */
const laidOut = new WeakMap<Timeline, Picture>();

/** Everything that the picture shows of a Timeline. */
export function layOut(timeline: Timeline, successor?: Successor): Picture {
  if (successor !== undefined) return layOutAnew(timeline, successor);
  const picture = laidOut.get(timeline) ?? layOutAnew(timeline);
  laidOut.set(timeline, picture);
  return picture;
}

function layOutAnew(timeline: Timeline, successor?: Successor): Picture {
  const end: End = {
    t: stepsOf(timeline, 'gone')[0]?.t ?? horizon(timeline),
    gone: stepsOf(timeline, 'gone').length > 0,
  };
  // Deletion by force takes the object away at once; its containers run on.
  const forced = stepsOf(timeline, 'delete').find(({ grace }) => grace === 0);
  const inApi: End = forced === undefined ? end : { t: forced.t, gone: true };
  const perContainer = timeline.pod.containers.map((container) => containerLanes(timeline, container, end));
  const periods = timeline.pod.containers.flatMap((c) => c.probes.map((probe) => probe.periodSeconds));
  return {
    until: horizon(timeline),
    lanes: [
      serviceLane(timeline, inApi),
      ...(successor === undefined ? [] : [successorLane(successor, horizon(timeline))]),
      ...(timeline.cronJob === undefined ? [] : cronJobLanes(timeline.cronJob, horizon(timeline))),
      ...(timeline.job === undefined ? [] : jobLanes(timeline.job, horizon(timeline))),
      nodeLane(timeline, end),
      ...perContainer.flatMap(({ lanes }) => lanes),
      phaseLane(timeline, inApi),
      ...conditionLanes(timeline, inApi),
      eventsLane(timeline),
    ],
    flags: [
      ...stepsOf(timeline, 'delete').map(({ t, index }) => ({ t, label: 'delete' as const, step: index })),
      ...stepsOf(timeline, 'gone').map(({ t, index }) => ({ t, label: 'gone' as const, step: index })),
    ],
    runs: perContainer.flatMap(({ runs }) => runs),
    ...(periods.length > 0 ? { probePeriod: Math.min(...periods) } : {}),
  };
}

/** Where the picture ends: at the simulation's horizon, or soon after nothing more can happen. */
function horizon(timeline: Timeline): number {
  const last = timeline.steps.at(-1);
  const phase = stepsOf(timeline, 'phase').at(-1)?.phase;
  const forced = timeline.steps.some((step) => step.kind === 'delete' && step.grace === 0);
  const over = last?.kind === 'gone' || forced || phase === 'Succeeded' || phase === 'Failed';
  const room = last?.kind === 'gone' ? 1.02 : 1.15;
  // A Job goes on with other Pods.
  const after = timeline.job === undefined ? undefined : (jobOver(timeline) ?? timeline.until);
  const lastly = Math.max(last?.t ?? 0, after ?? 0);
  const end = over && last !== undefined ? lastly * room + 1 : timeline.until;
  return Math.max(1, Math.min(timeline.until, end), last?.t ?? 0);
}

/** `main, sidecar`: the name of a lane where it stands alone. */
export const fullName = ({ title, subtitle }: Lane): string =>
  subtitle === undefined ? title : detailed(title, subtitle);

/** `0:45` or `0:45 to 1:15`: when a mark is. */
export const markTime = (mark: Mark): string =>
  mark.from === mark.to
    ? clock(mark.from)
    : mark.open
      ? l10n.t('{0} to beyond {1}', clock(mark.from), clock(mark.to))
      : l10n.t('{0} to {1}', clock(mark.from), clock(mark.to));
