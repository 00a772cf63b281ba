import { circle, line, type Shape } from '../scene.ts';

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
