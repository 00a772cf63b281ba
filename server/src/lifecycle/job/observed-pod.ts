/** A Pod of a Job as the Job controller sees it through the API. Times are seconds since the Job's creation. */
import { SPREAD } from '../spread.ts';
import type { Timeline } from '../timeline.ts';
import type { Why } from '../why.ts';

/** The controller looks so many seconds after a change, so that several count as one (`SyncJobBatchPeriod`). */
export const BATCH = 1;

/** What it has heard of at a time is what the API showed then. */
export const heardAt = (t: number): number => t - SPREAD.jobHears / 1000;

export interface ObservedPod {
  readonly created: number;
  /** When the API shows something else of it, in order. */
  readonly changes: readonly number[];
  /** Its terminal phase. */
  readonly end?: {
    readonly t: number;
    readonly phase: 'Succeeded' | 'Failed';
    readonly reason?: string;
    readonly why?: Why;
  };
  /** When it gets a `deletionTimestamp`. */
  readonly deleted?: number;
  /** When the object leaves the API. */
  readonly gone?: number;
  /** When its last container ended. */
  readonly exited?: number;
  /** The sum of its containers' restarts from each change on. */
  readonly restarts: readonly { readonly t: number; readonly count: number }[];
}

/** @param created when the Pod's Timeline begins, in the Job's time */
export function observePod({ steps }: Timeline, created: number): ObservedPod {
  const shown = steps.filter(({ kind }) => ['condition', 'phase', 'state', 'delete', 'gone'].includes(kind));
  const at = (step: { readonly t: number } | undefined): number | undefined => step && created + step.t;
  const terminal = steps.find(
    (step) => step.kind === 'phase' && (step.phase === 'Succeeded' || step.phase === 'Failed'),
  );
  const end =
    terminal?.kind === 'phase' && (terminal.phase === 'Succeeded' || terminal.phase === 'Failed')
      ? {
          t: created + terminal.t,
          phase: terminal.phase,
          ...(terminal.reason !== undefined && { reason: terminal.reason }),
          ...(terminal.why !== undefined && { why: terminal.why }),
        }
      : undefined;
  const deleted = at(steps.find(({ kind }) => kind === 'delete'));
  const gone = at(steps.find(({ kind }) => kind === 'gone'));
  const exited = at(steps.findLast(({ kind }) => kind === 'exit'));
  return {
    created,
    changes: [created, ...shown.map(({ t }) => created + t)],
    ...(end !== undefined && { end }),
    ...(deleted !== undefined && { deleted }),
    ...(gone !== undefined && { gone }),
    ...(exited !== undefined && { exited }),
    restarts: restartsOf(steps, created),
  };
}

/** When a Pod that has ended, or is being deleted, counts as finished at a time (`getFinishedTime`). */
export function finishedAt({ end, exited, deleted, created }: ObservedPod, t: number): number {
  return wholeSecond(end !== undefined && end.t <= t ? (exited ?? end.t) : (deleted ?? created));
}

/** What a time becomes that the API stores: it has whole seconds only. */
export function wholeSecond(t: number): number {
  const wall = SPREAD.wallClock / 1000;
  return Math.floor(t + wall) - wall;
}

function restartsOf(steps: Timeline['steps'], created: number): ObservedPod['restarts'] {
  const counts = new Map<string, number>();
  return steps.flatMap((step) => {
    if (step.kind !== 'state' || step.restartCount === (counts.get(step.container) ?? 0)) return [];
    counts.set(step.container, step.restartCount);
    return [{ t: created + step.t, count: [...counts.values()].reduce((sum, count) => sum + count, 0) }];
  });
}

/** What the API shows of it at a time. */
export type PodState = 'active' | 'terminating' | 'Succeeded' | 'Failed' | 'gone';

export function stateAt({ end, deleted, gone }: ObservedPod, t: number): PodState {
  if (end !== undefined && end.t <= t) return end.phase;
  if (gone !== undefined && gone <= t) return 'gone';
  return deleted !== undefined && deleted <= t ? 'terminating' : 'active';
}
