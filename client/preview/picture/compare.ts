/** Two Timelines in one picture: A above B, lane by lane on one axis, and between them by how much moments moved. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { type Pair, pairs } from '../compare.ts';
import { makeAxis } from './axis.ts';
import type { Lane, Picture } from './content.ts';
import type { Drawing, LaneBox } from './drawing.ts';
import { layOut } from './lanes.ts';
import { type DrawOptions, drawLanes, stack } from './picture.ts';
import { group, line, path, rect, type Shape, text } from './scene.ts';
import { duration, textWidth } from './words.ts';

/** Pixels between A's and B's lanes of a container, for the connectors. */
const GAP = 24;

/** Draws two lives of the same Pod, with their Events if asked to; lanes of A carry no steps, so that a click finds those of B. */
export function drawComparison(
  a: Timeline,
  b: Timeline,
  { events = false, ...options }: DrawOptions & { readonly events?: boolean },
): Drawing {
  const narrow = options.size === 'narrow';
  const left = narrow ? 2 : options.size === 'wide' ? 132 : 122;
  const [first, second] = [layOut(a), layOut(b)];
  const kinds = events ? [...KINDS, ...MORE_KINDS] : KINDS;
  const lanes = interleave(compared(first, 'A', kinds), compared(second, 'B', kinds));
  const until = Math.max(first.until, second.until);
  const whole: Picture = {
    until,
    lanes,
    flags: second.flags,
    // Neither runs nor probes ask for a scale: what is folded in one life may matter in the other.
    runs: [],
  };
  const window = { from: options.from ?? 0, to: options.to ?? Math.min(until, telling(a, b, until)) };
  const axis = makeAxis(whole, {
    ...window,
    width: options.width - left - (narrow ? 4 : 8),
    ...(options.unfolded === undefined ? {} : { unfolded: options.unfolded }),
  });
  const boxes = apart(stack(lanes, narrow));
  const last = boxes.at(-1);
  const height = last === undefined ? 40 : last.y + last.height + 4;
  const drawing = { picture: whole, axis, left, width: options.width, height, lanes: boxes };
  const scene = drawLanes(drawing, options.ids ?? 'compare', narrow);
  const marks = pairs(a, b)
    .filter((pair) => [pair.a, pair.b].every((t) => t >= window.from && t <= window.to))
    .filter((pair) => axis.foldAt(pair.a) === undefined && axis.foldAt(pair.b) === undefined);
  return { ...drawing, scene: { ...scene, children: [...scene.children, connectors(marks, drawing)] } };
}

/** Until the second exit in both, and a little beyond: later runs say the same again. */
function telling(a: Timeline, b: Timeline, until: number): number {
  const ends = [a, b].map(({ steps }) => steps.filter(({ kind }) => kind === 'exit')[2]?.t ?? 0);
  const second = Math.max(...ends);
  return second === 0 ? until : second * 1.05;
}

/** Service and containers with their probes: what the comparison is about. */
const KINDS: readonly Lane['kind'][] = ['service', 'container', 'hook', 'probe'];
/** What is known of a life that really happened may be no more than these. */
const MORE_KINDS: readonly Lane['kind'][] = ['node', 'phase', 'events'];

/** Titles that leave room for the side. */
function shortTitle({ kind, title, marks }: Lane): string {
  if (kind === 'service') return l10n.t('Service');
  return kind === 'node' && !marks.some(({ look }) => look === 'unschedulable') ? l10n.t('Image') : title;
}

const compared = ({ lanes }: Picture, side: 'A' | 'B', kinds: readonly Lane['kind'][]): readonly Lane[] =>
  lanes
    .filter(({ kind }) => kinds.includes(kind))
    .map((lane) => ({
      ...lane,
      id: `${side}-${lane.id}`,
      title: lane.kind === 'probe' || lane.kind === 'hook' ? lane.title : `${side}  ${shortTitle(lane)}`,
      marks: lane.marks.map(({ step, ...mark }) => ({
        ...mark,
        id: `${side}-${mark.id}`,
        ...(side === 'B' && step !== undefined ? { step } : {}),
      })),
    }));

