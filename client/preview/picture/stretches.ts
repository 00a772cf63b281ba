/** Steps of one kind, and values over time as stretches: what lanes are made from. */
import type { Step, Timeline } from '../../../server/src/lifecycle/timeline.ts';

export type Indexed<K extends Step['kind']> = Extract<Step, { kind: K }> & { readonly index: number };

type AnyIndexed = Step & { readonly index: number };

/** Timelines do not change, and each lane asks for the same kinds. */
const byKind = new WeakMap<Timeline, ReadonlyMap<Step['kind'], readonly AnyIndexed[]>>();

function sorted(timeline: Timeline): ReadonlyMap<Step['kind'], readonly AnyIndexed[]> {
  const known = byKind.get(timeline);
  if (known !== undefined) return known;
  const kinds = new Map<Step['kind'], AnyIndexed[]>();
  for (const [index, step] of timeline.steps.entries()) {
    const alike = kinds.get(step.kind) ?? [];
    alike.push({ ...step, index });
    kinds.set(step.kind, alike);
  }
  byKind.set(timeline, kinds);
  return kinds;
}

/** The steps of one kind, each with its index. */
export const stepsOf = <K extends Step['kind']>(timeline: Timeline, kind: K): readonly Indexed<K>[] =>
  (sorted(timeline).get(kind) ?? []).filter((step): step is Indexed<K> => step.kind === kind);

/** When the last stretches end, and whether the Pod is gone by then rather than beyond the horizon. */
export interface End {
  readonly t: number;
  readonly gone: boolean;
}

/** A value over time, as stretches: each lasts until the next change or the end; equal neighbours join. */
interface Stretch<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
  readonly step: number;
  readonly open: boolean;
}

export function stretches<T>(
  changes: readonly { readonly t: number; readonly value: T; readonly step: number }[],
  end: End,
): readonly Stretch<T>[] {
  const joined = changes.filter((change, i) => i === 0 || change.value !== changes[i - 1]?.value);
  return joined
    .map(({ t, value, step }, i) => {
      const next = joined[i + 1];
      return { from: t, to: Math.max(t, next?.t ?? end.t), value, step, open: next === undefined && !end.gone };
    })
    .filter(({ from, to, open }) => to > from || open);
}

export const openMark = (open: boolean): { readonly open?: true } => (open ? { open: true } : {});
