/** A container's memory over time, as it is assumed: up to its peak after each start, and gone with each exit. */
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';

/** A straight piece of the curve: seconds and bytes. */
export interface Slope {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** The curve of a container; empty when nothing is assumed of its memory. */
export function memoryCurve(timeline: Timeline, container: string): readonly Slope[] {
  const assumed = timeline.assumptions?.containers?.[container]?.memory;
  if (assumed === undefined) return [];
  const limit = timeline.pod.containers.find(({ name }) => name === container)?.memoryLimit ?? Number.POSITIVE_INFINITY;
  const { bytes, after = 0 } = assumed;
  return timeline.steps.flatMap((step, index): Slope[] => {
    if (step.kind !== 'start' || step.container !== container) return [];
    const exit = timeline.steps.find(
      (other, at) => at > index && other.kind === 'exit' && other.container === container && other.run === step.run,
    );
    const to = exit?.t ?? timeline.until;
    const peakAt = step.t + after;
    const most = Math.min(bytes, limit);
    // The kernel kills at the limit: then the climb ends with the run.
    const killed = exit?.kind === 'exit' && exit.how === 'OOM';
    const climbTo = killed ? to : Math.min(to, peakAt);
    const top = killed || climbTo === peakAt || after === 0 ? most : (most * (climbTo - step.t)) / after;
    const climb: Slope = { from: step.t, to: climbTo, start: after === 0 ? most : 0, end: top };
    return climbTo < to ? [climb, { from: climbTo, to, start: top, end: top }] : [climb];
  });
}

/** Bytes at a time; undefined while the container does not run. */
export function memoryAt(curve: readonly Slope[], t: number): number | undefined {
  const slope = curve.findLast(({ from, to }) => from <= t && t <= to);
  if (slope === undefined) return undefined;
  const share = slope.to === slope.from ? 1 : (t - slope.from) / (slope.to - slope.from);
  return slope.start + share * (slope.end - slope.start);
}
