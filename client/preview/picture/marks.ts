/** One function a look: a mark at its place. Shape tells first, colour second. */
import type { Look, Mark } from './lanes.ts';
import { circle, group, line, path, rect, type Shape, text } from './scene.ts';
import { longestThatFits, textWidth } from './words.ts';

/** Where a mark is drawn: the lane's bar, in pixels. */
export interface Place {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly height: number;
  /** Pixels a second here, for a whisker. */
  readonly scale: number;
  /** In a fold: in miniature. */
  readonly small: boolean;
  /** Prefix of pattern ids. */
  readonly ids: string;
}

/** The patterns that marks fill with. */
export function patterns(ids: string): Shape {
  const pattern = (
    name: string,
    width: number,
    height: number,
    content: readonly Shape[],
    transform?: string,
  ): Shape => ({
    tag: 'pattern',
    attributes: {
      id: `${ids}-${name}`,
      width,
      height,
      patternUnits: 'userSpaceOnUse',
      ...(transform === undefined ? {} : { patternTransform: transform }),
    },
    children: content,
  });
  return {
    tag: 'defs',
    attributes: {},
    children: [
      pattern('hatch', 8, 8, [line(0, 0, 0, 8, { class: 'hatch-line' })], 'rotate(45)'),
      pattern('fail-hatch', 7, 7, [line(0, 0, 0, 7, { class: 'fail-hatch-line' })], 'rotate(-45)'),
      pattern('dots', 5, 5, [circle(2.5, 2.5, 0.9, { class: 'dots-dot' })]),
    ],
  };
}

/** The shapes of a mark. */
export const drawMark = (mark: Mark, place: Place): readonly Shape[] => DRAW[mark.look](mark, place);

type Draw = (mark: Mark, place: Place) => readonly Shape[];

const wide = ({ x0, x1 }: Place): number => Math.max(1.5, x1 - x0);

/** A label in the middle or at the start of a bar; on a plate where the bar is hatched. */
function label(
  mark: Mark,
  place: Place,
  at: 'start' | 'middle',
  options: { plate?: boolean; strong?: boolean } = {},
): readonly Shape[] {
  if (place.small) at = 'middle';
  const room = place.x1 - place.x0 - (at === 'start' ? 12 : 6);
  const found = longestThatFits(mark.labels, room, options.strong);
  if (found === undefined) return [];
  const width = textWidth(found, 11, options.strong);
  const x = at === 'start' ? place.x0 + 8 : (place.x0 + place.x1 - width) / 2;
  const y = place.y + place.height / 2 + 4;
  const className = options.strong ? 'strong' : undefined;
  const words = text(at === 'start' ? x : (place.x0 + place.x1) / 2, y, found, {
    class: className,
    ...(at === 'start' ? {} : { 'text-anchor': 'middle' }),
  });
  return options.plate ? [rect(x - 3, y - 11, width + 6, 15, { class: 'plate', rx: 2 }), words] : [words];
}

const bar = (place: Place, className: string, attributes = {}): Shape =>
  rect(place.x0, place.y, wide(place), place.height, { class: className, ...attributes });

/** A bar's outline without the side that goes on beyond the horizon. */
function outline(mark: Mark, place: Place, className: string): Shape {
  const [x1, y1] = [place.x0 + wide(place), place.y + place.height];
  const closing = mark.open ? '' : `V${y1}`;
  return path(`M${r(x1)} ${y1}H${r(place.x0)}V${place.y}H${r(x1)}${closing}`, { class: className });
}

const r = (value: number): number => Math.round(value * 100) / 100;

const topEdge = (place: Place, className: string): Shape =>
  line(place.x0, place.y, place.x0 + wide(place), place.y, { class: `${className} thick` });

const startEdge = (place: Place, className: string): Shape =>
  line(place.x0, place.y, place.x0, place.y + place.height, { class: className });

