/** Scalars as they stand between two offsets, their quotes closed or not. */
import { resolvePlain } from '../scalars.ts';
import type { Scalar, ScalarStyle } from '../tree.ts';
import { HOLE } from './lines.ts';

export function scalar(source: string, start: number, end: number, style: ScalarStyle): Scalar {
  const written = source.slice(start, end);
  if (style === 'plain')
    return { kind: 'scalar', style, text: written, value: written === HOLE ? HOLE : resolvePlain(written), start, end };
  const closed = written.length > 1 && written.endsWith(written[0] as string);
  const inner = written.slice(1, closed ? -1 : undefined);
  const text = style === 'single' ? inner.replaceAll("''", "'") : inner.replace(/\\(.)/g, '$1');
  return { kind: 'scalar', style, text, value: text, start, end };
}

/** Nothing, where something may be written. */
export function missing(at: number): Scalar {
  return { kind: 'scalar', style: 'missing', text: '', value: null, start: at, end: at };
}
