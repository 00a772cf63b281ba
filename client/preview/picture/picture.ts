/** Lanes and axis → scene: where everything stands. The one drawing code of page, export and command line. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { type Axis, type Fold, makeAxis } from './axis.ts';
import { fullName, type Lane, layOut, type Mark, markTime, type Picture, type Successor } from './lanes.ts';
import { drawMark, exitBadges, ordinals, type Place, patterns } from './marks.ts';
import { el, group, line, path, rect, type Shape, text } from './scene.ts';
import { clock, roughDuration, textWidth } from './words.ts';

export interface DrawOptions {
  /** Pixels of the whole picture, labels included. */
  readonly width: number;
  /** How much room there is around: wide from 1080, narrow below 620. */
  readonly size: 'wide' | 'medium' | 'narrow';
  /** The time window, seconds; all of it if absent. */
  readonly from?: number;
  readonly to?: number;
  readonly unfolded?: ReadonlySet<string>;
  /** The Pod that takes over in a rolling restart. */
  readonly successor?: Successor;
  /** Prefix of ids in the drawing; two drawings on one page need different ones. */
  readonly ids?: string;
}

export interface LaneBox {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  /** Where the lane's bar stands. */
  readonly barY: number;
  readonly barHeight: number;
}

/** A drawing and what is needed to talk about it in pixels. */
export interface Drawing {
  readonly scene: Shape;
  readonly picture: Picture;
  readonly axis: Axis;
  /** Left end of the axis in the drawing. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly LaneBox[];
}

const AXIS_HEIGHT = 34;

/** Draws a Timeline. */
export function draw(timeline: Timeline, options: DrawOptions): Drawing {
  const picture = layOut(timeline, options.successor);
  const narrow = options.size === 'narrow';
  const left = narrow ? 2 : options.size === 'wide' ? 132 : 122;
  const axis = makeAxis(picture, {
    width: options.width - left - (narrow ? 4 : 8),
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to }),
    ...(options.unfolded === undefined ? {} : { unfolded: options.unfolded }),
  });
  const lanes = stack(narrow ? fewerLanes(picture.lanes) : picture.lanes, narrow);
  const last = lanes.at(-1);
  const height = (last === undefined ? AXIS_HEIGHT : last.y + last.height) + 4;
  const drawing = { picture, axis, left, width: options.width, height, lanes };
  return { ...drawing, scene: drawLanes(drawing, options.ids ?? 'pod', narrow) };
}

/** On a narrow page only the Ready condition, and no events. */
const fewerLanes = (lanes: readonly Lane[]): readonly Lane[] =>
  lanes.filter(({ id, kind }) => kind !== 'events' && (kind !== 'condition' || id === 'condition-Ready'));

const groupOf = ({ kind }: Lane): number =>
  kind === 'service' || kind === 'job' || kind === 'node'
    ? 0
    : kind === 'events'
      ? 3
      : kind === 'phase' || kind === 'condition'
        ? 2
        : 1;

/** Gives each lane its place, from the top. */
export function stack(lanes: readonly Lane[], narrow: boolean): readonly LaneBox[] {
  const boxes: LaneBox[] = [];
  let y = AXIS_HEIGHT;
  for (const [i, lane] of lanes.entries()) {
    const before = lanes[i - 1];
    if (before !== undefined) y += groupOf(before) === groupOf(lane) ? 7 : 16;
    const title = narrow ? 16 : 0;
    const [above, bar, below] = barOf(lane, narrow);
    const height = title + above + bar + below;
    boxes.push({ lane, y, height, barY: y + title + above, barHeight: bar });
    y += height;
  }
  return boxes;
}

