import * as l10n from '@vscode/l10n';
import { seconds } from '../../durations.ts';
import type { Container, Pod } from '../../pod/pod.ts';
import { because } from '../../recorder.ts';
import type { Exited } from '../../runtime/runtime.ts';
import type { Why } from '../../why.ts';

/**
 * Why a container starts, or starts again.
 * @param wait the back-off that had to pass since the exit, in milliseconds
 */
export function startWhy(
  pod: Pod,
  container: Container,
  previous: Exited | undefined,
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
