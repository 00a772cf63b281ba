/** A Timeline's events as rows of a table. */
import type { PodEvent } from '../../server/src/lifecycle/steps.ts';
import type { ControllerEvent, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { memoize } from '../../server/src/memoize.ts';

export interface EventRow {
  readonly from: number;
  /** Time of the last of them. */
  readonly to: number;
  /** Of the Pod, or of the Job or CronJob that makes it. */
  readonly event: PodEvent | ControllerEvent;
  readonly count: number;
  /** Indexes of the steps; none of an event that is not the Pod's. */
  readonly steps: readonly number[];
}

/** The Pod's events by time, and those of the Job and the CronJob that make it. */
export const eventRows = memoize((timeline: Timeline): readonly EventRow[] => {
  const ofControllers = [...(timeline.cronJob?.events ?? []), ...(timeline.job?.events ?? [])].map(
    (event): EventRow => ({ from: event.t, to: event.t, event, count: 1, steps: [] }),
  );
  return [...ofControllers, ...podRows(timeline)].sort((a, b) => a.from - b.from);
});

/** The same event again within one run, or one attempt to pull, counts up in its row. */
function podRows(timeline: Timeline): readonly EventRow[] {
  const rows: EventRow[] = [];
  const open = new Map<string, number>();
  for (const [index, event] of timeline.steps.entries()) {
    if (event.kind !== 'event') continue;
    // A new run, or a new attempt to pull, is a new chapter.
    if (event.reason === 'Started' || event.reason === 'Pulling') open.clear();
    const key = [event.type, event.reason, event.container, event.message].join('\n');
    const at = open.get(key);
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || row === undefined) {
      open.set(key, rows.length);
      rows.push({ from: event.t, to: event.t, event, count: 1, steps: [index] });
    } else {
      rows[at] = { ...row, to: event.t, count: row.count + 1, steps: [...row.steps, index] };
    }
  }
  return rows;
}

/** What `kubectl describe` lists at a time: one row for equal events, in order of their last occurrence. */
export function describeRows(timeline: Timeline, t: number): readonly EventRow[] {
  const rows = new Map<string, EventRow>();
  for (const [index, event] of timeline.steps.entries()) {
    if (event.kind !== 'event' || event.t > t) continue;
    const key = [event.type, event.reason, event.container, event.message].join('\n');
    const row = rows.get(key);
    rows.set(
      key,
      row === undefined
        ? { from: event.t, to: event.t, event, count: 1, steps: [index] }
        : { ...row, to: event.t, count: row.count + 1, steps: [...row.steps, index] },
    );
  }
  return [...rows.values()].sort((a, b) => a.to - b.to);
}
