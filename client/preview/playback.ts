/** Play: the cursor moves through the Pod's life; where motion is to be reduced, it goes from event to event. */
import type { Store } from './state.ts';

/** Milliseconds from event to event. */
const PER_EVENT = 900;

export interface Playback extends Store {
  /** Seconds of the life that is shown. */
  readonly until: () => number;
  readonly step: (direction: 1 | -1) => void;
}

/** Plays until the end, or until it is stopped. */
export function play({ state, change, until, step }: Playback): void {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

  function nextEvent(): void {
    if (!state().playing) return;
    const at = state().cursor;
    step(1);
    if (state().cursor === at) change({ playing: false });
    else setTimeout(nextEvent, PER_EVENT);
  }

  function nextFrame(before: number): void {
    requestAnimationFrame((now) => {
      const { playing, cursor, speed } = state();
      if (!playing) return;
      const t = cursor + (Math.max(0, now - before) / 1000) * speed;
      change({ cursor: Math.min(until(), t), ...(t >= until() ? { playing: false } : {}) });
      nextFrame(now);
    });
  }

  if (reducedMotion.matches) setTimeout(nextEvent, PER_EVENT);
  else nextFrame(performance.now());
}
