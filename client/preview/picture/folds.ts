/** Which stretches of time are folded: the longest repeats and steady stretches, until the rest can be read. */
import * as l10n from '@vscode/l10n';
import { allLaterRuns, laterRuns, repeats } from './alike-runs.ts';
import type { Mark, Picture } from './content.ts';
import type { Fold } from './fold.ts';
import { shortDuration, textWidth } from './words.ts';

const PX_PER_PERIOD = 12;

const PX_PER_RUN = 26;

const PX_PER_PULL = 6;

const MOST_PX_PER_SECOND = 120;

/** Pixels that stay unfolded beside a change. */
const MARGIN = 20;

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

export function chooseFolds(picture: Picture, window: Window): readonly Fold[] {
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
export function foldWidth(fold: Fold, width: number): number {
  const narrow = Math.min(1, Math.max(0.55, width / 800));
  const least = textWidth(fold.labels.at(-1) ?? '') + 14;
  return Math.max(least, fold.kind === 'runs' ? Math.min(180, 40 + 24 * fold.count) * narrow : (least + 20) * narrow);
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
