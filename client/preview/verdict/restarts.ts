/** Containers that end and are started again. */
import * as l10n from '@vscode/l10n';
import type { ContainerExit } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { listed, probeWord, sentences } from '../../../server/src/texts.ts';
import { layOut } from '../picture/lanes.ts';
import { stepsOf } from '../picture/steps.ts';
import { duration } from '../picture/words.ts';
import { killedBy, limitOf } from './details.ts';
import { type Story, times } from './story.ts';

export function restartLoop(timeline: Timeline): Story | undefined {
  const looping = loops(timeline);
  const last = looping[0];
  if (last === undefined) return undefined;
  const one = timeline.pod.containers.length === 1;
  const several = looping.length > 1;
  const who = named(looping.map(({ container }) => container));
  const exits = stepsOf(timeline, 'exit').filter(({ container }) => container === last.container);
  const lasted = duration(ran(timeline, last));
  const probe = killedBy(timeline, last);
  if (last.how === 'OOM') {
    const never = one
      ? l10n.t('Never stays up')
      : several
        ? l10n.t('{0} never stay up', who)
        : l10n.t('{0} never stays up', who);
    const limit = limitOf(timeline, last.container);
    return {
      tone: 'bad',
      headline:
        exits.length > 1
          ? l10n.t('{0}: killed at {1} {2} into every run.', never, limit, lasted)
          : l10n.t('{0}: killed at {1} {2} into the run.', never, limit, lasted),
      detail: l10n.t('It is OOMKilled {0} in {1}.', times(exits.length), duration(timeline.until)),
    };
  }
  if (probe !== undefined) {
    const restarts = one
      ? l10n.t('Restarts in a loop.')
      : several
        ? l10n.t('{0} restart in a loop.', who)
        : l10n.t('{0} restarts in a loop.', who);
    return {
      tone: 'bad',
      headline: sentences(restarts, l10n.t('Each run fails its {0} and is killed.', probeWord(probe))),
      detail: servedWhileFailing(timeline),
    };
  }
  const good = last.exitCode === 0;
  const how = good
    ? one
      ? l10n.t('Ends in a loop')
      : several
        ? l10n.t('{0} end in a loop', who)
        : l10n.t('{0} ends in a loop', who)
    : one
      ? l10n.t('Crashes in a loop')
      : several
        ? l10n.t('{0} crash in a loop', who)
        : l10n.t('{0} crashes in a loop', who);
  return {
    tone: good ? 'warn' : 'bad',
    headline: l10n.t('{0}: exit code {1} after {2} in each run.', how, last.exitCode, lasted),
    detail: l10n.t('It ends {0} in {1} and is started again.', times(exits.length), duration(timeline.until)),
  };
}

/** How long a run lasted. */
function ran(timeline: Timeline, exit: ContainerExit): number {
  const start = stepsOf(timeline, 'start').find(
    ({ container, run }) => container === exit.container && run === exit.run,
  );
  return exit.t - (start?.t ?? exit.t);
}

/** Containers that end again and again until the horizon, and their last exits. */
function loops(timeline: Timeline): readonly ContainerExit[] {
  return timeline.pod.containers.flatMap(({ name }): readonly ContainerExit[] => {
    const exits = stepsOf(timeline, 'exit').filter(({ container }) => container === name);
    const last = exits.at(-1);
    if (last === undefined) return [];
    const start = stepsOf(timeline, 'start').findLast(({ container }) => container === name);
    if (start !== undefined && start.run > last.run) {
      // It runs at the horizon: it has recovered if it does so for longer than ever before.
      const longest = Math.max(...exits.map((exit) => ran(timeline, exit)));
      return exits.length >= 2 && timeline.until - start.t <= 1.5 * longest + 5 ? [last] : [];
    }
    const waits = stepsOf(timeline, 'state').some(
      ({ container, reason, t }) => container === name && reason === 'CrashLoopBackOff' && t >= last.t,
    );
    const again = exits.length >= 2 && (last.exitCode !== 0 || killedBy(timeline, last) !== undefined);
    return waits || again ? [last] : [];
  });
}

/** `a`, `a and b`, `a, b and c`, `8 containers`. */
function named(containers: readonly string[]): string {
  return containers.length > 3 ? l10n.t('{0} containers', containers.length) : listed(containers);
}

const servedWhileFailing = (timeline: Timeline): string =>
  layOut(timeline).lanes.some(({ marks }) => marks.some(({ look }) => look === 'failing'))
    ? l10n.t('The Service keeps sending traffic to the failing container.')
    : '';
