/** Pods that are deleted, and Pods that end by themselves. */
import * as l10n from '@vscode/l10n';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { probeWord, sentences } from '../../../server/src/texts.ts';
import { stepsOf } from '../picture/steps.ts';
import { clock, duration } from '../picture/words.ts';
import { ending, killedBy, retries, sequence } from './details.ts';
import { decisiveExit } from './facts.ts';
import { quoted, type Story } from './story.ts';

export function deleted(timeline: Timeline): Story | undefined {
  const deletion = stepsOf(timeline, 'delete')[0];
  const isOver = stepsOf(timeline, 'phase').some(({ phase }) => phase === 'Succeeded' || phase === 'Failed');
  // What had ended before is only tidied away.
  const isTidiedAway = isOver && stepsOf(timeline, 'phase').every(({ t }) => t < (deletion?.t ?? 0));
  if (deletion === undefined || isTidiedAway) return undefined;
  const gone = stepsOf(timeline, 'gone')[0];
  const exits = stepsOf(timeline, 'exit').filter(({ t }) => t >= deletion.t);
  const last = exits.at(-1);
  if (deletion.grace === 0) {
    const after =
      last === undefined ? '' : l10n.t('{0} runs on for {1}.', last.container, duration(last.t - deletion.t));
    const headline = l10n.t('Deleted by force at {0}: the object is gone at once.', duration(deletion.t));
    return { tone: after === '' ? 'good' : 'warn', headline: sentences(headline, after), detail: '' };
  }
  const at = duration(deletion.t);
  if (gone === undefined)
    return {
      tone: 'warn',
      headline: l10n.t('Deleted at {0}, not gone by {1}.', at, clock(timeline.until)),
      detail: '',
    };
  const later = duration(gone.t - deletion.t);
  const killed = exits.find(({ how }) => how === 'SIGKILL');
  if (killed === undefined)
    return { tone: 'good', headline: l10n.t('Deleted at {0}, gone {1} later.', at, later), detail: '' };
  return {
    tone: 'warn',
    headline: l10n.t('Deleted at {0}, gone {1} later: {2} had to be killed.', at, later, killed.container),
    detail: l10n.t('It did not end within the {0} grace period.', duration(deletion.grace)),
  };
}

export function ended(timeline: Timeline): Story | undefined {
  const last = stepsOf(timeline, 'phase').at(-1);
  const exits = stepsOf(timeline, 'exit');
  const killed = exits.findLast((exit) => killedBy(timeline, exit) !== undefined);
  const probe = killed && killedBy(timeline, killed);
  const why =
    killed === undefined || probe === undefined
      ? ''
      : l10n.t(
          '{0} fails its {1} at {2} and is killed; restartPolicy does not start it again.',
          killed.container,
          probeWord(probe),
          clock(killed.t),
        );
  if (last?.phase === 'Succeeded') {
    const headline = l10n.t('Succeeds after {0}.', duration(last.t));
    return {
      tone: killed === undefined ? 'good' : 'warn',
      headline,
      detail: sentences(why, retries(timeline), sequence(timeline), jobEnd(timeline), dueAgain(timeline)),
    };
  }
  if (last?.phase !== 'Failed') return undefined;
  const bad = decisiveExit(timeline);
  const cause =
    last.reason ??
    (bad === undefined ? l10n.t('the Pod failed') : l10n.t('{0} ends with {1}', bad.container, ending(timeline, bad)));
  const message = last.message === undefined ? '' : quoted(last.message);
  return {
    tone: 'bad',
    headline: l10n.t('Fails after {0}: {1}.', duration(last.t), cause),
    detail: sentences(message, why, retries(timeline), jobEnd(timeline), dueAgain(timeline)),
  };
}

/** When the CronJob makes its next Job. */
function dueAgain({ cronJob }: Timeline): string {
  if (cronJob === undefined) return '';
  const { start, jobs, next } = cronJob;
  const seconds = jobs[1]?.due ?? (Date.parse(next[0] ?? '') - Date.parse(start)) / 1000;
  return seconds > 0 ? l10n.t('The CronJob is due again after {0}.', duration(seconds)) : '';
}

/** `The Job makes 4 Pods and fails at 2:32: BackoffLimitExceeded.` */
function jobEnd({ job, until }: Timeline): string {
  if (job === undefined) return '';
  const { pods, end } = job;
  if (end === undefined && pods.length === 0) return l10n.t('The Job is suspended and makes no Pods.');
  const one = pods.length === 1;
  if (end === undefined)
    return one
      ? l10n.t('The Job makes 1 Pod and goes on at {0}.', clock(until))
      : l10n.t('The Job makes {0} Pods and goes on at {1}.', pods.length, clock(until));
  if (end.type === 'Complete')
    return one
      ? l10n.t('The Job makes 1 Pod and is Complete at {0}.', clock(end.t))
      : l10n.t('The Job makes {0} Pods and is Complete at {1}.', pods.length, clock(end.t));
  return one
    ? l10n.t('The Job makes 1 Pod and fails at {0}: {1}.', clock(end.t), end.reason)
    : l10n.t('The Job makes {0} Pods and fails at {1}: {2}.', pods.length, clock(end.t), end.reason);
}
