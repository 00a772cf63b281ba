/** The axis in the drawing: its labels, folds with their pills and torn edges, flags. */
import * as l10n from '@vscode/l10n';
import type { Axis } from './axis.ts';
import type { Drawing } from './drawing.ts';
import type { Fold } from './fold.ts';
import { group, line, path, rect, type Shape, text } from './scene.ts';
import { roughDuration, textWidth } from './words.ts';

/** Pixels above the first lane. */
export const AXIS_HEIGHT = 34;

/** What stands on the axis beside its labels: the pill of a fold, a flag. Pixels. */
export interface Sign {
  readonly from: number;
  readonly to: number;
}

/** The pill of a fold, with what it says. */
interface Pill extends Sign {
  readonly fold: Fold;
  readonly words: string;
}

function pillsOf(axis: Axis, left: number): readonly Pill[] {
  return axis.segments.flatMap(({ x0, x1, fold }) => {
    if (fold === undefined) return [];
    const labels = [...fold.labels, roughDuration(fold.to - fold.from)];
    const words = labels.find((candidate) => textWidth(candidate) + 6 <= x1 - x0) ?? '⋯';
    const half = Math.min(x1 - x0, textWidth(words) + 16) / 2;
    const middle = left + (x0 + x1) / 2;
    return [{ from: middle - half, to: middle + half, fold, words }];
  });
}

/** What the axis has no room for labels beside. */
export function signsOf({ axis, left, picture }: Omit<Drawing, 'scene'>): readonly Sign[] {
  const flags = picture.flags.map(({ t }) => ({ from: left + axis.x(t) - 44, to: left + axis.x(t) + 44 }));
  return [...pillsOf(axis, left), ...flags];
}

/** Folds and the hairlines of the axis, behind everything. */
export function ground(drawing: Omit<Drawing, 'scene'>): Shape {
  const { axis, left, height } = drawing;
  const signs = signsOf(drawing);
  const shapes: Shape[] = [];
  for (const { x0, x1, fold } of axis.segments) {
    if (fold !== undefined)
      shapes.push(rect(left + x0, AXIS_HEIGHT - 6, x1 - x0, height - AXIS_HEIGHT + 2, { class: 'fold' }));
  }
  for (const { x } of axis.ticks) shapes.push(line(left + x, AXIS_HEIGHT - 6, left + x, height - 4, { class: 'hair' }));
  for (const { from, to, fold, words } of pillsOf(axis, left)) {
    shapes.push(
      group(
        {
          class: 'pill',
          'data-fold': fold.key,
          role: 'button',
          'aria-label': l10n.t('{0}: unfold {1}', words, fold.labels[0] ?? ''),
        },
        [rect(from, 5, to - from, 19, { rx: 9.5 }), text((from + to) / 2, 18.5, words, { 'text-anchor': 'middle' })],
      ),
    );
  }
  for (const { x, label } of axis.ticks) {
    const half = textWidth(label) / 2;
    const at = Math.max(left + half, Math.min(left + axis.width - half, left + x));
    if (signs.some(({ from, to }) => at + half > from - 4 && at - half < to + 4)) continue;
    shapes.push(text(at, 18.5, label, { class: 'muted tick', 'text-anchor': 'middle' }));
  }
  return group({ class: 'ground' }, shapes);
}

/** The torn edges of folds, in front of the lanes. */
export function tears(axis: Axis, left: number, height: number): Shape {
  const shapes = axis.segments.flatMap(({ x0, x1, fold }) =>
    fold === undefined
      ? []
      : [x0, ...(x1 < axis.width - 1 ? [x1] : [])].map((x) =>
          path(zigzag(left + x, AXIS_HEIGHT - 5, height - 6), { class: 'tear' }),
        ),
  );
  return group({ class: 'tears' }, shapes);
}

function zigzag(x: number, from: number, to: number): string {
  const round = (value: number): number => Math.round(value * 10) / 10;
  let d = `M${round(x)} ${from}`;
  for (let y = from + 5, side = 1; y <= to; y += 5, side = -side) d += `L${round(x + 1.6 * side)} ${y}`;
  return d;
}

/** Flags on the axis with a line through all lanes; where two are close, they lean away from each other. */
export function flags({ axis, left, height, picture }: Omit<Drawing, 'scene'>): readonly Shape[] {
  const shown = picture.flags.filter(({ t }) => t >= axis.from && t <= axis.to);
  return shown.map(({ t, label, step }, i) => {
    const x = left + axis.x(t);
    const words = label === 'delete' ? l10n.t('delete') : l10n.t('gone');
    const width = textWidth(words, 11, true) + 12;
    const close = (other: number | undefined): boolean =>
      other !== undefined && Math.abs(left + axis.x(other) - x) < 56;
    const lean = close(shown[i + 1]?.t) ? -width / 2 : close(shown[i - 1]?.t) ? width / 2 : 0;
    return group({ class: `flag ${label}`, 'data-mark': `flag-${label}`, 'data-step': step }, [
      line(x, lean === 0 ? 24 : 4, x, height - 4),
      rect(x - width / 2 + lean, 4, width, 18, { rx: 3 }),
      text(x + lean, 17, words, { class: 'strong', 'text-anchor': 'middle' }),
    ]);
  });
}
