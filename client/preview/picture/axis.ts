/**
 * A piecewise linear time axis. Unfolded stretches share one scale; where that scale would be too small to read,
 * the longest repeats and steady stretches are folded to a few pixels, and keep what they hold in miniature.
 */
import type { Picture, Run } from './lanes.ts';
import { clock, shortDuration, textWidth } from './words.ts';

export interface Fold {
  /** Stands for the fold after a redraw: what it folds, by its beginning. */
  readonly key: string;
  readonly kind: 'runs' | 'steady' | 'waiting';
  readonly from: number;
  readonly to: number;
  /** What its pill says, longest first. */
  readonly labels: readonly string[];
}

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

const PX_PER_PERIOD = 12;
const PX_PER_RUN = 26;
const PX_PER_START = 12;
/** Pixels that stay unfolded beside a change. */
const MARGIN = 20;

/** The axis of a picture. */
export function makeAxis(picture: Picture, options: AxisOptions): Axis {
  const from = Math.max(0, options.from ?? 0);
  const to = Math.max(from + 0.001, options.to ?? picture.until);
  const width = Math.max(40, options.width);
  const folds = chooseFolds(picture, { ...options, from, to, width });
  return axisOf(from, to, width, folds);
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly unfolded?: ReadonlySet<string>;
}

/** Scales that make a picture readable, in pixels a second; 0 where nothing asks for one. */
interface Wanted {
  readonly scale: number;
  /** What the end of a life that goes on unchanged gives way to: the start in detail. */
  readonly beforeTail: number;
}

function wantedScales({ probePeriod, runs, lanes }: Picture, width: number): Wanted {
  const tight = width < 480 ? 0.7 : 1;
  const ended = runs.map((run) => run.to - run.from).filter((length) => length > 0.05);
  const byRuns = runs.length > 1 ? (PX_PER_RUN * tight) / Math.max(0.5, Math.min(...ended)) : 0;
  const byProbes = probePeriod === undefined ? byRuns : (PX_PER_PERIOD * tight) / Math.max(0.5, probePeriod);
  const starts = lanes.flatMap((lane) =>
    lane.marks.filter(({ look }) => look === 'pull' || look === 'starting').map((mark) => mark.to - mark.from),
  );
  const shortest = Math.min(...starts.filter((length) => length > 0.05));
  const byStarts = Number.isFinite(shortest) ? Math.min(15, PX_PER_START / shortest) * tight : 0;
  return { scale: byProbes, beforeTail: Math.max(byProbes, byStarts) };
}

function chooseFolds(picture: Picture, window: Window): readonly Fold[] {
  const wanted = wantedScales(picture, window.width);
  const margin = MARGIN / (wanted.scale || wanted.beforeTail || 1);
  const tailMargin = MARGIN / (wanted.beforeTail || 1);
  const candidates = [...repeats(picture.runs, margin), ...steadyStretches(picture, margin, tailMargin)]
    .map((fold) => ({ ...fold, from: Math.max(fold.from, window.from), to: Math.min(fold.to, window.to) }))
    .filter((fold) => fold.to - fold.from > 0 && !window.unfolded?.has(fold.key))
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  let chosen: readonly Fold[] = [];
  const next = (): Fold | undefined => {
    const scale = scaleOf(window, chosen);
    return candidates.find(
      (fold) =>
        scale < scaleFor(fold, picture, wanted) &&
        (fold.to - fold.from) * scale > foldWidth(fold, window.width) + 8 &&
        !chosen.some((other) => fold.from < other.to && fold.to > other.from),
    );
  };
  for (let fold = next(); fold !== undefined; fold = next()) {
    chosen = [...chosen, shrink(fold, window, chosen, scaleFor(fold, picture, wanted))];
  }
  return [...chosen].sort((a, b) => a.from - b.from);
}

const isTail = ({ kind, to }: Fold, picture: Picture): boolean => kind !== 'runs' && to > picture.until * 0.98;

const scaleFor = (fold: Fold, picture: Picture, wanted: Wanted): number =>
  isTail(fold, picture) ? wanted.beforeTail : wanted.scale;

