/** The page by keyboard. */
import type { Board } from './parts/board.ts';
import { openExportMenu } from './parts/export.ts';
import { type Actions, SPEEDS, type State } from './state.ts';

interface Keyboard {
  readonly state: State;
  readonly act: Actions;
  readonly board: Board;
  readonly until: number;
  /** The field that the focused lane or the selection stands for. */
  readonly field: () => string | undefined;
}

type Act = (keyboard: Keyboard, event: KeyboardEvent) => void;

const KEYS: Readonly<Record<string, Act>> = {
  ArrowLeft: (keyboard, { shiftKey }) => move(keyboard, -1, shiftKey),
  ArrowRight: (keyboard, { shiftKey }) => move(keyboard, 1, shiftKey),
  ArrowUp: ({ board }) => board.focusLane(-1),
  ArrowDown: ({ board }) => board.focusLane(1),
  '[': ({ act }) => act.step(-1),
  ']': ({ act }) => act.step(1),
  ' ': ({ act }) => act.play(),
  '<': (keyboard) => changeSpeed(keyboard, -1),
  '>': (keyboard) => changeSpeed(keyboard, 1),
  '+': ({ act }) => act.zoom(0.5),
  '=': ({ act }) => act.zoom(0.5),
  '-': ({ act }) => act.zoom(2),
  '−': ({ act }) => act.zoom(2),
  '0': ({ act }) => act.fit(),
  Enter: (keyboard) => selectAtCursor(keyboard),
  Escape: ({ act }) => act.clearSelection(),
  c: ({ act, state }) => act.compare(state.versus === undefined ? 'snapshot' : undefined),
  e: () => openExportMenu(),
  p: ({ act }) => act.pin(),
  l: ({ act, state }) => act.change({ legend: !state.legend }),
};

/** Does what a key stands for; false when it stands for nothing. */
export function keyAction(event: KeyboardEvent, keyboard: Keyboard): boolean {
  if (event.altKey) {
    const field = event.key === 'Enter' ? keyboard.field() : undefined;
    if (field !== undefined) keyboard.act.reveal(field);
    return field !== undefined;
  }
  const act = KEYS[event.key];
  act?.(keyboard, event);
  return act !== undefined;
}

/** In a focused lane to its next mark; otherwise the cursor, by a hundredth of what is shown. */
function move({ state, act, board, until }: Keyboard, direction: 1 | -1, far: boolean): void {
  const lane = board.focusedLane();
  if (lane === undefined) {
    const { from, to } = state.window ?? { from: 0, to: until };
    act.moveTo(state.cursor + (direction * (to - from)) / (far ? 10 : 100), true);
    return;
  }
  const at = lane.marks.findIndex(({ id }) => id === state.mark);
  const next =
    at >= 0
      ? lane.marks[at + direction]
      : direction > 0
        ? lane.marks.find(({ from }) => from >= state.cursor)
        : lane.marks.findLast(({ from }) => from <= state.cursor);
  if (next !== undefined) act.selectMark(next.id);
}

function selectAtCursor({ state, act, board }: Keyboard): void {
  const lane = board.focusedLane();
  const here = lane?.marks.findLast(({ from, to }) => from <= state.cursor + 1e-6 && to >= state.cursor - 1e-6);
  if (here !== undefined) act.selectMark(here.id);
}

function changeSpeed({ state, act }: Keyboard, direction: 1 | -1): void {
  const next = SPEEDS[SPEEDS.indexOf(state.speed) + direction];
  if (next !== undefined) act.change({ speed: next });
}