/** Pixels above the bar, of the bar, and below it. */
function barOf({ kind, marks }: Lane, narrow: boolean): readonly [number, number, number] {
  switch (kind) {
    case 'service':
    case 'job':
      return [0, 22, 0];
    case 'node':
      return [1, marks.some(({ look }) => look === 'unschedulable') ? 22 : 14, 1];
    case 'container':
      return [marks.some(({ look }) => look === 'exit') ? 17 : 0, narrow ? 24 : 28, 0];
    case 'hook':
      return [2, 18, 2];
    case 'probe':
      return [7, narrow ? 26 : 31, 6];
    case 'memory':
      return [3, 32, 1];
    case 'cpu':
      return [2, 24, 2];
    case 'phase':
      return [0, 16, 0];
    case 'condition':
      return [2, 9, 1];
    case 'events':
      return [0, 16, 0];
  }
}

/** Lanes that have their places, on their axis. */
export function drawLanes(drawing: Omit<Drawing, 'scene'>, ids: string, narrow: boolean): Shape {
  const { axis, left, width, height, lanes } = drawing;
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'pod',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': 'var(--pw-font, system-ui, "Segoe UI", "Open Sans", sans-serif)',
    },
    patterns(ids),
    ground(drawing),
    separators(lanes, width),
    ...lanes.map((box) => laneShape(box, drawing, ids, narrow)),
    tears(axis, left, height),
    ...flags(drawing),
  );
}

/** What stands on the axis beside its labels: the pill of a fold, a flag. Pixels. */
export interface Sign {
  readonly from: number;
  readonly to: number;
}

/** The pill of a fold, with what it says. */
interface Pill extends Sign {
  readonly fold: Fold;
  readonly words: string;
}

function pillsOf(axis: Axis, left: number): readonly Pill[] {
  return axis.segments.flatMap(({ x0, x1, fold }) => {
    if (fold === undefined) return [];
    const labels = [...fold.labels, roughDuration(fold.to - fold.from)];
    const words = labels.find((candidate) => textWidth(candidate) + 6 <= x1 - x0) ?? '⋯';
    const half = Math.min(x1 - x0, textWidth(words) + 16) / 2;
    const middle = left + (x0 + x1) / 2;
    return [{ from: middle - half, to: middle + half, fold, words }];
  });
}

/** What the axis has no room for labels beside. */
export function signsOf({ axis, left, picture }: Omit<Drawing, 'scene'>): readonly Sign[] {
  const flags = picture.flags.map(({ t }) => ({ from: left + axis.x(t) - 44, to: left + axis.x(t) + 44 }));
  return [...pillsOf(axis, left), ...flags];
}

/** Folds and the hairlines of the axis, behind everything. */
function ground(drawing: Omit<Drawing, 'scene'>): Shape {
  const { axis, left, height } = drawing;
  const signs = signsOf(drawing);
  const shapes: Shape[] = [];
  for (const { x0, x1, fold } of axis.segments) {
    if (fold !== undefined)
      shapes.push(rect(left + x0, AXIS_HEIGHT - 6, x1 - x0, height - AXIS_HEIGHT + 2, { class: 'fold' }));
  }
  for (const { x } of axis.ticks) shapes.push(line(left + x, AXIS_HEIGHT - 6, left + x, height - 4, { class: 'hair' }));
  for (const { from, to, fold, words } of pillsOf(axis, left)) {
    shapes.push(
      group(
        {
          class: 'pill',
          'data-fold': fold.key,
          role: 'button',
          'aria-label': l10n.t('{0}: unfold {1}', words, fold.labels[0] ?? ''),
        },
        [rect(from, 5, to - from, 19, { rx: 9.5 }), text((from + to) / 2, 18.5, words, { 'text-anchor': 'middle' })],
      ),
    );
  }
  for (const { x, label } of axis.ticks) {
    const half = textWidth(label) / 2;
    const at = Math.max(left + half, Math.min(left + axis.width - half, left + x));
    if (signs.some(({ from, to }) => at + half > from - 4 && at - half < to + 4)) continue;
    shapes.push(text(at, 18.5, label, { class: 'muted tick', 'text-anchor': 'middle' }));
  }
  return group({ class: 'ground' }, shapes);
}

