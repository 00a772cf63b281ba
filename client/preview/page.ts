/** The page: state, what changes it, and the parts that show it. */
import * as l10n from '@vscode/l10n';
import { guard } from 'lit/directives/guard.js';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { sentences } from '../../server/src/texts.ts';
import { eventRows } from './events.ts';
import { type Exported, textOf } from './export.ts';
import { fontOf } from './font.ts';
import { keyAction } from './keys.ts';
import { type HostMessage, isTimeline, type PageMessage, readHostMessage, type Source } from './messages.ts';
import { createBoard } from './parts/board.ts';
import { chipsView } from './parts/chips.ts';
import { compareView } from './parts/compare.ts';
import { eventsView } from './parts/events.ts';
import { figuresView } from './parts/figures.ts';
import { identityView } from './parts/identity.ts';
import { kubectlView } from './parts/kubectl.ts';
import { legendView } from './parts/legend.ts';
import { nodesView } from './parts/nodes.ts';
import { resourcesView } from './parts/resources.ts';
import { tableView } from './parts/table.ts';
import { toolbar } from './parts/toolbar.ts';
import { verdictView } from './parts/verdict.ts';
import { volumesView } from './parts/volumes.ts';
import { whyView } from './parts/why.ts';
import type { Mark } from './picture/lanes.ts';
import { type Drawing, type DrawOptions, draw } from './picture/picture.ts';
import type { Theme } from './picture/theme.ts';
import { measureWith } from './picture/words.ts';
import { copyPicture, pngInBase64 } from './pixels.ts';
import { type Actions, type Derived, isTaken, SECTIONS, type Shown, type State, type Versus } from './state.ts';
import { ROLLING, rolledOn, successorOf, tellsRollingRestart, toldStories } from './stories.ts';
import { verdictOf } from './verdict.ts';

/** What VS Code gives a webview. */
export interface Host {
  readonly post: (message: PageMessage) => void;
  readonly load: () => unknown;
  readonly save: (state: Saved) => void;
}

