/**
 * A piecewise linear time axis. Unfolded stretches share one scale; where that scale would be too small to read,
 * stretches are folded to a few pixels (`folds.ts`), and keep what they hold in miniature.
 */

import type { Picture } from './content.ts';
import type { Fold } from './fold.ts';
import { chooseFolds, foldWidth } from './folds.ts';
import { clock } from './words.ts';

export interface Segment {
  readonly from: number;
  readonly to: number;
  /** Pixels from the axis' left end. */
  readonly x0: number;
  readonly x1: number;
  readonly fold?: Fold;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  /** In order, without gaps, from `from` to `to`. */
  readonly segments: readonly Segment[];
  readonly ticks: readonly Tick[];
  /** Pixels from the left end; a time outside lands on the nearer end. */
  readonly x: (t: number) => number;
  /** The inverse of `x`. */
  readonly t: (x: number) => number;
  readonly foldAt: (t: number) => Fold | undefined;
}

export interface AxisOptions {
  /** Pixels. */
  readonly width: number;
  /** The window to show, seconds; the whole life if absent. */
  readonly from?: number;
  readonly to?: number;
  /** Keys of folds that the reader opened. */
  readonly unfolded?: ReadonlySet<string>;
}

/** The axis of a picture. */
export function makeAxis(picture: Picture, options: AxisOptions): Axis {
  const from = Math.max(0, options.from ?? 0);
  const to = Math.max(from + 0.001, options.to ?? picture.until);
  const width = Math.max(40, options.width);
  const folds = chooseFolds(picture, { ...options, from, to, width });
  return axisOf(from, to, width, folds);
}

function axisOf(from: number, to: number, width: number, folds: readonly Fold[]): Axis {
  const room = folds.reduce((sum, fold) => sum + foldWidth(fold, width), 0);
  // Many folds on a narrow page share what room there is.
  const squeeze = Math.min(1, (width * 0.62) / Math.max(room, 1));
  const seconds = to - from - folds.reduce((sum, fold) => sum + fold.to - fold.from, 0);
  const scale = (width - room * squeeze) / Math.max(seconds, 0.001);
  const segments: Segment[] = [];
  let t = from;
  let x = 0;
  const push = (until: number, pixels: number, fold?: Fold): void => {
    if (until <= t) return;
    segments.push({ from: t, to: until, x0: x, x1: x + pixels, ...(fold === undefined ? {} : { fold }) });
    t = until;
    x += pixels;
  };
  for (const fold of folds) {
    push(fold.from, (fold.from - t) * scale);
    push(fold.to, foldWidth(fold, width) * squeeze, fold);
  }
  push(to, (to - t) * scale);
  const position = (time: number): number => {
    const segment = segments.find((s) => time <= s.to) ?? segments.at(-1);
    if (segment === undefined) return 0;
    const share = (Math.max(segment.from, Math.min(segment.to, time)) - segment.from) / (segment.to - segment.from);
    return segment.x0 + share * (segment.x1 - segment.x0);
  };
  return {
    from,
    to,
    width,
    segments,
    ticks: ticksOf(segments, scale, position),
    x: position,
    t: (px) => {
      const segment = segments.find((s) => px <= s.x1) ?? segments.at(-1);
      if (segment === undefined) return from;
      const share = (Math.max(segment.x0, Math.min(segment.x1, px)) - segment.x0) / (segment.x1 - segment.x0 || 1);
      return segment.from + share * (segment.to - segment.from);
    },
    foldAt: (time) => segments.find((s) => time > s.from && time <= s.to && s.fold !== undefined)?.fold,
  };
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

/** Labels at round times, at least 64 px apart, only where time is not folded. */
function ticksOf(segments: readonly Segment[], scale: number, position: (t: number) => number): readonly Tick[] {
  const step = STEPS.find((candidate) => candidate * scale >= 64) ?? 28800;
  const ticks: Tick[] = [];
  for (const segment of segments) {
    if (segment.fold !== undefined) continue;
    for (let t = Math.ceil(segment.from / step - 1e-9) * step; t <= segment.to + 1e-9; t += step) {
      const x = position(t);
      if ((ticks.at(-1)?.x ?? Number.NEGATIVE_INFINITY) + 40 <= x) ticks.push({ x, label: clock(t) });
    }
  }
  return ticks;
}