/** The torn edges of folds, in front of the lanes. */
function tears(axis: Axis, left: number, height: number): Shape {
  const shapes = axis.segments.flatMap(({ x0, x1, fold }) =>
    fold === undefined
      ? []
      : [x0, ...(x1 < axis.width - 1 ? [x1] : [])].map((x) =>
          path(zigzag(left + x, AXIS_HEIGHT - 5, height - 6), { class: 'tear' }),
        ),
  );
  return group({ class: 'tears' }, shapes);
}

function zigzag(x: number, from: number, to: number): string {
  const round = (value: number): number => Math.round(value * 10) / 10;
  let d = `M${round(x)} ${from}`;
  for (let y = from + 5, side = 1; y <= to; y += 5, side = -side) d += `L${round(x + 1.6 * side)} ${y}`;
  return d;
}

function separators(lanes: readonly LaneBox[], width: number): Shape {
  const lines = lanes.flatMap((box, i) => {
    const before = lanes[i - 1];
    if (before === undefined || groupOf(before.lane) === groupOf(box.lane)) return [];
    const y = Math.round((before.y + before.height + box.y) / 2) + 0.5;
    return [line(0, y, width, y, { class: 'hair' })];
  });
  return group({}, lines);
}

/** Flags on the axis with a line through all lanes; where two are close, they lean away from each other. */
function flags({ axis, left, height, picture }: Omit<Drawing, 'scene'>): readonly Shape[] {
  const shown = picture.flags.filter(({ t }) => t >= axis.from && t <= axis.to);
  return shown.map(({ t, label, step }, i) => {
    const x = left + axis.x(t);
    const words = label === 'delete' ? l10n.t('delete') : l10n.t('gone');
    const width = textWidth(words, 11, true) + 12;
    const close = (other: number | undefined): boolean =>
      other !== undefined && Math.abs(left + axis.x(other) - x) < 56;
    const lean = close(shown[i + 1]?.t) ? -width / 2 : close(shown[i - 1]?.t) ? width / 2 : 0;
    return group({ class: `flag ${label}`, 'data-mark': `flag-${label}`, 'data-step': step }, [
      line(x, lean === 0 ? 24 : 4, x, height - 4),
      rect(x - width / 2 + lean, 4, width, 18, { rx: 3 }),
      text(x + lean, 17, words, { class: 'strong', 'text-anchor': 'middle' }),
    ]);
  });
}

function laneShape(box: LaneBox, drawing: Omit<Drawing, 'scene'>, ids: string, narrow: boolean): Shape {
  const { axis, left } = drawing;
  const { lane, barY, barHeight } = box;
  const visible = lane.marks
    .filter((mark) => mark.to >= axis.from && mark.from <= axis.to)
    .map((mark): Mark => (mark.to > axis.to ? { ...mark, open: true } : mark));
  const shown = lane.kind === 'events' ? spaced(visible, axis) : thinned(visible, axis);
  const place = (mark: Mark): Place => {
    const fold = axis.foldAt((mark.from + mark.to) / 2);
    const small = fold?.kind === 'runs' && mark.to - mark.from < fold.to - fold.from;
    const scale = axis.segments.find(({ fold, to }) => fold === undefined && to >= mark.from);
    return {
      x0: left + axis.x(mark.from),
      x1: left + axis.x(mark.to),
      y: barY,
      height: barHeight,
      scale: scale === undefined ? 0 : (scale.x1 - scale.x0) / (scale.to - scale.from),
      small,
      ids,
    };
  };
  return group(
    {
      class: `lane ${lane.kind}`,
      'data-lane': lane.id,
      role: 'group',
      'aria-label': fullName(lane),
    },
    [
      rect(0, box.y - 3, drawing.width, box.height + 6, { class: 'lane-hit', fill: 'none' }),
      group({ class: 'lane-name', 'data-path': lane.field }, [
        rect(0, box.y, narrow ? drawing.width : left - 6, narrow ? 16 : box.height, {
          class: 'name-hit',
          fill: 'none',
        }),
        ...laneName(box, left, drawing.width, narrow),
      ]),
      ...underlay(box, axis, left),
      ...shown.map((mark) => markShape(mark, place(mark), box)),
      ...(lane.kind === 'node' ? pullLabels(shown, place) : []),
      ...(lane.kind === 'probe' ? ordinals(shown, place) : []),
      ...(lane.kind === 'probe' && shown.length === 0 ? silent(box, visible, left) : []),
      ...(lane.kind === 'container' ? badges(shown, place, axis, box, left) : []),
    ],
  );
}