/** Chevrons that point to where a termination ends. */
function chevrons(place: Place): Shape {
  const [top, middle, bottom] = [place.y + 7, place.y + place.height / 2, place.y + place.height - 7];
  const width = 5;
  let d = '';
  for (let x = place.x0 + 3; x + width <= place.x1 - 1; x += 8)
    d += `M${r(x)} ${top}L${r(x + width)} ${middle}L${r(x)} ${bottom}`;
  return path(d, { class: 'chevron-line' });
}

const cross = (x: number, y: number, size: number, className = 'fail-edge'): Shape =>
  path(`M${r(x - size)} ${r(y - size)}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`, {
    class: className,
    'stroke-width': 1.7,
  });

const tick = (x: number, y: number): Shape =>
  path(`M${r(x - 3.5)} ${r(y)}l2.5 3l4.5 -6`, { class: 'ready-edge', 'stroke-width': 1.7 });

const baseline = (place: Place): number => place.y + place.height;

/** The column of a failed probe: as high as the share of the threshold that is reached. */
function column(mark: Mark, place: Place, className: string, width: number): readonly Shape[] {
  const share = Math.min(1, (mark.count ?? 1) / (mark.threshold ?? 1));
  const height = share * place.height;
  return [rect(place.x0 - width / 2, baseline(place) - height, width, height, { class: className })];
}

const columnTop = (mark: Mark, place: Place): number =>
  baseline(place) - Math.min(1, (mark.count ?? 1) / (mark.threshold ?? 1)) * place.height;

const columnWidth = (place: Place): number => (place.small ? 2 : 6);

/** Up to the limit, where nothing more is known. */
const CLIMB = [
  [0, 0],
  [1, 1],
] as const;

