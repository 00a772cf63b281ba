/** Lanes and axis → scene: where everything stands. The one drawing code of page, export and command line. */
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { makeAxis } from './axis.ts';
import { AXIS_HEIGHT, flags, ground, tears } from './axis-row.ts';
import type { Lane, Successor } from './content.ts';
import type { Drawing, LaneBox } from './drawing.ts';
import { laneShape } from './lane.ts';
import { layOut } from './lanes.ts';
import { patterns } from './marks/patterns.ts';
import { el, group, line, type Shape } from './scene.ts';

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

function separators(lanes: readonly LaneBox[], width: number): Shape {
  const lines = lanes.flatMap((box, i) => {
    const before = lanes[i - 1];
    if (before === undefined || groupOf(before.lane) === groupOf(box.lane)) return [];
    const y = Math.round((before.y + before.height + box.y) / 2) + 0.5;
    return [line(0, y, width, y, { class: 'hair' })];
  });
  return group({}, lines);
}