/** What a lane has behind its marks: the line that events hang on, the threshold of a probe, a memory limit. */
function underlay({ lane, barY, barHeight }: LaneBox, axis: Axis, left: number): readonly Shape[] {
  const right = left + axis.width;
  switch (lane.kind) {
    case 'node':
      if (lane.marks.some(({ look }) => look === 'unschedulable')) return [];
      return [line(left, barY + barHeight / 2, right, barY + barHeight / 2, { class: 'base' })];
    case 'events':
      return [line(left, barY + barHeight / 2, right, barY + barHeight / 2, { class: 'base' })];
    case 'probe':
      return [
        line(left, barY + barHeight, right, barY + barHeight, { class: 'base' }),
        line(left, barY, right, barY, { class: 'threshold' }),
      ];
    case 'memory':
      return [
        line(left, barY + barHeight, right, barY + barHeight, { class: 'base' }),
        line(left, barY, right, barY, { class: 'fail-edge dash' }),
      ];
    default:
      return [];
  }
}

function laneName({ lane, y, height }: LaneBox, left: number, width: number, narrow: boolean): readonly Shape[] {
  const inner =
    lane.kind === 'hook' ||
    lane.kind === 'probe' ||
    lane.kind === 'memory' ||
    lane.kind === 'cpu' ||
    lane.kind === 'condition';
  const bold = inner ? 'name' : 'name strong';
  if (narrow) {
    const beside = lane.subtitle === undefined ? 0 : textWidth(lane.subtitle) + 8;
    const subtitle = lane.subtitle === undefined ? [] : [el('tspan', { class: 'aside', dx: 8 }, lane.subtitle)];
    const title = shorten(lane.title, width - 4 - beside, !inner);
    return [el('text', { x: 2, y: y + 11, class: bold }, title, ...subtitle)];
  }
  const x = inner ? 12 : 2;
  const title = shorten(lane.title, left - x - 3, !inner);
  const bottom = lane.kind === 'container' ? y + height - (lane.subtitle === undefined ? 8 : 18) : 0;
  const middle = lane.kind === 'container' ? bottom : y + height / 2 + (lane.subtitle === undefined ? 4 : -3);
  return [
    text(x, middle, title, { class: bold }),
    ...(lane.subtitle === undefined ? [] : [text(x, middle + 14, lane.subtitle, { class: 'muted' })]),
  ];
}

/** In words what the lane of a probe has no marks for: it is not asked, or passes where time is folded. */
function silent({ lane, barY, barHeight }: LaneBox, visible: readonly Mark[], left: number): readonly Shape[] {
  const [first] = visible;
  if (first === undefined && lane.marks.length > 0) return [];
  const words = first === undefined ? l10n.t('never asked') : l10n.t('passes from {0} on', clock(first.from));
  return [text(left + 8, barY + barHeight / 2 + 4, words, { class: 'muted' })];
}

/** A name cut to a width, with an ellipsis. */
function shorten(name: string, width: number, bold: boolean): string {
  if (textWidth(name, 12, bold) <= width) return name;
  let cut = name.length;
  while (cut > 1 && textWidth(`${name.slice(0, cut)}…`, 12, bold) > width) cut -= 1;
  return `${name.slice(0, cut)}…`;
}

