/** What another life of a Pod, or the life of another Pod, means for what the reader has picked. */
import type { Mark } from './picture/content.ts';
import type { Drawing } from './picture/drawing.ts';
import type { State } from './state.ts';
import type { Verdict } from './verdict/verdict.ts';

/** How the Pod that comes is to the one before: there was none yet, it is the same, or another. */
export type Change = 'first' | 'same' | 'other';

/** Cursor and selection for a life that has just been drawn: its evidence, unless the reader holds on to something. */
export function pickedIn(state: State, change: Change, verdict: Verdict, { picture }: Drawing): Partial<State> {
  const { until } = picture;
  const marks = picture.lanes.flatMap((lane) => lane.marks);
  const byId = (wanted: string | undefined): Mark | undefined => marks.find(({ id }) => id === wanted);
  const kept = Math.max(0, Math.min(until, state.cursor));
  const mark = byId(state.mark);
  // What was picked by hand stays, as long as it is there.
  if (change === 'same' && state.kept && (mark !== undefined || state.step === undefined))
    return { step: mark?.step, cursor: kept };
  const bad = verdict.facts.find((fact) => fact.tone === 'bad' && fact.mark);
  const evidence = byId((bad ?? verdict.facts.find((fact) => fact.mark))?.mark);
  const telling = bad && evidence?.open ? until : (evidence?.from ?? until);
  return {
    step: evidence?.step,
    mark: evidence?.id,
    // A restored page comes back to where it was.
    cursor: state.kept && change !== 'other' ? kept : telling,
    ...(change === 'other' && { versus: undefined, window: undefined, unfolded: new Set(), kept: false }),
  };
}
