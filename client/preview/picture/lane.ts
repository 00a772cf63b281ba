/** One lane in the drawing: its name, what lies behind its marks, the marks, and words beside them. */
import * as l10n from '@vscode/l10n';
import type { Axis } from './axis.ts';
import type { Mark } from './content.ts';
import type { Drawing, LaneBox } from './drawing.ts';
import { fullName, markTime } from './lanes.ts';
import { exitBadges } from './marks/exit-badges.ts';
import { drawMark } from './marks/marks.ts';
import { ordinals } from './marks/probe.ts';
import type { Place } from './marks/shapes.ts';
import { el, group, line, moved, rect, type Shape, text } from './scene.ts';
import { clock, textWidth } from './words.ts';

/** Draws a lane. */
export function laneShape(box: LaneBox, drawing: Omit<Drawing, 'scene'>, ids: string, narrow: boolean): Shape {
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

/** A name cut to a width in its middle: names that belong together mostly differ in their ends. */
function shorten(name: string, width: number, bold: boolean): string {
  if (textWidth(name, 12, bold) <= width) return name;
  const cut = (kept: number): string => `${name.slice(0, Math.ceil(kept / 2))}…${name.slice(-Math.floor(kept / 2))}`;
  let kept = name.length - 1;
  while (kept > 2 && textWidth(cut(kept), 12, bold) > width) kept -= 1;
  return cut(kept);
}

/**
 * A mark with its name for screen readers and a place to point at. It is drawn at the origin and moved: a mark that only
 * goes elsewhere is changed in one attribute, and its texts are not laid out again.
 */
function markShape(mark: Mark, place: Place, box: LaneBox): Shape {
  const words = l10n.t('{0}: {1}', markTime(mark), mark.text);
  const instant = mark.to === mark.from;
  const width = place.x1 - place.x0;
  return group({ class: 'mark', 'data-mark': mark.id, 'data-step': mark.step, transform: moved(place.x0, box.barY) }, [
    el('title', {}, words),
    ...drawMark(mark, { ...place, x0: 0, x1: width, y: 0 }),
    instant
      ? rect(-5, -4, 10, place.height + 8, { class: 'hit', rx: 3, fill: 'none' })
      : rect(0, 0, Math.max(4, width), place.height, { class: 'hit', rx: 3, fill: 'none' }),
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
