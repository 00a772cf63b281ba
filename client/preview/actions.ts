/** What parts of the page can ask for. */
import * as l10n from '@vscode/l10n';
import { eventRows } from './events.ts';
import { type Exported, textOf } from './export.ts';
import type { PageMessage, Shown } from './messages.ts';
import type { Mark } from './picture/content.ts';
import type { Drawing } from './picture/drawing.ts';
import { momentsOf } from './picture/moments.ts';
import type { Theme } from './picture/theme.ts';
import { copyPicture, pngInBase64 } from './pixels.ts';
import { play } from './playback.ts';
import type { Actions, State, Store } from './state.ts';
import { ROLLING, successorOf, toldStories } from './stories.ts';

/** Milliseconds that a notice stays. */
const NOTICE = 3000;

/** What actions work with. */
export interface Workings extends Store {
  readonly post: (message: PageMessage) => void;
  /** The drawing on the page, if there is one. */
  readonly drawing: () => Drawing | undefined;
}

export function createActions({ state, change, post, drawing }: Workings): Actions {
  const act: Actions = {
    change,
    moveTo: (t, keep) => change({ cursor: clamp(t), ...(keep === undefined ? {} : { kept: keep }) }),
    selectMark: (id) => {
      const mark = allMarks().find((candidate) => candidate.id === id);
      if (mark === undefined) return;
      change({ mark: id, step: mark.step, cursor: mark.from, kept: true, ...outOfWindow(mark.from) });
    },
    selectStep: (index) => {
      const mark = allMarks().findLast((candidate) => candidate.step === index);
      const { shown } = state();
      const t = shown && momentsOf(shown.timeline)[index]?.t;
      if (t === undefined) return;
      change({ step: index, mark: mark?.id, cursor: t, kept: true, ...outOfWindow(t) });
    },
    clearSelection: () => change({ step: undefined, mark: undefined, kept: false, hovered: [] }),
    reveal: (path) => post({ type: 'reveal', path }),
    revealProblem: () => post({ type: 'revealProblem' }),
    edit: (chip) => {
      const { shown, rolling } = state();
      if (shown !== undefined) change({ editing: { chip, before: { assumptions: shown.assumptions, rolling } } });
    },
    assume: (assumptions) => post({ type: 'assume', assumptions }),
    tell: ({ id, assumptions }) => {
      change({ rolling: id === ROLLING });
      post({ type: 'assume', assumptions });
    },
    step: (direction) => {
      const steps = eventTimes().filter(({ t }) =>
        direction > 0 ? t > state().cursor + 1e-3 : t < state().cursor - 1e-3,
      );
      const next = direction > 0 ? steps[0] : steps.at(-1);
      if (next !== undefined) act.selectStep(next.index);
    },
    play: () => {
      const atEnd = state().cursor >= until() - 0.01;
      change({ playing: !state().playing, kept: true, ...(atEnd && !state().playing ? { cursor: 0 } : {}) });
      if (state().playing) play({ state, change, until, step: act.step });
    },
    zoom: (factor) => {
      const { from, to } = state().window ?? { from: 0, to: until() };
      const span = Math.min(until(), Math.max(1, (to - from) * factor));
      if (span >= until()) return act.fit();
      const share = Math.max(0, Math.min(1, (state().cursor - from) / (to - from)));
      const start = Math.max(0, Math.min(until() - span, state().cursor - span * share));
      change({ window: { from: start, to: start + span } });
    },
    fit: () => change({ window: undefined, unfolded: new Set() }),
    compare: (choice) => {
      const { shown } = state();
      if (shown === undefined || choice === undefined) {
        post({ type: 'compare' });
        return change({ versus: undefined });
      }
      if (choice === 'snapshot') {
        post({ type: 'compare' });
        const set = Object.keys(shown.assumptions).length > 0;
        return change({
          versus: { choice, title: set ? l10n.t('Before, as set then') : l10n.t('Before'), timeline: shown.timeline },
        });
      }
      if (choice === 'cluster') {
        post({ type: 'compare', with: { kind: 'cluster' } });
        return change({ versus: { choice, title: l10n.t('What really happened') } });
      }
      const story = toldStories(shown).find(({ id }) => choice === `story:${id}`);
      const wanted = story === undefined ? undefined : { kind: 'story' as const, assumptions: story.assumptions };
      post({ type: 'compare', with: wanted ?? { kind: 'commit' } });
      change({ versus: { choice, title: story?.title ?? l10n.t('Last commit') } });
    },
    export: (format) => {
      const { shown } = state();
      if (shown === undefined) return;
      const send = (content: string): void => post({ type: 'export', name: shown.name, format, content });
      if (format !== 'png') return send(textOf(format, exported(shown, state())));
      pngInBase64(exported(shown, state())).then(send, () => notify(l10n.t('The picture could not be made')));
    },
    copy: () => {
      const { shown } = state();
      if (shown === undefined) return;
      copyPicture(exported(shown, state())).then(
        () => notify(l10n.t('The picture is on the clipboard')),
        () => notify(l10n.t('The clipboard does not take pictures here; export one instead')),
      );
    },
    pin: () => {
      change({ pinned: !state().pinned });
      post({ type: 'pin', pinned: state().pinned });
    },
    example: () => post({ type: 'example' }),
  };

  const until = (): number => drawing()?.picture.until ?? 1;
  const clamp = (t: number): number => Math.max(0, Math.min(until(), t));
  const allMarks = (): readonly Mark[] => drawing()?.picture.lanes.flatMap(({ marks }) => marks) ?? [];
  const eventTimes = (): readonly { readonly t: number; readonly index: number }[] => {
    const { shown } = state();
    if (shown === undefined) return [];
    const events = eventRows(shown.timeline).flatMap(({ steps }) => steps);
    return events.map((index) => ({ t: momentsOf(shown.timeline)[index]?.t ?? 0, index })).sort((a, b) => a.t - b.t);
  };
  /** A selection outside the window opens the window. */
  const outOfWindow = (t: number): Partial<State> => {
    const { window } = state();
    return window !== undefined && (t < window.from || t > window.to) ? { window: undefined } : {};
  };

  function notify(notice: string): void {
    change({ notice });
    setTimeout(() => change({ notice: undefined }), NOTICE);
  }

  return act;
}

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
