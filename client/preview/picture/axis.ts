/**
 * A piecewise linear time axis. Unfolded stretches share one scale; where that scale would be too small to read,
 * the longest repeats and steady stretches are folded to a few pixels, and keep what they hold in miniature.
 */
import * as l10n from '@vscode/l10n';
import type { Mark, Picture, Run } from './lanes.ts';
import { clock, shortDuration, textWidth } from './words.ts';

export interface Fold {
  /** Stands for the fold after a redraw: what it folds, by its beginning. */
  readonly key: string;
  readonly kind: 'runs' | 'steady' | 'waiting';
  /** Runs that are folded; 0 for the other kinds. */
  readonly count: number;
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
const PX_PER_PULL = 6;
const MOST_PX_PER_SECOND = 120;
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

function wantedScales(picture: Picture, width: number): Wanted {
  const { probePeriod, runs, lanes } = picture;
  const tight = width < 480 ? 0.7 : 1;
  const ended = runs.map((run) => run.to - run.from).filter((length) => length > 0.05);
  const byRuns = runs.length > 1 && ended.length > 0 ? (PX_PER_RUN * tight) / Math.max(0.5, Math.min(...ended)) : 0;
  const byProbes = probePeriod === undefined ? byRuns : (PX_PER_PERIOD * tight) / Math.max(0.5, probePeriod);
  const scale = Math.max(byProbes, byFailedPulls(lanes, tight));
  return { scale, beforeTail: Math.max(scale, byStart(picture, width)) };
}

/** Pulls that fail come again and again, as runs do. */
function byFailedPulls(lanes: Picture['lanes'], tight: number): number {
  const pulls = lanes.flatMap(({ kind, marks }) =>
    kind === 'node' ? marks.filter(({ look }) => look === 'pull') : [],
  );
  if (pulls.every(({ good }) => good)) return 0;
  return (PX_PER_PULL * tight) / Math.max(0.5, Math.min(...pulls.map(({ from, to }) => to - from)));
}

/** All that happens before the quiet end takes two fifths of the page. */
function byStart(picture: Picture, width: number): number {
  const quietFrom = changesOf(picture).findLast((t) => t < picture.until) ?? 0;
  return quietFrom === 0 ? 0 : Math.min(MOST_PX_PER_SECOND, (0.4 * width) / quietFrom);
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
  const takeFrom = (folds: readonly Fold[], fits: (fold: Fold) => boolean): void => {
    for (;;) {
      const scale = scaleOf(window, chosen);
      const fold = folds.find(
        (candidate) =>
          scale < scaleFor(candidate, picture, wanted) &&
          (candidate.to - candidate.from) * scale > foldWidth(candidate, window.width) + 8 &&
          fits(candidate),
      );
      if (fold === undefined) return;
      const others = chosen.filter((other) => !covers(fold, other));
      chosen = [...others, shrink(fold, window, others, scaleFor(fold, picture, wanted))];
    }
  };
  takeFrom(candidates, (fold) => !chosen.some((other) => overlap(fold, other)));
  // On a narrow page that may not do: then runs go that are like any earlier one.
  for (const fewer of [laterRuns(picture.runs, margin), allLaterRuns(picture.runs, margin)])
    takeFrom(
      fewer.filter(({ key }) => !window.unfolded?.has(key)),
      (fold) => chosen.every((other) => covers(fold, other) || !overlap(fold, other)) && !chosen.includes(fold),
    );
  return [...chosen].sort((a, b) => a.from - b.from);
}

const overlap = (a: Fold, b: Fold): boolean => a.from < b.to && a.to > b.from;
const covers = (outer: Fold, inner: Fold): boolean => outer.from <= inner.from && outer.to >= inner.to;

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
  const least = textWidth(fold.labels.at(-1) ?? '') + 14;
  return Math.max(least, fold.kind === 'runs' ? Math.min(180, 40 + 24 * fold.count) * narrow : (least + 20) * narrow);
}

/** Runs that follow each other and look alike, their waits included. */
function groupsOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.findLast(([first]) => first?.container === run.container);
    const [first, second] = group ?? [];
    const waited = second?.waited ?? Math.max(first?.waited ?? 0, 1);
    const alike = isAlike(first, run) && (run.waited <= 1 || Math.abs(run.waited - waited) <= 0.2 * waited);
    if (group !== undefined && alike) group.push(run);
    else groups.push([run]);
  }
  return groups;
}

/** The same end, after about the same time. */
function isAlike(a: Run | undefined, b: Run | undefined): boolean {
  if (a === undefined || b === undefined || a.shape !== b.shape) return false;
  const [one, other] = [a.to - a.from, b.to - b.from];
  return Math.abs(one - other) <= 0.2 * Math.max(one, other) + 0.5;
}