/** What survives hiding, reloading and moving the panel. */
interface Saved {
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

/** Milliseconds without a new life after which it is told to screen readers, too. */
const PAUSE = 300;
/** Milliseconds after a change until the state is kept. */
const SAVE_AFTER = 200;

const SPEEDS = [1, 2, 5, 10, 20, 50, 100];

/** Runs the page in `root`; answers a function that takes the host's messages. */
export function startPage(root: HTMLElement, host: Host): (message: unknown) => void {
  let state = restore(host.load());
  let width = 0;
  let asked = false;
  let speaking: ReturnType<typeof setTimeout> | undefined;
  let saving: ReturnType<typeof setTimeout> | undefined;
  const memo: {
    shown?: Shown;
    verdict?: Derived['verdict'];
    rows?: Derived['rows'];
    drawing?: Drawing | undefined;
    for?: readonly unknown[];
  } = {};
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

  const change = (changes: Partial<State>): void => {
    state = { ...state, ...changes };
    if (asked) return;
    asked = true;
    requestAnimationFrame(showAsked);
  };
  /** Shows what has changed; a new life at once, rather than with the next frame. */
  const showAsked = (): void => {
    if (!asked) return;
    asked = false;
    show();
  };

  const act: Actions = {
    change,
    moveTo: (t, keep) => change({ cursor: clamp(t), ...(keep === undefined ? {} : { kept: keep }) }),
    selectMark: (id) => {
      const mark = allMarks().find((candidate) => candidate.id === id);
      if (mark !== undefined) select(mark);
    },
    selectStep: (index) => {
      const mark = allMarks().findLast((candidate) => candidate.step === index);
      const t = state.shown?.timeline.steps[index]?.t;
      if (t === undefined) return;
      change({ step: index, mark: mark?.id, cursor: t, kept: true, ...outOfWindow(t) });
    },
    clearSelection: () => change({ step: undefined, mark: undefined, kept: false, hovered: [] }),
    reveal: (path) => host.post({ type: 'reveal', path }),
    revealProblem: () => host.post({ type: 'revealProblem' }),
    edit: (chip) => state.shown && change({ editing: { chip, before: state.shown.assumptions } }),
    assume: (assumptions) => {
      // Who says when the Pod is deleted tells another story.
      if (assumptions.deleteAt !== state.shown?.assumptions.deleteAt) change({ rolling: false });
      host.post({ type: 'assume', assumptions });
    },
    tell: ({ id, assumptions }) => {
      change({ rolling: id === ROLLING });
      host.post({ type: 'assume', assumptions });
    },
    step: (direction) => {
      const steps = eventTimes().filter(({ t }) => (direction > 0 ? t > state.cursor + 1e-3 : t < state.cursor - 1e-3));
      const next = direction > 0 ? steps[0] : steps.at(-1);
      if (next !== undefined) act.selectStep(next.index);
    },
    play: () => {
      const atEnd = state.cursor >= until() - 0.01;
      change({ playing: !state.playing, kept: true, ...(atEnd && !state.playing ? { cursor: 0 } : {}) });
      if (!state.playing) return;
      playFrom(performance.now());
    },
    zoom: (factor) => {
      const { from, to } = state.window ?? { from: 0, to: until() };
      const span = Math.min(until(), Math.max(1, (to - from) * factor));
      if (span >= until()) return act.fit();
      const share = Math.max(0, Math.min(1, (state.cursor - from) / (to - from)));
      const start = Math.max(0, Math.min(until() - span, state.cursor - span * share));
      change({ window: { from: start, to: start + span } });
    },
    fit: () => change({ window: undefined, unfolded: new Set() }),
    compare: (choice) => {
      const { shown } = state;
      if (shown === undefined || choice === undefined) {
        host.post({ type: 'compare' });
        return change({ versus: undefined });
      }
      if (choice === 'snapshot') {
        host.post({ type: 'compare' });
        const set = Object.keys(shown.assumptions).length > 0;
        return change({
          versus: { choice, title: set ? l10n.t('Before, as set then') : l10n.t('Before'), timeline: shown.timeline },
        });
      }
      if (choice === 'cluster') {
        host.post({ type: 'compare', with: { kind: 'cluster' } });
        return change({ versus: { choice, title: l10n.t('What really happened') } });
      }
      const story = toldStories(shown).find(({ id }) => choice === `story:${id}`);
      const wanted = story === undefined ? undefined : { kind: 'story' as const, assumptions: story.assumptions };
      host.post({ type: 'compare', with: wanted ?? { kind: 'commit' } });
      change({ versus: { choice, title: story?.title ?? l10n.t('Last commit') } });
    },
    export: (format) => {
      const { shown } = state;
      if (shown === undefined) return;
      const send = (content: string): void => host.post({ type: 'export', name: shown.name, format, content });
      if (format !== 'png') return send(textOf(format, exported(shown, state)));
      pngInBase64(exported(shown, state)).then(send, () => notify(l10n.t('The picture could not be made')));
    },
    copy: () => {
      if (state.shown === undefined) return;
      copyPicture(exported(state.shown, state)).then(
        () => notify(l10n.t('The picture is on the clipboard')),
        () => notify(l10n.t('The clipboard does not take pictures here; export one instead')),
      );
    },
    pin: () => {
      change({ pinned: !state.pinned });
      host.post({ type: 'pin', pinned: state.pinned });
    },
    example: () => host.post({ type: 'example' }),
  };
  const board = createBoard(act);
  const font = fontOf(document.body);
  measureWith(font.width);

  const until = (): number => memo.drawing?.picture.until ?? 1;
  const clamp = (t: number): number => Math.max(0, Math.min(until(), t));
  const allMarks = (): readonly Mark[] => memo.drawing?.picture.lanes.flatMap(({ marks }) => marks) ?? [];
  const eventTimes = (): readonly { readonly t: number; readonly index: number }[] =>
    state.shown?.timeline.steps.flatMap(({ kind, t }, index) => (kind === 'event' ? [{ t, index }] : [])) ?? [];
  /** A selection outside the window opens the window. */
  const outOfWindow = (t: number): Partial<State> =>
    state.window !== undefined && (t < state.window.from || t > state.window.to) ? { window: undefined } : {};

  function notify(notice: string): void {
    change({ notice });
    setTimeout(() => change({ notice: undefined }), 3000);
  }

  function select(mark: Mark): void {
    change({ mark: mark.id, step: mark.step, cursor: mark.from, kept: true, ...outOfWindow(mark.from) });
  }

  function playFrom(before: number): void {
    if (!state.playing) return;
    if (reducedMotion.matches) {
      setTimeout(() => {
        if (!state.playing) return;
        const at = state.cursor;
        act.step(1);
        if (state.cursor === at) change({ playing: false });
        else playFrom(0);
      }, 900);
      return;
    }
    requestAnimationFrame((now) => {
      const t = state.cursor + (Math.max(0, now - before) / 1000) * state.speed;
      change({ cursor: clamp(t), ...(t >= until() ? { playing: false } : {}) });
      playFrom(now);
    });
  }

  function derive(shown: Shown): Derived {
    if (memo.shown !== shown || memo.verdict === undefined || memo.rows === undefined) {
      memo.shown = shown;
      memo.verdict = verdictOf(shown.timeline, shown.about);
      memo.rows = eventRows(shown.timeline);
    }
    const size = width >= 1080 ? 'wide' : width >= 620 ? 'medium' : 'narrow';
    // The side column takes 348 px; the picture's own padding 28, or 24 on a narrow page.
    const room = Math.max(280, width - (size === 'wide' ? 348 + 29 : size === 'medium' ? 28 : 24));
    if (font.refresh()) memo.drawing = undefined;
    const key = [shown, room, state.window?.from, state.window?.to, state.unfolded, state.rolling];
    if (memo.drawing === undefined || key.some((part, i) => part !== memo.for?.[i])) {
      memo.for = key;
      const successor = state.rolling ? successorOf(shown) : undefined;
      memo.drawing = draw(shown.timeline, {
        width: room,
        size,
        ...state.window,
        unfolded: state.unfolded,
        ...(successor && { successor }),
      });
    }
    // The comparison has the whole width.
    const options: DrawOptions = { width: Math.max(280, width - (size === 'narrow' ? 24 : 28)), size, ...state.window };
    return { verdict: memo.verdict, rows: memo.rows, drawing: memo.drawing, options };
  }

  function show(): void {
    const { shown } = state;
    if (shown === undefined) {
      render(state.waiting ? nothing : emptyView(state, act), root);
      return;
    }
    if (width === 0) return;
    const derived = derive(shown);
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
  // Hidden or moved, the page ends without another word.
  window.addEventListener('pagehide', save);

  new ResizeObserver(() => {
    const now = Math.floor(root.clientWidth);
    if (now !== width) {
      width = now;
      change({});
    }
  }).observe(root);

  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || state.shown === undefined) return;
    if (event.ctrlKey || event.metaKey) return;
    // An open menu closes by itself.
    if (event.key === 'Escape' && root.querySelector(':popover-open')) return;
    // A focused button has its own Enter and Space, and so has the head of a section.
    if (target instanceof Element && target.closest('button, summary') && (event.key === 'Enter' || event.key === ' '))
      return;
    const done = keyAction(event, { state, act, board, speeds: SPEEDS, until: until(), field: fieldOf });
    if (done) event.preventDefault();
  });

  /** The field that a lane, or the selected step, stands for. */
  function fieldOf(): string | undefined {
    const lane =
      board.focusedLane() ?? memo.drawing?.picture.lanes.find(({ marks }) => marks.some(({ id }) => id === state.mark));
    return (
      lane?.field ?? (state.step === undefined ? undefined : state.shown?.timeline.steps[state.step]?.why?.fields?.[0])
    );
  }

  function take(message: Shown): void {
    const before = state.shown;
    const same = before !== undefined && before.name === message.name && before.source.uri === message.source.uri;
    const rolling = (state.rolling && (same || before === undefined)) || (!same && tellsRollingRestart(message));
    const onwards = rolling ? rolledOn(message) : undefined;
    if (onwards !== undefined) host.post({ type: 'assume', assumptions: onwards });
    state = { ...state, waiting: false, shown: message, stale: undefined, rolling };
    clearTimeout(speaking);
    speaking = setTimeout(() => change({ spoken: message }), PAUSE);
    // What a restored page compares with has to be told again.
    if (before === undefined && state.versus !== undefined && !isTaken(state.versus.choice))
      act.compare(state.versus.choice);
    if (width === 0) {
      change({});
      return;
    }
    const { verdict } = derive(message);
    const mark = allMarks().find(({ id }) => id === state.mark);
    // What was picked by hand stays, as long as it is there.
    if (same && state.kept && (mark !== undefined || state.step === undefined)) {
      change({ step: mark?.step, cursor: clamp(state.cursor) });
      return;
    }
    // A restored page comes back to where it was.
    const stays = state.kept && (same || before === undefined);
    const bad = verdict.facts.find((fact) => fact.tone === 'bad' && fact.mark);
    const telling = bad ?? verdict.facts.find((fact) => fact.mark);
    const evidence = allMarks().find(({ id }) => id === telling?.mark);
    change({
      step: evidence?.step,
      mark: evidence?.id,
      cursor: stays ? clamp(state.cursor) : bad && evidence?.open ? until() : (evidence?.from ?? until()),
      ...(before === undefined || same
        ? {}
        : { versus: undefined, window: undefined, unfolded: new Set(), kept: false }),
    });
  }

  change({});
  return (value) => {
    const message = readHostMessage(value);
    switch (message?.type) {
      case 'show':
        take(message);
        return showAsked();
      case 'stale':
        return change({ waiting: false, stale: { message: message.message, line: message.line } });
      case 'empty':
        return change({ waiting: false, shown: undefined, stale: undefined, playing: false });
      case 'compared':
        return state.versus === undefined || state.versus.choice === 'snapshot'
          ? undefined
          : change({ versus: comparedWith(state.versus, message) });
      case 'overlay':
        return act.compare('cluster');
      case 'cursor':
        return change({ yamlPath: message.path });
      case 'pinned':
        return change({ pinned: message.pinned });
      default:
        return undefined;
    }
  };
}

