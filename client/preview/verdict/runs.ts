/** Pods that run on. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { probeWord, sentences } from '../../../server/src/texts.ts';
import { stepsOf } from '../picture/steps.ts';
import { throttledPieces, throttledSentence } from '../picture/throttled.ts';
import { clock, duration } from '../picture/words.ts';
import { retries, sequence } from './details.ts';
import { type Story, times } from './story.ts';

export function runs(timeline: Timeline): Story {
  const ready = stepsOf(timeline, 'condition').filter(({ type }) => type === 'Ready');
  const first = ready.find(({ status }) => status === 'True');
  if (first === undefined) return neverReady(timeline);
  const lost = ready.filter(({ status, t }) => status === 'False' && t > first.t);
  const lastLost = lost.at(-1);
  const again = ready.find(({ status, t }) => status === 'True' && t > (lastLost?.t ?? 0));
  const detail = sentences(retries(timeline), sequence(timeline), throttled(timeline));
  const after = duration(first.t);
  if (lastLost === undefined)
    return { tone: 'good', headline: l10n.t('Ready after {0}, and stays ready.', after), detail };
  if (again === undefined)
    return {
      tone: 'bad',
      headline: l10n.t('Ready after {0}, but not from {1} on.', after, clock(lastLost.t)),
      detail,
    };
  return {
    tone: 'warn',
    headline:
      lost.length === 1
        ? l10n.t(
            'Ready after {0}; out of Service for {1} from {2}.',
            after,
            duration(again.t - lastLost.t),
            clock(lastLost.t),
          )
        : l10n.t('Ready after {0}; out of Service {1} until {2}.', after, times(lost.length), clock(again.t)),
    detail,
  };
}

/** Each container that its limit throttles, at its worst. */
function throttled(timeline: Timeline): string {
  const told = timeline.pod.containers.flatMap((container) => {
    const pieces = throttledPieces(timeline, container.name);
    const [first] = pieces;
    if (first === undefined) return [];
    return [
      throttledSentence(
        container,
        pieces.reduce((a, b) => (b.wanted > a.wanted ? b : a), first),
      ),
    ];
  });
  return sentences(...told);
}

function neverReady(timeline: Timeline): Story {
  const roles = new Map(timeline.pod.containers.map(({ name, role }) => [name, role]));
  const init = stepsOf(timeline, 'start').every(({ container }) => roles.get(container) !== 'container');
  const failing = stepsOf(timeline, 'probe').findLast(({ result }) => result !== 'succeeded');
  const failed = stepsOf(timeline, 'exit').find(({ exitCode }) => exitCode !== 0);
  return {
    tone: 'bad',
    headline: init
      ? l10n.t('Never ready: an init container has not ended by {0}.', clock(timeline.until))
      : failing === undefined
        ? l10n.t('Not ready by {0}.', clock(timeline.until))
        : l10n.t('Never ready: the {0} of {1} fails.', probeWord(failing.probeType), failing.container),
    detail: failed === undefined ? '' : l10n.t('{0} ends with exit code {1}.', failed.container, failed.exitCode),
  };
}
