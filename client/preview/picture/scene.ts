/** A drawing as data: SVG elements before anything renders them. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element. Attributes that are undefined are left out; lengths are rounded to hundredths of a pixel. */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly (Shape | string)[]): Shape {
  const kept: Record<string, string | number> = {};
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined) kept[name] = typeof value === 'number' ? round(value) : value;
  }
  return { tag, attributes: kept, children };
}

const round = (length: number): number => Math.round(length * 100) / 100;

/** The value of `transform` that moves what is drawn at the origin. */
export const moved = (x: number, y: number): string => `translate(${round(x)} ${round(y)})`;

export const group = (attributes: Attributes, children: readonly Shape[]): Shape => el('g', attributes, ...children);

export const rect = (x: number, y: number, width: number, height: number, attributes: Attributes = {}): Shape =>
  el('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height), ...attributes });

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): Shape =>
  el('line', { x1, y1, x2, y2, ...attributes });

export const path = (d: string, attributes: Attributes = {}): Shape => el('path', { d, ...attributes });

export const circle = (cx: number, cy: number, r: number, attributes: Attributes = {}): Shape =>
  el('circle', { cx, cy, r, ...attributes });

/** Text whose baseline starts at (x, y). */
export const text = (x: number, y: number, content: string, attributes: Attributes = {}): Shape =>
  el('text', { x, y, ...attributes }, content);
