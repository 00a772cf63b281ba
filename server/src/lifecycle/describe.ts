/** What `kubectl describe` lists: of Events that are alike, the last one, and how many there were. */
import type { PodEvent, Step } from './steps.ts';
import type { ControllerEvent } from './timeline.ts';

export interface EventRow {
  /** Seconds, of the first of them. */
  readonly from: number;
  /** Seconds, of the last of them. */
  readonly to: number;
  /** The last one: of the Pod, or of the Job or CronJob that makes it. */
  readonly event: PodEvent | ControllerEvent;
  readonly count: number;
  /** Indexes of the steps; none of an event that is not the Pod's. */
  readonly steps: readonly number[];
}

/**
 * The Pod's Events that the API has by a time, in order of their last occurrence. Those that the kubelet was not let
 * write are not among them; those that it combined are one.
 */
export function describeEvents(steps: readonly Step[], t: number): readonly EventRow[] {
  const rows = new Map<string, EventRow>();
  for (const [index, event] of steps.entries()) {
    if (event.kind !== 'event' || event.dropped || event.t > t) continue;
    const key = JSON.stringify([event.type, event.reason, ...(event.combined ? [] : [event.container, event.message])]);
    const before = rows.get(key);
    rows.delete(key);
    rows.set(key, {
      from: before?.from ?? event.t,
      to: event.t,
      event: event.combined ? { ...event, message: `(combined from similar events): ${event.message}` } : event,
      count: (before?.count ?? 0) + 1,
      steps: [...(before?.steps ?? []), index],
    });
  }
  return [...rows.values()];
}
