import * as l10n from '@vscode/l10n';
import { probeWord } from '../texts.ts';
import type { ContainerAssumption } from './assumptions/assumptions.ts';
import { seconds } from './durations.ts';
import type { Container, Pod, Probe, ProbeName } from './pod/pod.ts';
import { because } from './recorder.ts';
import type { Ending, Instance } from './runtime/runtime.ts';
import type { Why } from './timeline.ts';

/** Why a container ended. */
export function exitWhy(instance: Instance, { how, stop, after }: Ending, behaviour: ContainerAssumption): Why {
  const { container, exitCode, finishedAt, startedAt } = instance;
  const { name, path, memoryLimit } = container;
  switch (how) {
    case 'OOM':
      return because(
        memoryLimit === undefined
          ? l10n.t('{0} ends with OOMKilled because its memory reached its limit.', name)
          : l10n.t('{0} ends with OOMKilled because its memory reached its limit, {1}.', name, limitText(memoryLimit)),
        [memoryLimit === undefined ? undefined : `${path}.resources.limits[memory]`],
        after,
      );
    case 'SIGTERM':
      return because(
        exitCode === 143
          ? l10n.t('{0} ends with exit code 143 because SIGTERM ended it.', name)
          : l10n.t('{0} ends with exit code {1}, its own answer to SIGTERM.', name, exitCode),
        [],
        after,
      );
    case 'SIGKILL': {
      const grace = stop?.grace ?? 0;
      const text =
        behaviour.term?.ignore === true
          ? l10n.t('{0} ends with exit code 137 because it ignored SIGTERM and SIGKILL came after {1} s.', name, grace)
          : l10n.t(
              '{0} ends with exit code 137 because it did not end in time after SIGTERM and SIGKILL came after {1} s.',
              name,
              grace,
            );
      return because(text, [stop?.graceField], after);
    }
    case 'itself':
      return because(
        l10n.t('{0} ends by itself with exit code {1} after {2} s.', name, exitCode, seconds(finishedAt - startedAt)),
        [],
        after,
      );
  }
}

function limitText(limit: number): string {
  const mebibytes = limit / 2 ** 20;
  return Number.isInteger(mebibytes) ? `${mebibytes}Mi` : l10n.t('{0} bytes', limit);
}

/**
 * Why a container starts, or starts again.
 * @param wait the back-off that had to pass since the exit, in milliseconds
 */
export function startWhy(
  pod: Pod,
  container: Container,
  previous: Instance | undefined,
  wait: number,
  after?: number,
): Why {
  const { name, role, path } = container;
  if (previous === undefined) {
    return because(firstStart(container), role === 'sidecar' ? [`${path}.restartPolicy`] : [], after);
  }
  const field = container.restartPolicy === undefined ? 'spec.restartPolicy' : `${path}.restartPolicy`;
  const policy = container.restartPolicy ?? pod.restartPolicy;
  const text =
    wait > 0
      ? l10n.t(
          '{0} starts again after the {1} s back-off because it ended with exit code {2} and restartPolicy is {3}.',
          name,
          seconds(wait),
          previous.exitCode,
          policy,
        )
      : l10n.t(
          '{0} starts again because it ended with exit code {1} and restartPolicy is {2}.',
          name,
          previous.exitCode,
          policy,
        );
  return because(text, [field], previous.exitStep ?? after);
}

function firstStart({ name, role }: Container): string {
  switch (role) {
    case 'init':
      return l10n.t('{0} starts as init container: what comes after it waits until it ends with exit code 0.', name);
    case 'sidecar':
      return l10n.t('{0} starts as sidecar, an init container with restartPolicy Always.', name);
    case 'container':
      return l10n.t('{0} starts: its image is on the node, and no init container is left to run.', name);
  }
}

/** Why a container waits: the exit that counts is the newest that the sync knew of, not one that it caused itself. */
export function backOffWhy(name: string, since: number, wait: number, killed: boolean, after: number | undefined): Why {
  const text = killed
    ? l10n.t(
        '{0} waits because it was killed {1} s after its previous exit, within the {2} s back-off.',
        name,
        seconds(since),
        seconds(wait),
      )
    : l10n.t(
        '{0} waits because {1} s have passed since its exit, within the {2} s back-off.',
        name,
        seconds(since),
        seconds(wait),
      );
  return because(text, [], after);
}

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
