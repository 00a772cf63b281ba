import type { Mark } from '../content.ts';
import { group, rect, type Shape, text } from '../scene.ts';
import { textWidth } from '../words.ts';
import { cross, tick } from './shapes.ts';

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