/** A steady stretch is folded only as far as the scale needs. */
function shrink(fold: Fold, window: Window, others: readonly Fold[], wanted: number): Fold {
  if (fold.kind === 'runs' || scaleOf(window, [...others, fold]) <= wanted) return fold;
  const pixels = window.width - [...others, fold].reduce((sum, other) => sum + foldWidth(other, window.width), 0);
  const elsewhere = others.reduce((sum, other) => sum + other.to - other.from, 0);
  const length = window.to - window.from - elsewhere - pixels / wanted;
  const shorter = { ...fold, from: fold.to - length };
  return length * wanted > foldWidth(fold, window.width) + 8 ? { ...shorter, labels: steadyLabels(shorter) } : fold;
}

function scaleOf(window: Window, folds: readonly Fold[]): number {
  const pixels = window.width - folds.reduce((sum, fold) => sum + foldWidth(fold, window.width), 0);
  const seconds = window.to - window.from - folds.reduce((sum, fold) => sum + fold.to - fold.from, 0);
  return Math.max(0, pixels) / Math.max(seconds, 0.001);
}

/** Room for the pill, and for the miniature of runs; less on a narrow page. */
function foldWidth(fold: Fold, width: number): number {
  const narrow = Math.min(1, Math.max(0.55, width / 800));
  if (fold.kind === 'runs') return Math.min(180, 60 + 24 * fold.labels.length) * narrow;
  return Math.max(40, textWidth(fold.labels.at(-1) ?? '') + 26) * narrow + (narrow < 1 ? 4 : 10);
}

/** Runs that follow each other and look alike: all but the first of them. */
function repeats(runs: readonly Run[], margin: number): readonly Fold[] {
  const folds: Fold[] = [];
  for (const name of new Set(runs.map(({ container }) => container))) {
    const own = runs.filter(({ container }) => container === name);
    let first = 0;
    for (let i = 1; i <= own.length; i += 1) {
      if (i < own.length && own[i]?.shape === own[first]?.shape) continue;
      const [second, last] = [own[first + 1], own[i - 1]];
      const count = i - first - 1;
      if (second !== undefined && last !== undefined && count >= 1) {
        const from = second.from + margin / 4;
        const to = last.to - margin * 0.75;
        const alike = `${count} more ${count === 1 ? 'run' : 'runs'}`;
        folds.push({
          key: `runs-${name}-${second.from}`,
          kind: 'runs',
          from,
          to,
          labels: [`${alike} alike · ${shortDuration(to - from)}`, `${alike} alike`, alike, `${count} runs`],
        });
      }
      first = i;
    }
  }
  return folds;
}

/** Stretches in which nothing changes: no mark begins or ends, and no probe fails for the first times. */
function steadyStretches(picture: Picture, margin: number, tailMargin: number): readonly Fold[] {
  const changes = new Set<number>([0, picture.until]);
  for (const { t } of picture.flags) changes.add(t);
  for (const lane of picture.lanes) {
    if (lane.kind === 'events') continue;
    for (const mark of lane.marks) {
      if (mark.look === 'passed' || mark.look === 'late') continue;
      changes.add(mark.from);
      if (!mark.open) changes.add(mark.to);
    }
  }
  const waiting = picture.lanes.flatMap((lane) => lane.marks.filter(({ look }) => look === 'backoff' || look === 'waitOver'));
  const times = [...changes].filter((t) => t <= picture.until).sort((a, b) => a - b);
  return times.slice(1).map((end, i): Fold => {
    const begin = times[i] ?? 0;
    const from = begin + (end === picture.until ? tailMargin : margin);
    const to = end - (end === picture.until ? 0 : margin);
    const waits = waiting.some((mark) => mark.from <= begin + 0.01 && mark.to >= end - 0.01);
    const fold = { key: `steady-${begin}`, kind: waits ? ('waiting' as const) : ('steady' as const), from, to };
    return { ...fold, labels: steadyLabels(fold) };
  });
}

function steadyLabels({ kind, from, to }: Pick<Fold, 'kind' | 'from' | 'to'>): readonly string[] {
  const length = shortDuration(to - from);
  return kind === 'waiting' ? [`waiting · ${length}`, length] : [length];
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
    foldAt: (time) => segments.find((s) => time > s.from && time < s.to && s.fold !== undefined)?.fold,
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
