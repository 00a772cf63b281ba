/** What several verdicts add: how runs ended, what is tried again, in which order containers start. */
import * as l10n from '@vscode/l10n';
import type { ProbeName } from '../../../server/src/lifecycle/pod/pod.ts';
import type { ContainerExit } from '../../../server/src/lifecycle/steps.ts';
import type { Timeline } from '../../../server/src/lifecycle/timeline.ts';
import { probeWord, sentences } from '../../../server/src/texts.ts';
import { stepsOf } from '../picture/steps.ts';
import { bytes } from '../picture/words.ts';
import { times } from './story.ts';

/** The probe whose verdict ended a run, if one did. */
export function killedBy(timeline: Timeline, exit: ContainerExit): ProbeName | undefined {
  const start = stepsOf(timeline, 'start').find(
    ({ container, run }) => container === exit.container && run === exit.run,
  );
  const verdict = stepsOf(timeline, 'probe').find(
    ({ container, probeType, result, count, threshold, t }) =>
      container === exit.container &&
      probeType !== 'readiness' &&
      result !== 'succeeded' &&
      count >= threshold &&
      t >= (start?.t ?? 0) &&
      t <= exit.t,
  );
  return verdict?.probeType;
}

/** `init is restarted twice on the way: exit code 1.` */
export function retries(timeline: Timeline): string {
  const told = timeline.pod.containers.flatMap(({ name }) => {
    const restarts = stepsOf(timeline, 'start').filter(({ container, run }) => container === name && run > 0);
    const last = restarts.at(-1);
    const before = stepsOf(timeline, 'exit').find(
      ({ container, run }) => container === name && run === (last?.run ?? 0) - 1,
    );
    if (last === undefined || before === undefined) return [];
    const probe = killedBy(timeline, before);
    const cause = probe === undefined ? ending(timeline, before) : l10n.t('its {0} fails', probeWord(probe));
    return [l10n.t('{0} is restarted {1} on the way: {2}.', name, times(restarts.length), cause)];
  });
  return sentences(...told);
}

export const ending = (timeline: Timeline, exit: ContainerExit): string =>
  exit.how === 'OOM'
    ? l10n.t('OOMKilled at {0}', limitOf(timeline, exit.container))
    : l10n.t('exit code {0}', exit.exitCode);

/** `its 64Mi memory limit`. */
export function limitOf(timeline: Timeline, name: string): string {
  const limit = timeline.pod.containers.find((container) => container.name === name)?.memoryLimit;
  return limit === undefined ? l10n.t('its memory limit') : l10n.t('its {0} memory limit', bytes(limit));
}

/** `2 init containers run first, one after the other. A sidecar runs beside.` */
export function sequence(timeline: Timeline): string {
  const inits = timeline.pod.containers.filter(({ role }) => role === 'init').length;
  const sidecars = timeline.pod.containers.filter(({ role }) => role === 'sidecar').length;
  return sentences(
    inits === 1
      ? l10n.t('1 init container runs first.')
      : inits > 1
        ? l10n.t('{0} init containers run first, one after the other.', inits)
        : '',
    sidecars === 1
      ? l10n.t('A sidecar runs beside.')
      : sidecars > 1
        ? l10n.t('{0} sidecars run beside.', sidecars)
        : '',
  );
}
