/** The picture on the page: overview strip, drawing, and what moves over it: cursor, brush, highlights. */
import * as l10n from '@vscode/l10n';
import { signsOf } from '../picture/axis-row.ts';
import type { Lane, Mark } from '../picture/content.ts';
import { toElement, updateElement } from '../picture/dom.ts';
import type { Drawing } from '../picture/drawing.ts';
import { drawOverview } from '../picture/overview.ts';
import type { Shape } from '../picture/scene.ts';
import { clock, exactClock, textWidth } from '../picture/words.ts';
import type { Actions, State } from '../state.ts';

export interface Board {
  readonly element: HTMLElement;
  /** Shows a drawing; the same drawing again costs nothing. */
  readonly update: (state: State, drawing: Drawing) => void;
  readonly focusLane: (direction: 1 | -1) => void;
  readonly focusedLane: () => Lane | undefined;
}

/** Pixels that the pointer must travel before a press becomes a brush. */
const BRUSH = 6;

export function createBoard(act: Actions): Board {
  const element = div('board');
  const range = div('range');
  const overview = div('overview-box');
  const now = div('overview-now');
  const chart = div('chart');
  const picture = div('picture');
  const [yamlLane, cursor, ghost, brush] = [div('yaml-lane'), div('cursor'), div('ghost'), div('brush')];
  const time = document.createElement('span');
  cursor.append(time);
  for (const hidden of [yamlLane, ghost, brush, cursor]) hidden.hidden = true;
  overview.append(range, now);
  chart.append(yamlLane, picture, ghost, cursor, brush);
  element.append(overview, chart);
  let drawn: Drawing | undefined;
  let strip: Shape | undefined;
  let kept = false;
  let press: { readonly x: number; readonly on: HTMLElement } | undefined;

  const localX = (event: PointerEvent, on: HTMLElement): number =>
    event.clientX - on.getBoundingClientRect().left - (drawn?.left ?? 0);
  const chartTime = (x: number): number => drawn?.axis.t(x) ?? 0;
  const overviewTime = (x: number): number =>
    drawn === undefined ? 0 : Math.max(0, Math.min(1, x / drawn.axis.width)) * drawn.picture.until;

  function onMove(event: PointerEvent, on: HTMLElement, timeAt: (x: number) => number): void {
    const x = localX(event, picture);
    if (press?.on === on && Math.abs(x - press.x) > BRUSH && drawn !== undefined) {
      const [a, b] = [Math.min(x, press.x), Math.max(x, press.x)].map((value) =>
        Math.max(0, Math.min(drawn?.axis.width ?? 0, value)),
      );
      brush.hidden = false;
      brush.style.left = `${drawn.left + (a ?? 0)}px`;
      brush.style.width = `${(b ?? 0) - (a ?? 0)}px`;
      return;
    }
    // The label of the cursor would cover what one is about to click.
    const onPill = event.target instanceof Element && event.target.closest('[data-fold]') !== null;
    if (on === chart && !kept && x >= 0 && !onPill) act.moveTo(timeAt(x));
  }

  function onUp(event: PointerEvent, on: HTMLElement, timeAt: (x: number) => number): void {
    const started = press;
    press = undefined;
    brush.hidden = true;
    if (started?.on !== on) return;
    const x = localX(event, picture);
    if (Math.abs(x - started.x) > BRUSH) {
      const [from, to] = [timeAt(Math.min(x, started.x)), timeAt(Math.max(x, started.x))];
      if (to - from > 0.05) act.change({ window: { from, to } });
      return;
    }
    const target = event.target instanceof Element ? event.target : undefined;
    if (on === overview) {
      act.moveTo(timeAt(x), true);
      return;
    }
    const path = target?.closest('[data-path]')?.getAttribute('data-path');
    const fold = target?.closest('[data-fold]')?.getAttribute('data-fold');
    const mark = target?.closest('[data-mark]')?.getAttribute('data-mark');
    if (path) act.reveal(path);
    else if (fold) unfold(fold);
    else if (mark) act.selectMark(mark);
    else if (x >= 0) act.moveTo(timeAt(x), true);
  }

  let unfolded: ReadonlySet<string> = new Set();
  const unfold = (key: string): void => act.change({ unfolded: new Set([...unfolded, key]) });

  for (const [on, timeAt] of [
    [chart, chartTime],
    [overview, overviewTime],
  ] as const) {
    on.addEventListener('pointerdown', (event) => {
      if (event.button === 0) press = { x: localX(event, picture), on };
    });
    on.addEventListener('pointermove', (event) => onMove(event, on, timeAt));
    on.addEventListener('pointerup', (event) => onUp(event, on, timeAt));
    on.addEventListener('pointercancel', () => {
      press = undefined;
      brush.hidden = true;
    });
  }
  // A drag that ends outside is given up.
  document.addEventListener('pointerup', () => {
    press = undefined;
    brush.hidden = true;
  });
  picture.addEventListener('keydown', (event) => {
    const fold = event.target instanceof Element ? event.target.getAttribute('data-fold') : null;
    if (fold === null || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    unfold(fold);
  });
  picture.addEventListener('pointerover', (event) => {
    const step =
      event.target instanceof Element ? event.target.closest('[data-step]')?.getAttribute('data-step') : null;
    act.change({ hovered: step === null || step === undefined ? [] : [Number(step)] });
  });
  picture.addEventListener('pointerleave', () => act.change({ hovered: [] }));

  function redraw(drawing: Drawing): void {
    const lanes = showScene(picture, drawn?.scene, drawing.scene);
    lanes.setAttribute('role', 'group');
    lanes.setAttribute('aria-label', l10n.t('Timeline'));
    for (const lane of lanes.querySelectorAll('[data-lane]:not([tabindex]), [data-fold]:not([tabindex])'))
      lane.setAttribute('tabindex', '0');
    const above = drawOverview(drawing.picture, drawing.axis, drawing.left, drawing.width);
    showScene(overview, strip, above);
    strip = above;
    range.textContent = l10n.t('{0} to {1}', clock(0), clock(drawing.picture.until));
    range.hidden = drawing.left < 60;
  }

  function update(state: State, drawing: Drawing): void {
    if (drawing !== drawn) redraw(drawing);
    drawn = drawing;
    kept = state.kept;
    unfolded = state.unfolded;
    const { axis, left } = drawing;
    const inside = state.cursor >= axis.from && state.cursor <= axis.to;
    cursor.hidden = !inside;
    const x = left + axis.x(state.cursor);
    cursor.style.transform = `translateX(${x}px)`;
    cursor.classList.toggle('kept', state.kept);
    for (const label of picture.querySelectorAll('.covered')) label.classList.remove('covered');
    if (inside) placeTime(x, drawing);
    now.style.transform = `translateX(${left + (state.cursor / drawing.picture.until) * axis.width}px)`;
    showYamlLane(state, drawing);
    showSelection(state, drawing);
  }

  /** The cursor's label: in the middle, or on the side where it covers no pill and no flag; labels of the axis give way. */
  function placeTime(x: number, drawing: Drawing): void {
    const words = exactClock(drawing.axis.t(x - drawing.left));
    time.textContent = words;
    const half = textWidth(words, 12, true) / 2 + 8;
    const signs = signsOf(drawing);
    const places = [x, x + half - 1, x - half + 1].map((at) =>
      Math.max(half - 8, Math.min(drawing.width + 10 - half, at)),
    );
    const free = places.find((at) => signs.every(({ from, to }) => at + half < from - 2 || at - half > to + 2));
    const middle = free ?? places[0] ?? x;
    time.style.transform = `translateX(calc(-50% + ${middle - x}px))`;
    for (const label of picture.querySelectorAll<SVGTextElement>('.tick, .pill text')) {
      const at = Number(label.getAttribute('x'));
      const covered = Math.abs(at - middle) < half + textWidth(label.textContent ?? '') / 2 + 1;
      if (covered) label.classList.add('covered');
    }
  }

  function showYamlLane(state: State, drawing: Drawing): void {
    const path = state.yamlPath ?? '';
    const under = drawing.lanes.filter(
      ({ lane }) => lane.field !== undefined && (path === lane.field || path.startsWith(`${lane.field}.`)),
    );
    const box = under.sort((a, b) => (b.lane.field?.length ?? 0) - (a.lane.field?.length ?? 0))[0];
    yamlLane.hidden = box === undefined;
    if (box === undefined) return;
    yamlLane.style.top = `${box.y - 3}px`;
    yamlLane.style.height = `${box.height + 6}px`;
    yamlLane.style.width = `${drawing.left > 60 ? drawing.left - 8 : drawing.width}px`;
  }

  function showSelection(state: State, drawing: Drawing): void {
    for (const mark of picture.querySelectorAll('.selected, .hovered')) mark.classList.remove('selected', 'hovered');
    if (state.mark !== undefined) lightUp('data-mark', state.mark, 'selected');
    for (const step of state.hovered) lightUp('data-step', String(step), 'hovered');
    const first = state.hovered[0];
    const at = first === undefined ? undefined : markOfStep(drawing, first);
    ghost.hidden = at === undefined;
    if (at !== undefined) ghost.style.transform = `translateX(${drawing.left + drawing.axis.x(at.from)}px)`;
  }

  function lightUp(attribute: string, value: string, className: string): void {
    for (const mark of picture.querySelectorAll(`[${attribute}="${CSS.escape(value)}"]`)) mark.classList.add(className);
  }

  const lanes = (): SVGElement[] => [...picture.querySelectorAll<SVGElement>('[data-lane]')];
  const focused = (): number => lanes().indexOf(document.activeElement as SVGElement);
  return {
    element,
    update,
    focusLane: (direction) => {
      const all = lanes();
      const at = focused();
      all[
        at < 0 ? (direction > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + direction))
      ]?.focus();
    },
    focusedLane: () => drawn?.lanes[focused()]?.lane,
  };
}

const markOfStep = (drawing: Drawing, step: number): Mark | undefined =>
  drawing.picture.lanes.flatMap(({ marks }) => marks).find((mark) => mark.step === step);

/** Shows a scene in its box: what is there already is changed. */
function showScene(box: HTMLElement, before: Shape | undefined, after: Shape): SVGElement {
  const shown = box.querySelector('svg');
  if (shown !== null && before !== undefined) {
    updateElement(shown, before, after);
    return shown;
  }
  const element = toElement(after);
  box.append(element);
  return element;
}

function div(className: string): HTMLDivElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}
