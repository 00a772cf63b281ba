/** The page: its state, what comes from outside, and when it is shown anew. */
import { nothing, render } from 'lit/html.js';
import { createActions } from './actions.ts';
import { createDeriving } from './derived.ts';
import { keyAction } from './keys.ts';
import { type HostMessage, type PageMessage, readHostMessage, type Shown } from './messages.ts';
import { type Change, pickedIn } from './new-life.ts';
import { createBoard } from './parts/board.ts';
import { emptyView, pageView } from './parts/page.ts';
import { momentsOf } from './picture/moments.ts';
import { restore, type Saved, saved } from './saved.ts';
import { isTaken, type State, type Versus } from './state.ts';
import { rolledOn, tellsRollingRestart } from './stories.ts';

/** What VS Code gives a webview. */
export interface Host {
  readonly post: (message: PageMessage) => void;
  readonly load: () => unknown;
  readonly save: (state: Saved) => void;
}

/** Milliseconds without a new life after which it is told to screen readers, too. */
const PAUSE = 300;
/** Milliseconds after a change until the state is kept. */
const SAVE_AFTER = 200;
/** Milliseconds after which what waits for the screen is done without it. */
const WITHOUT_PAINT = 200;

/** Runs the page in `root`; answers a function that takes the host's messages. */
export function startPage(root: HTMLElement, host: Host): (message: unknown) => void {
  let state = restore(host.load());
  let width = 0;
  let asked = false;
  let speaking: ReturnType<typeof setTimeout> | undefined;
  let saving: ReturnType<typeof setTimeout> | undefined;
  const { derive, drawing } = createDeriving();

  const change = (changes: Partial<State>): void => {
    state = { ...state, ...changes };
    if (asked) return;
    asked = true;
    requestAnimationFrame(showAsked);
  };
  const act = createActions({ state: () => state, change, post: host.post, drawing });
  const board = createBoard(act);

  /** Shows what has changed; a new life at once, rather than with the next frame. */
  function showAsked(): void {
    if (!asked) return;
    asked = false;
    show();
  }

  function show(): void {
    const { shown } = state;
    if (shown === undefined) {
      render(state.waiting ? nothing : emptyView(state, act), root);
      return;
    }
    if (width === 0) return;
    const derived = derive(state, shown, width);
    board.update(state, derived.drawing);
    render(pageView(state, shown, derived, act, board.element), root);
    const field = document.hasFocus() ? root.querySelector<HTMLElement>('[data-autofocus]:not(:focus)') : null;
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
    if (saving === undefined) saving = setTimeout(save, SAVE_AFTER);
  }

  function save(): void {
    clearTimeout(saving);
    saving = undefined;
    if (state.shown !== undefined) host.save(saved(state));
  }

  // ---- What the host sends ----

  function take(shown: Shown): void {
    const before = state.shown;
    const isSame = before?.name === shown.name && before.source.uri === shown.source.uri;
    const how: Change = before === undefined ? 'first' : isSame ? 'same' : 'other';
    const rolling = (state.rolling && how !== 'other') || (how !== 'same' && tellsRollingRestart(shown));
    state = { ...state, waiting: false, shown, stale: undefined, yamlPath: shown.yamlPath, rolling };
    const onwards = rolling ? rolledOn(shown) : undefined;
    if (onwards !== undefined) host.post({ type: 'assume', assumptions: onwards });
    settle(shown);
    clearTimeout(speaking);
    speaking = setTimeout(() => change({ spoken: shown }), PAUSE);
    // What a restored page compares with has to be told again.
    if (how === 'first' && state.versus !== undefined && !isTaken(state.versus.choice))
      act.compare(state.versus.choice);
    if (width === 0) {
      change({});
      return;
    }
    const { verdict, drawing } = derive(state, shown, width);
    change(pickedIn(state, how, verdict, drawing));
  }

  /** The first life is shown as a whole; of later ones picture and verdict come first. */
  function settle(shown: Shown): void {
    if (state.settled === undefined) {
      change({ settled: shown });
      return;
    }
    afterPaint(() => {
      // Where another life has come meanwhile, its own turn comes.
      if (state.shown === shown) change({ settled: shown });
      showAsked();
    });
  }

  function receive(message: HostMessage): void {
    switch (message.type) {
      case 'show':
        take(message);
        showAsked();
        break;
      case 'stale':
        change({ waiting: false, stale: { message: message.message, line: message.line } });
        break;
      case 'empty':
        change({ waiting: false, shown: undefined, settled: undefined, stale: undefined, playing: false });
        break;
      case 'compared':
        compared(message);
        break;
      case 'overlay':
        act.compare('cluster');
        break;
      case 'cursor':
        change({ yamlPath: message.path });
        break;
      case 'pinned':
        change({ pinned: message.pinned });
    }
  }

  function compared({ type: _, ...answer }: Extract<HostMessage, { type: 'compared' }>): void {
    const { versus } = state;
    if (versus === undefined || versus.choice === 'snapshot') return;
    const next: Versus = { choice: versus.choice, title: versus.title, ...answer };
    change({ versus: next });
  }

  // ---- What the reader does ----

  function onKey(event: KeyboardEvent): void {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || state.shown === undefined) return;
    if (event.ctrlKey || event.metaKey) return;
    // An open menu closes by itself.
    if (event.key === 'Escape' && root.querySelector(':popover-open')) return;
    // A focused button has its own Enter and Space, and so has the head of a section.
    if (target instanceof Element && target.closest('button, summary') && (event.key === 'Enter' || event.key === ' '))
      return;
    const until = drawing()?.picture.until ?? 1;
    if (keyAction(event, { state, act, board, until, field: fieldOf })) event.preventDefault();
  }

  /** The field that a lane, or the selected step, stands for. */
  function fieldOf(): string | undefined {
    const lane =
      board.focusedLane() ?? drawing()?.picture.lanes.find(({ marks }) => marks.some(({ id }) => id === state.mark));
    return (
      lane?.field ??
      (state.step === undefined || state.shown === undefined
        ? undefined
        : momentsOf(state.shown.timeline)[state.step]?.why?.fields?.[0])
    );
  }

  function onResize(): void {
    const now = Math.floor(root.clientWidth);
    if (now === width) return;
    width = now;
    change({});
  }

  document.addEventListener('keydown', onKey);
  new ResizeObserver(onResize).observe(root);
  // Hidden or moved, the page ends without another word.
  window.addEventListener('pagehide', save);
  change({});
  return (value) => {
    const message = readHostMessage(value);
    if (message !== undefined) receive(message);
  };
}

/** Runs something once what has been drawn is on the screen; soon anyway where nothing is painted. */
function afterPaint(run: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    run();
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, WITHOUT_PAINT);
}
