/** What is worked out from the state: verdict and drawing, anew only when something has changed that they depend on. */
import { fontOf } from './font.ts';
import type { Shown } from './messages.ts';
import type { Drawing } from './picture/drawing.ts';
import { type DrawOptions, draw } from './picture/picture.ts';
import { measureWith } from './picture/words.ts';
import type { Derived, State } from './state.ts';
import { successorOf } from './stories.ts';
import { type Verdict, verdictOf } from './verdict/verdict.ts';

export interface Deriving {
  /** `width` is that of the page, in pixels. */
  readonly derive: (state: State, shown: Shown, width: number) => Derived;
  /** The last drawing that was made. */
  readonly drawing: () => Drawing | undefined;
}

export function createDeriving(): Deriving {
  const font = fontOf(document.body);
  measureWith(font.width);
  let verdict: { readonly of: Shown; readonly value: Verdict } | undefined;
  let drawing: { readonly of: readonly unknown[]; readonly value: Drawing } | undefined;

  function derive(state: State, shown: Shown, width: number): Derived {
    if (verdict?.of !== shown) verdict = { of: shown, value: verdictOf(shown.timeline, shown.about) };
    const size = width >= 1080 ? 'wide' : width >= 620 ? 'medium' : 'narrow';
    // The side column takes 348 px; the picture's own padding 28, or 24 on a narrow page.
    const room = Math.max(280, width - (size === 'wide' ? 348 + 29 : size === 'medium' ? 28 : 24));
    if (font.refresh()) drawing = undefined;
    const of = [shown, room, state.window?.from, state.window?.to, state.unfolded, state.rolling];
    if (drawing === undefined || of.some((part, i) => part !== drawing?.of[i])) {
      const successor = state.rolling ? successorOf(shown) : undefined;
      const options: DrawOptions = {
        width: room,
        size,
        ...state.window,
        unfolded: state.unfolded,
        ...(successor && { successor }),
      };
      drawing = { of, value: draw(shown.timeline, options) };
    }
    // The comparison has the whole width.
    const options: DrawOptions = { width: Math.max(280, width - (size === 'narrow' ? 24 : 28)), size, ...state.window };
    return { verdict: verdict.value, drawing: drawing.value, options };
  }

  return { derive, drawing: () => drawing?.value };
}