/** What is compared with, once the host has answered. */
function comparedWith(before: Versus, { type: _, ...answer }: Extract<HostMessage, { type: 'compared' }>): Versus {
  return { choice: before.choice, title: before.title, ...answer };
}

function restore(value: unknown): State {
  const old = (typeof value === 'object' && value !== null ? value : {}) as Partial<Saved>;
  const { window } = old;
  const number = (n: unknown, otherwise: number): number =>
    typeof n === 'number' && Number.isFinite(n) ? n : otherwise;
  const wide = window !== undefined && number(window.to, 0) > number(window.from, 0);
  return {
    waiting: true,
    shown: undefined,
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

const saved = (state: State): Saved => ({
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

const exported = (shown: Shown, { rolling }: State): Exported => ({
  timeline: shown.timeline,
  theme: themeNow(),
  successor: rolling ? successorOf(shown) : undefined,
});

function themeNow(): Theme {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'light';
  if (classList.contains('vscode-high-contrast')) return 'high-contrast';
  return classList.contains('vscode-dark') ? 'dark' : 'light';
}

function emptyView({ stale }: State, act: Actions): TemplateResult {
  return html`<main class="empty">
    <h1>${stale === undefined ? l10n.t('No Pod under the cursor') : l10n.t('The YAML cannot be read')}</h1>
    <p>${stale === undefined ? l10n.t('Put the cursor into a Pod, or into a workload that carries one.') : l10n.t('Line {0}: {1}', stale.line, stale.message)}</p>
    ${
      stale === undefined
        ? html`<button class="button" @click=${act.example}>${l10n.t('Open an example')}</button>`
        : html`<button class="button" @click=${act.revealProblem}>${l10n.t('Go to line {0}', stale.line)}</button>`
    }
  </main>`;
}

function pageView(state: State, shown: Shown, derived: Derived, act: Actions, board: HTMLElement): TemplateResult {
  const { verdict, rows, drawing } = derived;
  return html`<main class=${state.stale === undefined ? 'page' : 'page is-stale'} aria-label=${l10n.t('Pod preview')}>
    ${toolbar(state, shown, act)}
    <p class="notice" role="status" ?hidden=${state.notice === undefined}>${state.notice}</p>
    ${state.stale === undefined ? nothing : staleView(state.stale, act)}
    ${verdictView(verdict, act)}
    ${chipsView(state, shown, act)}
    ${compareView(state, shown, derived.options, act)}
    <div class="columns">
      <div class="left">
        <section class="timeline" aria-label=${l10n.t('Timeline')}>
          ${board}
          ${guard([state.spoken], () => (state.spoken === undefined ? nothing : tableView(shown.name, drawing.picture)))}
          <div class=${state.legend ? 'legend-box open' : 'legend-box'}>
            <button class="link legend-link" aria-expanded=${state.legend} @click=${() => act.change({ legend: !state.legend })}>${l10n.t('Legend')}</button>
            ${legendView(drawing)}
          </div>
        </section>
        ${guard([shown.about], () => nodesView(shown))}
        ${kubectlView(state, shown)}
        ${guard([rows, state.cursor, state.step, state.hovered, state.describe], () => eventsView(state, shown, rows, act))}
      </div>
      <div class="right">
        ${whyView(state, shown, act)}
        <div class="panels">
          ${guard([shown, state.closed], () => figuresView(state, shown, act))}
          ${resourcesView(state, shown, drawing.axis, act)}
          ${guard([shown, state.closed], () => html`${identityView(state, shown, act)}${volumesView(state, shown, act)}`)}
        </div>
      </div>
    </div>
  </main>`;
}

function staleView({ message, line }: NonNullable<State['stale']>, act: Actions): TemplateResult {
  return html`<div class="stale" role="status"><b><span aria-hidden="true">▲</span> ${l10n.t('Stale')}</b>
    <span>${sentences(
      l10n.t('Line {0}: {1}', line, message.replace(/(?<![.。])$/, '.')),
      l10n.t('This is the picture from before that edit.'),
    )}</span>
    <button class="link" @click=${act.revealProblem}>${l10n.t('Go to line {0}', line)}</button></div>`;
}
