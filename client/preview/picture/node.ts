/** What the node does for the Pod: it is found, and pulls images. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import type { Lane, Mark } from './content.ts';
import { stepsOf } from './steps.ts';
import { type End, openMark, stretches } from './stretches.ts';
import { duration } from './words.ts';

export function nodeLane(timeline: Timeline, end: End): Lane {
  const marks: Mark[] = [];
  const scheduled = stepsOf(timeline, 'condition').filter(({ type }) => type === 'PodScheduled');
  const unscheduled = stretches(
    scheduled.map(({ t, status, index }) => ({ t, value: status, step: index })),
    end,
  ).filter(({ value }) => value === 'False');
  for (const { from, to, step, open } of unscheduled) {
    const cause = timeline.steps[step];
    const message = cause?.kind === 'condition' ? (cause.message ?? cause.reason ?? '') : '';
    marks.push({
      id: `unscheduled-${from}`,
      look: 'unschedulable',
      from,
      to,
      labels: [...(message === '' ? [] : [firstSentence(message)]), 'Unschedulable'],
      text: l10n.t('not scheduled: {0}', message),
      step,
      ...openMark(open),
    });
  }
  for (const pull of pulls(timeline)) marks.push(pull.mark);
  return {
    id: 'node',
    kind: 'node',
    title: unscheduled.length > 0 ? l10n.t('Scheduling') : l10n.t('Node and image'),
    marks,
  };
}

const firstSentence = (message: string): string => message.split('. ')[0] ?? message;

export interface Pull {
  readonly image: string;
  readonly container: string | undefined;
  readonly mark: Mark;
}

/** Image pulls; the container is the one whose `Pulling` event comes with it. */
export function pulls(timeline: Timeline): readonly Pull[] {
  const found: Pull[] = [];
  const begun = new Map<string, { t: number; container: string | undefined; step: number }>();
  let puller: string | undefined;
  for (const [index, step] of timeline.steps.entries()) {
    if (step.kind === 'event' && step.reason === 'Pulling') puller = step.container;
    if (step.kind !== 'pull') continue;
    if (step.op === 'begin') {
      begun.set(step.image, { t: step.t, container: puller, step: index });
      continue;
    }
    const start = begun.get(step.image);
    if (start === undefined) continue;
    begun.delete(step.image);
    found.push(pullOf(step.image, start, step.t, index, step.op === 'end' ? 'done' : 'failed'));
  }
  for (const [image, start] of begun) found.push(pullOf(image, start, timeline.until, start.step, 'open'));
  return found;
}

function pullOf(
  image: string,
  start: { readonly t: number; readonly container: string | undefined },
  to: number,
  step: number,
  outcome: 'done' | 'failed' | 'open',
): Pull {
  const length = duration(to - start.t);
  const label =
    outcome === 'failed' ? l10n.t('pull failed') : l10n.t('pull {0}', outcome === 'open' ? `≥ ${length}` : length);
  return {
    image,
    container: start.container,
    mark: {
      id: `pull-${image}-${start.t}`,
      look: 'pull',
      from: start.t,
      to,
      labels: [label, l10n.t('pull')],
      text:
        outcome === 'failed'
          ? l10n.t('failed to pull {0}, {1}', image, length)
          : l10n.t('pull {0}, {1}', image, length),
      good: outcome !== 'failed',
      step,
      ...openMark(outcome === 'open'),
    },
  };
}
