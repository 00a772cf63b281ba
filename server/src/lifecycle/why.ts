import type { ContainerAssumption } from './assumptions.ts';
import { seconds } from './durations.ts';
import type { Pod, Probe, ProbeName } from './pod.ts';
import { because } from './recorder.ts';
import type { Instance } from './runtime.ts';
import type { ContainerExit, Why } from './timeline.ts';

/** Why a container ended. */
export function exitWhy(
  instance: Instance,
  how: ContainerExit['how'],
  behaviour: ContainerAssumption,
  after?: number,
): Why {
  const { container, exitCode, finishedAt, startedAt } = instance;
  const ran = seconds(finishedAt - startedAt);
  switch (how) {
    case 'OOM':
      return because(
        `${container.name} ends with OOMKilled because its memory reached its limit${limitText(container.memoryLimit)}.`,
        [container.memoryLimit === undefined ? undefined : `${container.path}.resources.limits.memory`],
        after,
      );
    case 'SIGTERM':
      return because(
        exitCode === 143
          ? `${container.name} ends with exit code 143 because SIGTERM ended it.`
          : `${container.name} ends with exit code ${exitCode}, its own answer to SIGTERM.`,
        [],
        after,
      );
    case 'SIGKILL':
      return because(
        behaviour.term?.ignore === true
          ? `${container.name} ends with exit code 137 because it ignored SIGTERM and the runtime sent SIGKILL at the end of its grace period.`
          : `${container.name} ends with exit code 137 because it was still running when its grace period ended and the runtime sent SIGKILL.`,
        [],
        after,
      );
    case 'itself':
      return because(`${container.name} ends by itself with exit code ${exitCode} after ${ran} s.`, [], after);
  }
}

function limitText(limit: number | undefined): string {
  if (limit === undefined) return '';
  const mebibytes = limit / 2 ** 20;
  return `, ${Number.isInteger(mebibytes) ? `${mebibytes}Mi` : `${limit} bytes`}`;
}

/** Why a container starts, or may start again. */
export function startWhy(
  pod: Pod,
  instance: Instance,
  previous: Instance | undefined,
  waited: number,
  after: number | undefined,
): Why {
  const { container } = instance;
  const { name, role, path } = container;
  if (previous === undefined) {
    const text = {
      init: `${name} starts as init container: the ones after it wait until it ends with exit code 0.`,
      sidecar: `${name} starts as sidecar: an init container with restartPolicy Always.`,
      container: `${name} starts: its image is on the node and the init containers before it, if any, are done.`,
    }[role];
    return because(text, [path], after);
  }
  const policy = container.restartPolicy === undefined ? 'spec.restartPolicy' : `${path}.restartPolicy`;
  const value = container.restartPolicy ?? pod.restartPolicy;
  const pause = waited > 0 ? ` after the ${seconds(waited)} s back-off` : ' at once';
  return because(
    `${name} starts again${pause} because it ended with exit code ${previous.exitCode} and restartPolicy is ${value}.`,
    [policy],
    after ?? previous.exitStep,
  );
}

/** Why a container waits in back-off. */
export function backOffWhy(name: string, since: number, wait: number, after: number | undefined): Why {
  return because(
    `${name} waits because ${seconds(since)} s have passed since its previous exit, within the ${seconds(wait)} s back-off.`,
    [],
    after,
  );
}

/** What a probe's result means for its container. */
export function probeWhy(
  container: string,
  type: ProbeName,
  probe: Probe,
  passed: boolean,
  count: number,
  decided: boolean,
): Why {
  const key = passed ? 'successThreshold' : 'failureThreshold';
  const threshold = probe[key];
  const field = [`${probe.path}.${key}`];
  if (passed) {
    if (count < threshold) {
      return because(
        `Success ${count} of ${threshold}: nothing happens yet, because successThreshold is ${threshold}.`,
        field,
      );
    }
    const meaning = {
      startup: `${container} has started: liveness and readiness probes begin.`,
      readiness: `${container} is ready.`,
      liveness: `${container} is alive.`,
    }[type];
    return because(decided ? `Success ${count} of ${threshold}: ${meaning}` : `The ${type} probe passes.`, field);
  }
  if (count < threshold) {
    return because(
      `Failure ${count} of ${threshold}: nothing happens yet, because failureThreshold is ${threshold}.`,
      field,
    );
  }
  const verdict = {
    startup: `${container} is killed`,
    liveness: `${container} is killed`,
    readiness: `${container} is not ready`,
  }[type];
  return because(
    `${verdict} because its ${type} probe failed ${count === 1 ? 'once' : `${count} times in a row`}, and failureThreshold is ${threshold}.`,
    field,
  );
}
