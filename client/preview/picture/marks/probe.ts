/** What a probe answers: rings for passes, columns for the run-up to a verdict. */
import type { Look, Mark } from '../content.ts';
import { circle, line, path, rect, type Shape, text } from '../scene.ts';
import { textWidth } from '../words.ts';
import { baseline, cross, type Draw, type Place, r } from './shapes.ts';

/** Ticks of a probe, by look. */
export const PROBE = {
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
} satisfies Partial<Record<Look, Draw>>;

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

/** The column of a failed probe: as high as the share of the threshold that is reached. */
function column(mark: Mark, place: Place, className: string, width: number): readonly Shape[] {
  const share = Math.min(1, (mark.count ?? 1) / (mark.threshold ?? 1));
  const height = share * place.height;
  return [rect(place.x0 - width / 2, baseline(place) - height, width, height, { class: className })];
}

const columnTop = (mark: Mark, place: Place): number =>
  baseline(place) - Math.min(1, (mark.count ?? 1) / (mark.threshold ?? 1)) * place.height;

const columnWidth = (place: Place): number => (place.small ? 2 : 6);

const whisker = (mark: Mark, place: Place): readonly Shape[] => {
  const length = (mark.timeout ?? 0) * place.scale;
  const y = baseline(place);
  return [path(`M${r(place.x0 - length)} ${y - 4}v4h${r(length)}`, { class: 'stop-edge', 'stroke-width': 1.3 })];
};

const diamond = (x: number, y: number): Shape =>
  path(`M${r(x)} ${r(y - 4)}l4 4l-4 4l-4 -4z`, { class: 'stop-edge', 'stroke-width': 1.4 });
