/** Amounts over time: points joined by straight lines; two points of the same time are a jump. */

export interface Point {
  /** Seconds. */
  readonly at: number;
  readonly amount: number;
}

/** In order of time. Before the first point there is nothing, and after the last one its amount stays. */
export type Curve = readonly Point[];

/** The amount at a time, after what happens at it. */
export function amountAt(curve: Curve, time: number): number {
  const after = curve.findIndex(({ at }) => at > time);
  if (after === 0) return 0;
  const next = after < 0 ? undefined : curve[after];
  const last = curve.at(after < 0 ? -1 : after - 1);
  if (last === undefined) return 0;
  if (next === undefined || next.at === last.at) return last.amount;
  return last.amount + ((next.amount - last.amount) * (time - last.at)) / (next.at - last.at);
}

/** The amount at a time, before what happens at it. */
function amountBefore(curve: Curve, time: number): number {
  const next = curve.findIndex(({ at }) => at >= time);
  if (next === 0) return 0;
  const reached = curve[next];
  const last = curve[next < 0 ? curve.length - 1 : next - 1];
  if (last === undefined) return 0;
  if (reached === undefined) return last.amount;
  return last.amount + ((reached.amount - last.amount) * (time - last.at)) / (reached.at - last.at);
}

export function sumOf(curves: readonly Curve[]): Curve {
  const times = [...new Set(curves.flatMap((curve) => curve.map(({ at }) => at)))].sort((a, b) => a - b);
  const total = (of: typeof amountAt, time: number): number => curves.reduce((sum, curve) => sum + of(curve, time), 0);
  return times.flatMap((at) => {
    const [before, after] = [total(amountBefore, at), total(amountAt, at)];
    return before === after
      ? [{ at, amount: after }]
      : [
          { at, amount: before },
          { at, amount: after },
        ];
  });
}

/** The first time at which the curve is at `amount` or above it; undefined when it never is. */
export function firstReach(curve: Curve, amount: number): number | undefined {
  for (const [index, point] of curve.entries()) {
    if (point.amount < amount) continue;
    const last = curve[index - 1];
    if (last === undefined || last.at === point.at) return point.at;
    return last.at + ((point.at - last.at) * (amount - last.amount)) / (point.amount - last.amount);
  }
  return undefined;
}

/** A straight piece of a curve. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** The pieces of the first `length` seconds, moved to begin at `start`; times are whole milliseconds. */
export function piecesOf(curve: Curve, start: number, length: number): Piece[] {
  const times = [...new Set([...curve.map(({ at }) => at), length])].filter((at) => at <= length).sort((a, b) => a - b);
  const pieces = times.slice(0, -1).map((from, index) => {
    const to = times[index + 1] as number;
    return {
      from: rounded(start + from),
      to: rounded(start + to),
      start: amountAt(curve, from),
      end: amountBefore(curve, to),
    };
  });
  return pieces.filter(({ from, to }) => from < to);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
