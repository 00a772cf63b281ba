/** A Timeline in one sentence. */
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { sentences } from '../../../server/src/texts.ts';
import { layOut } from '../picture/lanes.ts';
import { deleted, ended } from './ends.ts';
import { type Fact, factsOf } from './facts.ts';
import { restartLoop } from './restarts.ts';
import { runs } from './runs.ts';
import { neverScheduled, neverStarted, type Room } from './starts.ts';
import type { Story } from './story.ts';

export interface Verdict extends Story {
  readonly facts: readonly Fact[];
}

/** What a Timeline comes to. */
export function verdictOf(timeline: Timeline, room?: Room): Verdict {
  const story = tell(timeline, room);
  const detail = sentences(story.detail, timeline.stopped ?? '');
  return { ...story, detail, facts: factsOf(timeline, layOut(timeline)) };
}

/** What happened last and for good comes first. */
function tell(timeline: Timeline, room: Room | undefined): Story {
  return (
    deleted(timeline) ??
    neverScheduled(timeline, room) ??
    neverStarted(timeline) ??
    ended(timeline) ??
    restartLoop(timeline) ??
    runs(timeline)
  );
}