const DRAW: Readonly<Record<Look, Draw>> = {
  waiting: (mark, place) => [outline(mark, place, 'waiting'), ...label(mark, place, 'start')],

  pull: (mark, place) => [
    bar(place, 'start-fill'),
    bar(place, mark.good === false ? 'fail-edge' : 'start-edge', { fill: 'none' }),
    ...(mark.good === false && wide(place) > 9
      ? [cross((place.x0 + place.x1) / 2, place.y + place.height / 2, 3)]
      : []),
  ],

  starting: (mark, place) => [
    bar(place, 'start-fill'),
    topEdge(place, 'start-edge'),
    startEdge(place, 'start-edge'),
    ...label(mark, place, 'start'),
  ],

  notReady: (mark, place) => {
    const half = place.y + place.height / 2;
    const x1 = place.x0 + wide(place);
    const found = longestThatFits(mark.labels, place.x1 - place.x0 - 14);
    const width = found === undefined ? 0 : textWidth(found);
    return [
      rect(place.x0, half, wide(place), place.height / 2, { class: 'ready-fill', opacity: 0.55 }),
      startEdge(place, 'ready-edge'),
      line(place.x0, half, x1, half, { class: 'ready-edge dash thick' }),
      line(place.x0, half + 5, x1, half + 5, { class: 'ready-edge' }),
      line(place.x0, half + 9.5, x1, half + 9.5, { class: 'ready-edge' }),
      line(place.x0, place.y + place.height, x1, place.y + place.height, { class: 'ready-edge' }),
      ...(found === undefined
        ? []
        : [
            rect(place.x0 + 5, half - 8, width + 6, 16, { class: 'plate', rx: 2 }),
            text(place.x0 + 8, half + 4, found, {}),
          ]),
    ];
  },

  ready: (mark, place) => [
    bar(place, 'ready-fill'),
    topEdge(place, 'ready-edge'),
    ...(place.small ? [] : [startEdge(place, 'ready-edge')]),
    ...label(mark, place, 'start'),
  ],

  hook: (mark, place) => {
    const inset = place.height > 20 ? 3 : 1;
    const rounded = rect(place.x0, place.y + inset, wide(place), place.height - 2 * inset, {
      class: 'hook-fill',
      rx: 7,
    });
    const found = longestThatFits(mark.labels, place.x1 - place.x0 - 10);
    if (found !== undefined || place.small) return [rounded, ...label(mark, place, 'middle')];
    // A short one has its time beside it.
    return [rounded, text(place.x1 + 4, place.y + place.height / 2 + 4, mark.labels.at(-1) ?? '')];
  },

  terminating: (mark, place) => {
    const words = label(mark, place, 'middle');
    const found = longestThatFits(mark.labels, place.x1 - place.x0 - 6);
    const width = found === undefined ? 0 : textWidth(found) + 8;
    const middle = (place.x0 + place.x1) / 2;
    return [
      bar(place, 'stop-fill'),
      topEdge(place, 'stop-edge'),
      ...(found === undefined
        ? [chevrons(place)]
        : [chevrons({ ...place, x1: middle - width / 2 }), chevrons({ ...place, x0: middle + width / 2 }), ...words]),
    ];
  },

  backoff: (mark, place) => [
    bar(place, '', { fill: `url(#${place.ids}-hatch)` }),
    outline(mark, place, 'wait-edge'),
    ...label(mark, place, 'middle', { plate: true, strong: true }),
  ],

  waitOver: (mark, place) => [
    bar(place, '', { fill: `url(#${place.ids}-dots)` }),
    outline({ ...mark, open: true }, place, 'wait-edge'),
    line(place.x0, place.y - 4, place.x0, place.y + place.height, { class: 'wait-edge thick' }),
  ],

  // The badge above the edge is drawn once all badges are known, see `exitBadges`.
  exit: (mark, place) => [
    line(place.x0, place.y, place.x0, place.y + place.height, {
      class: mark.good ? 'wait-edge thick' : 'fail-edge thick',
    }),
  ],

  memory: ({ curve = CLIMB }, place) => {
    const bottom = baseline(place);
    const points = curve.map(
      ([time, amount]) => `L${r(place.x0 + time * wide(place))} ${r(bottom - Math.min(1, amount) * place.height)}`,
    );
    const d = `M${r(place.x0)} ${bottom}${points.join('')}V${bottom}Z`;
    return [path(d, { class: 'stop-fill' }), path(d, { class: 'stop-edge', 'stroke-dasharray': '3 2' })];
  },

  throttled: (mark, place) => {
    const had = r((mark.share ?? 0.5) * place.height);
    const missing = { ...place, height: place.height - had };
    return [
      rect(place.x0, place.y + missing.height, wide(place), had, { class: 'start-fill' }),
      line(place.x0, place.y + missing.height, place.x0 + wide(place), place.y + missing.height, {
        class: 'start-edge thick',
      }),
      outline({ ...mark, open: true }, missing, 'out'),
      ...label(mark, place, 'start', { plate: true }),
    ];
  },

  passed: (_, place) => (place.small ? [] : [circle(place.x0, baseline(place), 3.4, { class: 'ring' })]),

  failed: (mark, place) => {
    if (place.small) return [];
    if ((mark.threshold ?? 1) > 10) {
      return [cross(place.x0, baseline(place), 3)];
    }
    return [...column(mark, place, 'fail-soft', 6), cross(place.x0, columnTop(mark, place) - 4, 2.6)];
  },

  timeout: (mark, place) => {
    if (place.small) return [];
    return [
      ...column(mark, place, 'fail-soft', 6),
      ...whisker(mark, place),
      diamond(place.x0, columnTop(mark, place) - 4),
    ];
  },

  verdict: (mark, place) => {
    if (place.small) return column(mark, place, 'fail-solid', 2);
    return [
      ...column(mark, place, 'fail-solid', 7),
      ...(mark.timeout === undefined ? [] : whisker(mark, place)),
      line(place.x0, place.y, place.x0, place.y - 9, { class: 'fail-edge', 'stroke-width': 1.5 }),
      path(`M${r(place.x0 - 4)} ${place.y - 6}l4 -6l4 6`, { class: 'fail-edge', 'stroke-width': 1.5 }),
    ];
  },

  late: (mark, place) => (place.small ? [] : column(mark, place, 'fail-fill', columnWidth(place))),

  in: (mark, place) => [
    bar(place, 'ready-fill'),
    bar(place, 'ready-edge', { fill: 'none' }),
    ...label(mark, place, 'start'),
  ],

  out: (mark, place) => [outline(mark, place, 'out'), ...label(mark, place, 'middle')],

  failing: (mark, place) => [
    bar(place, 'fail-fill'),
    bar(place, '', { fill: `url(#${place.ids}-fail-hatch)` }),
    line(place.x0, baseline(place) - 1, place.x0 + wide(place), baseline(place) - 1, { class: 'fail-edge thick' }),
    ...label(mark, place, 'middle', { strong: true }),
  ],

  unschedulable: (mark, place) => [
    bar(place, '', { fill: `url(#${place.ids}-hatch)` }),
    outline(mark, place, 'out'),
    ...label(mark, place, 'start', { plate: true, strong: true }),
  ],

  phase: (mark, place) => [
    ...(mark.good ? [bar(place, 'ready-fill')] : []),
    outline(mark, place, 'solid'),
    ...label(mark, place, 'start'),
  ],

  true: (mark, place) => [
    rect(place.x0, place.y, wide(place), place.height, { class: 'true-fill' }),
    path(
      `M${r(place.x0)} ${baseline(place)}V${place.y}H${r(place.x0 + wide(place))}${mark.open ? '' : `V${baseline(place)}`}`,
      { class: 'true-line' },
    ),
  ],

  false: (_, place) => [
    line(place.x0, baseline(place), place.x0 + wide(place), baseline(place), { class: 'false-line' }),
  ],

  normal: (_, place) => [circle(place.x0, place.y + place.height / 2, 2.4, { class: 'dot' })],

  warning: (_, place) => {
    const y = place.y + place.height / 2;
    return [path(`M${r(place.x0)} ${y - 5.5}l5.2 9.6h-10.4z`, { class: 'triangle' })];
  },
};