/** Service of A and of B, then each container of A with its probes, and of B. */
function interleave(a: readonly Lane[], b: readonly Lane[]): readonly Lane[] {
  const [first, second] = [blocks(a), blocks(b)];
  const names = [...new Set([...second.keys(), ...first.keys()])];
  return names.flatMap((name) => [...(first.get(name) ?? []), ...(second.get(name) ?? [])]);
}

function blocks(lanes: readonly Lane[]): ReadonlyMap<string, readonly Lane[]> {
  const found = new Map<string, Lane[]>();
  let block = '';
  for (const lane of lanes) {
    if (lane.kind !== 'probe' && lane.kind !== 'hook') block = lane.id.slice(2);
    found.set(block, [...(found.get(block) ?? []), lane]);
  }
  return found;
}

const sideOf = ({ lane }: LaneBox): string => lane.id.slice(0, 1);

/** Makes room for connectors where B follows A. */
function apart(boxes: readonly LaneBox[]): readonly LaneBox[] {
  let shift = 0;
  return boxes.map((box, i) => {
    const before = boxes[i - 1];
    if (before !== undefined && sideOf(before) === 'A' && sideOf(box) === 'B' && box.lane.kind === 'container')
      shift += GAP;
    return { ...box, y: box.y + shift, barY: box.barY + shift };
  });
}

/** From a moment in A to the same in B: down from A, along, down to B, with the difference on the way. */
function connectors(
  marks: readonly Pair[],
  { axis, left, lanes, width }: Pick<Drawing, 'axis' | 'left' | 'lanes' | 'width'>,
): Shape {
  const taken: { readonly from: number; readonly to: number; readonly container: string }[] = [];
  const shapes = marks.flatMap(({ container, what, a, b }): readonly Shape[] => {
    if (Math.abs(b - a) < 0.05) return [];
    const above = lanes.find(({ lane }) => lane.id === `A-container-${container}`);
    const below = lanes.find(({ lane }) => lane.id === `B-container-${container}`);
    if (above === undefined || below === undefined) return [];
    const [x0, x1] = [left + axis.x(a), left + axis.x(b)];
    const y = below.y - GAP / 2 - 3;
    const words = `Δ ${b > a ? '+' : '−'}${duration(Math.abs(b - a))}`;
    const half = textWidth(words, 11, true) / 2 + 4;
    // Beside a connector that is too short to carry it.
    const short = Math.abs(x1 - x0) < 2 * half + 16;
    const at = short ? Math.max(x0, x1) + half + 4 : (x0 + x1) / 2;
    const middle = Math.max(left + half, Math.min(width - half - 4, at));
    const [from, to] = [Math.min(x0, x1, middle - half), Math.max(x0, x1, middle + half)];
    if (taken.some((other) => other.container === container && from < other.to + 6 && to > other.from - 6)) return [];
    taken.push({ from, to, container });
    const head = x1 < x0 ? 4 : -4;
    return [
      group({ class: 'delta', role: 'img', 'aria-label': l10n.t('{0}, {1}: {2}', container, what, words) }, [
        line(x0, above.barY + above.barHeight, x0, y, { class: 'shown-edge dash' }),
        line(x0, y, x1, y, { class: 'shown-edge' }),
        line(x1, y, x1, below.barY, { class: 'shown-edge dash' }),
        ...(Math.abs(x1 - x0) > 10
          ? [path(`M${x1 + head} ${y - 3.5}L${x1} ${y}L${x1 + head} ${y + 3.5}`, { class: 'shown-edge' })]
          : []),
        rect(middle - half, y - 8, 2 * half, 15, { class: 'plate', rx: 3 }),
        text(middle, y + 4, words, { class: 'strong', 'text-anchor': 'middle' }),
      ]),
    ];
  });
  return group({ class: 'deltas' }, shapes);
}
