/** What a container does: bars, and the edge where a run ends. */
import type { Look } from '../content.ts';
import { line, path, rect, type Shape, text } from '../scene.ts';
import { longestThatFits, textWidth } from '../words.ts';
import { bar, cross, type Draw, label, outline, type Place, r, startEdge, topEdge, wide } from './shapes.ts';

/** Bars of a container, by look. */
export const CONTAINER = {
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
} satisfies Partial<Record<Look, Draw>>;

/** Chevrons that point to where a termination ends. */
function chevrons(place: Place): Shape {
  const [top, middle, bottom] = [place.y + 7, place.y + place.height / 2, place.y + place.height - 7];
  const width = 5;
  let d = '';
  for (let x = place.x0 + 3; x + width <= place.x1 - 1; x += 8)
    d += `M${r(x)} ${top}L${r(x + width)} ${middle}L${r(x)} ${bottom}`;
  return path(d, { class: 'chevron-line' });
}
