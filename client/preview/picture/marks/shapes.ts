/** Shapes that several marks are made of. */
import type { Mark } from '../content.ts';
import { line, path, rect, type Shape, text } from '../scene.ts';
import { longestThatFits, textWidth } from '../words.ts';

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

/** The shapes of a mark at its place. */
export type Draw = (mark: Mark, place: Place) => readonly Shape[];

export const wide = ({ x0, x1 }: Place): number => Math.max(1.5, x1 - x0);

/** A label in the middle or at the start of a bar; on a plate where the bar is hatched. */
export function label(
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

export const bar = (place: Place, className: string, attributes = {}): Shape =>
  rect(place.x0, place.y, wide(place), place.height, { class: className, ...attributes });

/** A bar's outline without the side that goes on beyond the horizon. */
export function outline(mark: Mark, place: Place, className: string): Shape {
  const [x1, y1] = [place.x0 + wide(place), place.y + place.height];
  const closing = mark.open ? '' : `V${y1}`;
  return path(`M${r(x1)} ${y1}H${r(place.x0)}V${place.y}H${r(x1)}${closing}`, { class: className });
}

export const r = (value: number): number => Math.round(value * 100) / 100;

export const topEdge = (place: Place, className: string): Shape =>
  line(place.x0, place.y, place.x0 + wide(place), place.y, { class: `${className} thick` });

export const startEdge = (place: Place, className: string): Shape =>
  line(place.x0, place.y, place.x0, place.y + place.height, { class: className });

export const cross = (x: number, y: number, size: number, className = 'fail-edge'): Shape =>
  path(`M${r(x - size)} ${r(y - size)}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`, {
    class: className,
    'stroke-width': 1.7,
  });

export const tick = (x: number, y: number): Shape =>
  path(`M${r(x - 3.5)} ${r(y)}l2.5 3l4.5 -6`, { class: 'ready-edge', 'stroke-width': 1.7 });

export const baseline = (place: Place): number => place.y + place.height;
