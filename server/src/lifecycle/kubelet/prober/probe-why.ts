import * as l10n from '@vscode/l10n';
import { probeWord } from '../../../texts.ts';
import type { Probe, ProbeName } from '../../pod/pod.ts';
import { because } from '../../recorder.ts';
import type { Why } from '../../why.ts';

/**
 * What a probe's result means for its container.
 * @param after index of the result that this one counts on from
 */
export function probeWhy(
  container: string,
  type: ProbeName,
  probe: Probe,
  passed: boolean,
  count: number,
  decided: boolean,
  after?: number,
): Why {
  const key = passed ? 'successThreshold' : 'failureThreshold';
  const threshold = probe[key];
  const text = passed
    ? successText(container, type, count, threshold, decided)
    : failureText(container, type, count, threshold);
  return because(text, [`${probe.path}.${key}`], after);
}

function successText(container: string, type: ProbeName, count: number, threshold: number, decided: boolean): string {
  if (count < threshold)
    return l10n.t('Success {0} of {1}: nothing happens yet, because successThreshold is {1}.', count, threshold);
  switch (type) {
    case 'startup':
      if (!decided) return l10n.t('The startup probe passes.');
      return l10n.t(
        'Success {0} of {1}: {2} has started: liveness and readiness probes begin.',
        count,
        threshold,
        container,
      );
    case 'readiness':
      if (!decided) return l10n.t('The readiness probe passes.');
      return l10n.t('Success {0} of {1}: {2} is ready.', count, threshold, container);
    case 'liveness':
      if (!decided) return l10n.t('The liveness probe passes.');
      return l10n.t('Success {0} of {1}: {2} is alive.', count, threshold, container);
  }
}

function failureText(container: string, type: ProbeName, count: number, threshold: number): string {
  if (count < threshold)
    return l10n.t('Failure {0} of {1}: nothing happens yet, because failureThreshold is {1}.', count, threshold);
  const probe = probeWord(type);
  if (type === 'readiness')
    return count === 1
      ? l10n.t(
          '{0} is not ready because its {1} failed once, and failureThreshold is {2}.',
          container,
          probe,
          threshold,
        )
      : l10n.t(
          '{0} is not ready because its {1} failed {2} times in a row, and failureThreshold is {3}.',
          container,
          probe,
          count,
          threshold,
        );
  return count === 1
    ? l10n.t('{0} is killed because its {1} failed once, and failureThreshold is {2}.', container, probe, threshold)
    : l10n.t(
        '{0} is killed because its {1} failed {2} times in a row, and failureThreshold is {3}.',
        container,
        probe,
        count,
        threshold,
      );
}
