/** What survives hiding, reloading and moving the panel: VS Code keeps it, and hands it back unread. */
import { isTimeline, type Source } from './messages.ts';
import { isTaken, SECTIONS, SPEEDS, type State, type Versus } from './state.ts';

export interface Saved {
  readonly source: Source | undefined;
  readonly cursor: number;
  readonly kept: boolean;
  readonly window: State['window'];
  readonly unfolded: readonly string[];
  readonly describe: boolean;
  readonly closed: readonly string[];
  readonly speed: number;
  readonly pinned: boolean;
  readonly rolling: boolean;
  /** With the life only where nobody could tell it again: of a moment before. */
  readonly versus: Versus | undefined;
}

/** The state to begin with, with what was kept of an earlier one. */
export function restore(value: unknown): State {
  const old = (typeof value === 'object' && value !== null ? value : {}) as Partial<Saved>;
  const { window } = old;
  const number = (n: unknown, otherwise: number): number =>
    typeof n === 'number' && Number.isFinite(n) ? n : otherwise;
  const wide = window !== undefined && number(window.to, 0) > number(window.from, 0);
  return {
    waiting: true,
    shown: undefined,
    settled: undefined,
    spoken: undefined,
    stale: undefined,
    pinned: old.pinned === true,
    yamlPath: undefined,
    cursor: number(old.cursor, 0),
    kept: old.kept === true,
    step: undefined,
    mark: undefined,
    hovered: [],
    window: wide ? { from: window.from, to: window.to } : undefined,
    unfolded: new Set(Array.isArray(old.unfolded) ? old.unfolded.filter((key) => typeof key === 'string') : []),
    playing: false,
    speed: SPEEDS.includes(number(old.speed, 0)) ? number(old.speed, 20) : 20,
    legend: false,
    describe: old.describe === true,
    closed: new Set(SECTIONS.filter((id) => (Array.isArray(old.closed) ? old.closed.includes(id) : id === 'volumes'))),
    versus: readVersus(old.versus),
    notice: undefined,
    editing: undefined,
    rolling: old.rolling === true,
  };
}

function readVersus(value: unknown): Versus | undefined {
  const { choice, title, timeline, gaps } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Partial<Versus>;
  if (typeof choice !== 'string' || typeof title !== 'string') return undefined;
  if (!isTaken(choice)) return { choice, title };
  return isTimeline(timeline) ? { choice, title, timeline, ...(Array.isArray(gaps) && { gaps }) } : undefined;
}

/** What is kept of a state. */
export const saved = (state: State): Saved => ({
  source: state.shown?.source,
  cursor: state.cursor,
  kept: state.kept,
  window: state.window,
  unfolded: [...state.unfolded],
  describe: state.describe,
  closed: [...state.closed],
  speed: state.speed,
  pinned: state.pinned,
  rolling: state.rolling,
  versus: state.versus && (isTaken(state.versus.choice) ? state.versus : withoutTimeline(state.versus)),
});

const withoutTimeline = ({ choice, title }: Versus): Versus => ({ choice, title });
