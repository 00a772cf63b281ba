/** What a container uses. */
import type { Look } from '../content.ts';
import { line, path, rect } from '../scene.ts';
import { baseline, type Draw, label, outline, r, wide } from './shapes.ts';

/** Up to the limit, where nothing more is known. */
const CLIMB = [
  [0, 0],
  [1, 1],
] as const;

/** Memory up to its limit, CPU that is held back. */
export const USAGE = {
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
} satisfies Partial<Record<Look, Draw>>;
