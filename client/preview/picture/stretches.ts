/** Values over time as stretches: what lanes are made from. */

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