/** All but the first of runs that are alike. */
function repeats(runs: readonly Run[], margin: number): readonly Fold[] {
  return groupsOf(runs).flatMap(([first, ...alike]): readonly Fold[] => {
    const last = alike.at(-1);
    if (first === undefined || last === undefined) return [];
    return [runFold(alike, first.to + margin / 4, last.to - margin * 0.75)];
  });
}

/** Runs that are like runs before them, but for a longer wait in between. */
const laterRuns = (runs: readonly Run[], margin: number): readonly Fold[] =>
  laterGroups(runs)
    .flat()
    .map((group) => foldOf(group, margin));

/** So many folds side by side are read no more. */
const MANY_GROUPS = 12;

/** Of a life with many of them all together, with the waits between them, as far as nothing else comes between. */
const allLaterRuns = (runs: readonly Run[], margin: number): readonly Fold[] =>
  laterGroups(runs)
    .filter((groups) => groups.length > MANY_GROUPS)
    .map((groups) => ({ ...foldOf(groups.flat(), margin), key: `all-${groups[0]?.[0]?.from}` }));

const foldOf = (group: readonly Run[], margin: number): Fold =>
  runFold(group, (group[0]?.from ?? 0) + margin / 4, (group.at(-1)?.to ?? 0) - margin * 0.75);

/** Groups of runs that are like earlier ones, those together that follow each other. */
function laterGroups(runs: readonly Run[]): readonly (readonly (readonly Run[])[])[] {
  const groups = groupsOf(runs);
  const firsts = new Map<string, (readonly Run[])[]>();
  const later: (readonly Run[])[][] = [];
  let follows = false;
  for (const group of groups) {
    const [run] = group;
    if (run === undefined) continue;
    const kinds = firsts.get(run.container) ?? [];
    const known = kinds.some(([other]) => isAlike(other, run));
    if (!known) firsts.set(run.container, [...kinds, group]);
    else if (follows) later.at(-1)?.push(group);
    else later.push([group]);
    follows = known;
  }
  return later;
}

function runFold(runs: readonly Run[], from: number, to: number): Fold {
  const count = runs.length;
  const length = shortDuration(to - from);
  return {
    key: `runs-${runs[0]?.container}-${runs[0]?.from}`,
    kind: 'runs',
    count,
    from,
    to,
    labels:
      count === 1
        ? [l10n.t('1 more run alike · {0}', length), l10n.t('1 more run alike'), l10n.t('1 more run'), l10n.t('1 run')]
        : [
            l10n.t('{0} more runs alike · {1}', count, length),
            l10n.t('{0} more runs alike', count),
            l10n.t('{0} more runs', count),
            l10n.t('{0} runs', count),
          ],
  };
}

/** Stretches in which nothing changes: no mark begins or ends, and no probe fails for the first times. */
function steadyStretches(picture: Picture, margin: number, tailMargin: number): readonly Fold[] {
  const waiting = picture.lanes.flatMap((lane) =>
    lane.marks.filter(({ look }) => look === 'backoff' || look === 'waitOver'),
  );
  const times = changesOf(picture);
  return times.slice(1).map((end, i): Fold => {
    const begin = times[i] ?? 0;
    const from = begin + (end === picture.until ? tailMargin : margin);
    const to = end - (end === picture.until ? 0 : margin);
    const middle = (begin + end) / 2;
    const waits = waiting.some((mark) => mark.from <= middle && mark.to >= middle);
    const fold = {
      key: `steady-${begin}`,
      kind: waits ? ('waiting' as const) : ('steady' as const),
      count: 0,
      from,
      to,
    };
    return { ...fold, labels: steadyLabels(fold) };
  });
}

/** When something changes, in order, with both ends of the picture. */
function changesOf(picture: Picture): readonly number[] {
  const changes = new Set<number>([0, picture.until]);
  for (const { t } of picture.flags) changes.add(t);
  for (const lane of picture.lanes) {
    if (lane.kind === 'events') continue;
    for (const mark of lane.marks) {
      if (mark.look === 'passed' || mark.look === 'late' || mark.look === 'waitOver') continue;
      changes.add(mark.from);
      if (!mark.open && !endsUnseen(mark, lane.marks)) changes.add(mark.to);
    }
  }
  return [...changes].filter((t) => t <= picture.until).sort((a, b) => a - b);
}

/** The nominal end of a back-off is no change when the kubelet has not looked yet. */
const endsUnseen = (mark: Mark, marks: readonly Mark[]): boolean =>
  mark.look === 'backoff' && marks.some(({ look, from }) => look === 'waitOver' && from === mark.to);

function steadyLabels({ kind, from, to }: Pick<Fold, 'kind' | 'from' | 'to'>): readonly string[] {
  const length = shortDuration(to - from);
  return kind === 'waiting' ? [l10n.t('waiting · {0}', length), length] : [length];
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
