/** A Timeline's events as rows of a table. */
import type { EventRow } from '../../server/src/lifecycle/describe.ts';
import type { ControllerEvent, Timeline } from '../../server/src/lifecycle/timeline.ts';
import { memoize } from '../../server/src/memoize.ts';
import { eventId, type Owner } from './picture/job-moments.ts';
import { indexOf } from './picture/moments.ts';

/** The Pod's events by time, and those of the Job and the CronJob that make it. */
export const eventRows = memoize((timeline: Timeline): readonly EventRow[] => {
  const { cronJob, job } = timeline;
  const controllerRows = (owner: Owner, events: readonly ControllerEvent[]): readonly EventRow[] =>
    events.map((event, i) => {
      const step = indexOf(timeline, eventId(owner, i));
      return { from: event.t, to: event.t, event, count: 1, steps: step === undefined ? [] : [step] };
    });
  return [
    ...controllerRows('CronJob', cronJob?.events ?? []),
    ...controllerRows('Job', job?.events ?? []),
    ...podRows(timeline),
  ].sort((a, b) => a.from - b.from);
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