/** A mark with its name for screen readers and a place to point at. */
function markShape(mark: Mark, place: Place, box: LaneBox): Shape {
  const words = l10n.t('{0}: {1}', markTime(mark), mark.text);
  const instant = mark.to === mark.from;
  const x0 = instant ? place.x0 - 5 : place.x0;
  const width = instant ? 10 : Math.max(4, place.x1 - place.x0);
  return group({ class: 'mark', 'data-mark': mark.id, 'data-step': mark.step }, [
    el('title', {}, words),
    ...drawMark(mark, place),
    rect(x0, instant ? box.barY - 4 : place.y, width, place.height + (instant ? 8 : 0), {
      class: 'hit',
      rx: 3,
      fill: 'none',
    }),
  ]);
}

/** Pulls are short: their labels stand to the right, as long as there is room before the next. */
function pullLabels(marks: readonly Mark[], place: (mark: Mark) => Place): readonly Shape[] {
  let free = Number.NEGATIVE_INFINITY;
  const pulls = marks.filter(({ look }) => look === 'pull');
  return pulls.flatMap((mark, i) => {
    const { x1, y, height } = place(mark);
    const next = pulls[i + 1];
    const room = (next === undefined ? Number.POSITIVE_INFINITY : place(next).x0) - x1 - 10;
    const words = mark.labels.find((candidate) => textWidth(candidate) <= room);
    if (words === undefined || x1 < free) return [];
    free = x1 + textWidth(words) + 10;
    return [
      rect(x1 + 2, y - 1, textWidth(words) + 6, height + 2, { class: 'plate' }),
      text(x1 + 5, y + height / 2 + 4, words, {}),
    ];
  });
}

function badges(
  marks: readonly Mark[],
  place: (mark: Mark) => Place,
  axis: Axis,
  box: LaneBox,
  left: number,
): readonly Shape[] {
  const exits = marks.flatMap((mark, i) => {
    if (mark.look !== 'exit') return [];
    const begin = marks.slice(0, i).findLast(({ look }) => look === 'exit' || look === 'backoff' || look === 'waiting');
    return [{ mark, x: place(mark).x0, room: place(mark).x0 - (begin === undefined ? left : place(begin).x1) }];
  });
  const outside = exits.filter(({ mark }) => axis.foldAt(mark.from) === undefined);
  const inside = exits.filter(({ mark }) => axis.foldAt(mark.from)?.kind === 'steady');
  return exitBadges([...outside, ...inside], box.barY - 17, left);
}

/** Pixels between marks of one look in a fold: closer, they would be one stain. */
const LEAST = 3;

/**
 * A fold keeps verdicts and what went wrong, as far as there is room; that probes pass, or go on failing, goes without
 * saying.
 */
function thinned(marks: readonly Mark[], axis: Axis): readonly Mark[] {
  const free = new Map<Mark['look'], number>();
  return marks.filter((mark) => {
    const fold = axis.foldAt(mark.from);
    if (fold === undefined || mark.to > fold.to) return true;
    if (mark.look === 'passed' || mark.look === 'late') return false;
    const x = axis.x(mark.to);
    if (x < (free.get(mark.look) ?? 0)) return false;
    free.set(mark.look, x + LEAST);
    return true;
  });
}

/** Events that would lie on each other: one of them, a warning if there is one. */
function spaced(marks: readonly Mark[], axis: Axis): readonly Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks) {
    const last = kept.at(-1);
    const room = axis.foldAt(mark.from) === undefined ? 9 : 24;
    if (last === undefined || axis.x(mark.from) - axis.x(last.from) >= room) kept.push(mark);
    else if (mark.look === 'warning' && last.look === 'normal') kept[kept.length - 1] = mark;
  }
  return kept;
}