/** `2 of 3` beside a probe's mark, where the marks after it leave room. */
export function ordinals(marks: readonly Mark[], place: (mark: Mark) => Place): readonly Shape[] {
  return marks.flatMap((mark, i) => {
    const words = mark.labels[0];
    const at = place(mark);
    if (words === undefined || at.small) return [];
    const next = marks[i + 1];
    if (next !== undefined && place(next).x0 - at.x0 < textWidth(words, 11, true) + 14) return [];
    const y = mark.look === 'verdict' ? at.y + 7 : baseline(at) - 8;
    return [text(at.x0 + 8, y, words, { class: 'strong' })];
  });
}

const whisker = (mark: Mark, place: Place): readonly Shape[] => {
  const length = (mark.timeout ?? 0) * place.scale;
  const y = baseline(place);
  return [path(`M${r(place.x0 - length)} ${y - 4}v4h${r(length)}`, { class: 'stop-edge', 'stroke-width': 1.3 })];
};

const diamond = (x: number, y: number): Shape =>
  path(`M${r(x)} ${r(y - 4)}l4 4l-4 4l-4 -4z`, { class: 'stop-edge', 'stroke-width': 1.4 });

/**
 * Badges above the exits of one container lane, right-aligned at their exit. Where two would touch, the earlier
 * stays and the later is shortened or left out. `room` is the width of the run that ended.
 */
export function exitBadges(
  exits: readonly { readonly mark: Mark; readonly x: number; readonly room: number }[],
  y: number,
  left: number,
): readonly Shape[] {
  const taken: (readonly [number, number])[] = [];
  return exits.flatMap(({ mark, x, room }) => {
    for (const words of mark.labels) {
      const width = textWidth(words, 11, true) + 20;
      if (width > room + 52 && words !== mark.labels.at(-1)) continue;
      const x0 = Math.max(left, x - width + 1);
      const x1 = x0 + width;
      if (taken.some(([a, b]) => x0 < b + 3 && x1 > a - 3)) continue;
      taken.push([x0, x1]);
      return [
        group({ 'data-mark': mark.id, class: 'exit-badge' }, [
          rect(x0, y, width, 15, { class: mark.good ? 'badge good' : 'badge' }),
          mark.good ? tick(x0 + 8, y + 7.5) : cross(x0 + 8, y + 7.5, 3),
          text(x0 + 15, y + 11.5, words, { class: 'strong' }),
        ]),
      ];
    }
    return [];
  });
}
