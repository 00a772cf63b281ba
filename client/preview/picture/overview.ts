/** The overview strip: the whole life on a linear axis, one bar, and below it what the picture shows unfolded. */
import type { Axis } from './axis.ts';
import type { Lane, Mark, Picture } from './content.ts';
import { el, group, line, rect, type Shape } from './scene.ts';

const OVERVIEW_HEIGHT = 24;

/** Draws the strip; `left` and `width` are those of the axis below. */
export function drawOverview(picture: Picture, axis: Axis, left: number, width: number): Shape {
  const x = (t: number): number => left + (t / picture.until) * axis.width;
  const lane = busiest(picture);
  const bars = (lane?.marks ?? []).flatMap((mark) => overviewMark(mark, x));
  const whole = axis.from <= 0 && axis.to >= picture.until;
  const shown = axis.segments.filter(({ fold }) => fold === undefined);
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'pod overview',
      viewBox: `0 0 ${width} ${OVERVIEW_HEIGHT}`,
      width,
      height: OVERVIEW_HEIGHT,
      'aria-hidden': 'true',
    },
    rect(left, 3, axis.width, 12, { class: 'fold' }),
    group({}, bars),
    ...(whole
      ? []
      : [
          rect(left, 1, Math.max(0, x(axis.from) - left), 16, { class: 'outside' }),
          rect(x(axis.to), 1, Math.max(0, left + axis.width - x(axis.to)), 16, { class: 'outside' }),
          rect(x(axis.from), 1.5, Math.max(2, x(axis.to) - x(axis.from)), 15, { class: 'window' }),
        ]),
    line(left, 19, left + axis.width, 19, { class: 'base', 'stroke-width': 2 }),
    ...shown.map(({ from, to }) => rect(x(from), 18, Math.max(1.5, x(to) - x(from)), 2, { class: 'shown' })),
  );
}

/** The container that most happens to: its life stands for the Pod's. */
function busiest({ lanes }: Picture): Lane | undefined {
  const all = lanes.filter(({ kind }) => kind === 'container');
  // What runs before the others is over soon.
  const lasting = all.filter(({ marks }) => marks.some(({ look }) => look === 'ready'));
  const containers = lasting.length > 0 ? lasting : all;
  const exits = (lane: Lane): number => lane.marks.filter(({ look }) => look === 'exit').length;
  return containers.reduce<Lane | undefined>((best, lane) => {
    if (best === undefined) return lane;
    return exits(lane) >= exits(best) ? lane : best;
  }, undefined);
}

function overviewMark(mark: Mark, x: (t: number) => number): readonly Shape[] {
  const [x0, x1] = [x(mark.from), x(mark.to)];
  const bar = (className: string): Shape => rect(x0, 3, Math.max(1, x1 - x0), 12, { class: className });
  switch (mark.look) {
    case 'ready':
      return [bar('ready-solid soft')];
    case 'notReady':
      return [rect(x0, 9, Math.max(1, x1 - x0), 6, { class: 'ready-solid soft' })];
    case 'starting':
    case 'pull':
      return [bar('start-solid soft')];
    case 'terminating':
    case 'hook':
      return [bar('stop-solid soft')];
    case 'backoff':
    case 'waitOver':
    case 'waiting':
      return [line(x0, 9, x1, 9, { class: 'wait-edge', 'stroke-dasharray': '2 3', 'stroke-width': 2 })];
    case 'exit':
      return [line(x0, 1, x0, 17, { class: mark.good ? 'wait-edge thick' : 'fail-edge', 'stroke-width': 1.5 })];
    default:
      return [];
  }
}
