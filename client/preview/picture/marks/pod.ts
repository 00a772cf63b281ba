/** What happens to the Pod as a whole: traffic, its node, phase, conditions, events. */
import type { Look } from '../content.ts';
import { circle, line, path, rect } from '../scene.ts';
import { bar, baseline, type Draw, label, outline, r, wide } from './shapes.ts';

/** Marks of the Pod, by look. */
export const POD = {
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
} satisfies Partial<Record<Look, Draw>>;
