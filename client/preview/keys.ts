/** The page by keyboard. */
import type { Board } from './parts/board.ts';
import type { Mark } from './picture/lanes.ts';
import type { Actions, State } from './state.ts';

interface Keyboard {
  readonly state: State;
  readonly act: Actions;
  readonly board: Board;
  readonly speeds: readonly number[];
  readonly until: number;
  readonly marks: readonly Mark[];
  /** The field that the focused lane or the selection stands for. */
  readonly fields: () => string | undefined;
}

/** Does what a key stands for; false when it stands for nothing. */
export function keyAction(event: KeyboardEvent, keyboard: Keyboard): boolean {
  const { act, board, fields, state } = keyboard;
  if (event.altKey) {
    const field = event.key === 'Enter' ? fields() : undefined;
    if (field !== undefined) act.reveal(field);
    return field !== undefined;
  }
  switch (event.key) {
    case 'ArrowLeft':
      return move(keyboard, -1, event.shiftKey);
    case 'ArrowRight':
      return move(keyboard, 1, event.shiftKey);
    case 'ArrowUp':
      return done(board.focusLane(-1));
    case 'ArrowDown':
      return done(board.focusLane(1));
    case '[':
      return done(act.step(-1));
    case ']':
      return done(act.step(1));
    case ' ':
      return done(act.play());
    case '<':
      return speed(keyboard, -1);
    case '>':
      return speed(keyboard, 1);
    case '+':
    case '=':
      return done(act.zoom(0.5));
    case '-':
    case '−':
      return done(act.zoom(2));
    case '0':
      return done(act.fit());
    case 'Enter':
      return selectAtCursor(keyboard);
    case 'Escape':
      return done(act.clearSelection());
    case 'e':
      return done(act.exportSvg());
    case 'p':
      return done(act.pin());
    case 'l':
      return done(act.change({ legend: !state.legend }));
    default:
      return false;
  }
}

const done = (_: void): true => true;

/** In a focused lane to its next mark; otherwise the cursor, by a hundredth of what is shown. */
function move({ state, act, board, until }: Keyboard, direction: 1 | -1, far: boolean): boolean {
  const lane = board.focusedLane();
  if (lane === undefined) {
    const { from, to } = state.window ?? { from: 0, to: until };
    act.moveTo(state.cursor + (direction * (to - from)) / (far ? 10 : 100), true);
    return true;
  }
  const at = lane.marks.findIndex(({ id }) => id === state.mark);
  const next =
    at >= 0
      ? lane.marks[at + direction]
      : direction > 0
        ? lane.marks.find(({ from }) => from >= state.cursor)
        : lane.marks.findLast(({ from }) => from <= state.cursor);
  if (next !== undefined) act.selectMark(next.id);
  return true;
}

function selectAtCursor({ state, act, board }: Keyboard): boolean {
  const lane = board.focusedLane();
  const here = lane?.marks.findLast(({ from, to }) => from <= state.cursor + 1e-6 && to >= state.cursor - 1e-6);
  if (here !== undefined) act.selectMark(here.id);
  return here !== undefined;
}

function speed({ state, act, speeds }: Keyboard, direction: 1 | -1): boolean {
  const next = speeds[speeds.indexOf(state.speed) + direction];
  if (next !== undefined) act.change({ speed: next });
  return true;
}
