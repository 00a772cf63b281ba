import type { ContainerAssumption } from './assumptions.ts';
import { seconds } from './durations.ts';
import type { Container, Pod, Probe, ProbeName } from './pod.ts';
import { because } from './recorder.ts';
import type { Ending, Instance } from './runtime.ts';
import type { Why } from './timeline.ts';

/** Why a container ended. */
export function exitWhy(instance: Instance, { how, stop, after }: Ending, behaviour: ContainerAssumption): Why {
  const { container, exitCode, finishedAt, startedAt } = instance;
  const { name, path, memoryLimit } = container;
  switch (how) {
    case 'OOM':
      return because(
        `${name} ends with OOMKilled because its memory reached its limit${limitText(memoryLimit)}.`,
        [memoryLimit === undefined ? undefined : `${path}.resources.limits[memory]`],
        after,
      );
    case 'SIGTERM':
      return because(
        exitCode === 143
          ? `${name} ends with exit code 143 because SIGTERM ended it.`
          : `${name} ends with exit code ${exitCode}, its own answer to SIGTERM.`,
        [],
        after,
      );
    case 'SIGKILL': {
      const failing = behaviour.term?.ignore === true ? 'it ignored SIGTERM' : 'it did not end in time after SIGTERM';
      const text = `${name} ends with exit code 137 because ${failing} and SIGKILL came after ${stop?.grace} s.`;
      return because(text, [stop?.graceField], after);
    }
    case 'itself':
      return because(
        `${name} ends by itself with exit code ${exitCode} after ${seconds(finishedAt - startedAt)} s.`,
        [],
        after,
      );
  }
}

function limitText(limit: number | undefined): string {
  if (limit === undefined) return '';
  const mebibytes = limit / 2 ** 20;
  return `, ${Number.isInteger(mebibytes) ? `${mebibytes}Mi` : `${limit} bytes`}`;
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
    const text = {
      init: `${name} starts as init container: what comes after it waits until it ends with exit code 0.`,
      sidecar: `${name} starts as sidecar, an init container with restartPolicy Always.`,
      container: `${name} starts: its image is on the node, and no init container is left to run.`,
    }[role];
    return because(text, role === 'sidecar' ? [`${path}.restartPolicy`] : [], after);
  }
  const field = container.restartPolicy === undefined ? 'spec.restartPolicy' : `${path}.restartPolicy`;
  const policy = container.restartPolicy ?? pod.restartPolicy;
  const pause = wait > 0 ? ` after the ${seconds(wait)} s back-off` : '';
  const text = `${name} starts again${pause} because it ended with exit code ${previous.exitCode} and restartPolicy is ${policy}.`;
  return because(text, [field], previous.exitStep ?? after);
}

/** Why a container waits: the exit that counts is the newest that the sync knew of, not one that it caused itself. */
export function backOffWhy(name: string, since: number, wait: number, killed: boolean, after: number | undefined): Why {
  const past = killed
    ? `it was killed ${seconds(since)} s after its previous exit`
    : `${seconds(since)} s have passed since its exit`;
  return because(`${name} waits because ${past}, within the ${seconds(wait)} s back-off.`, [], after);
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
  const field = [`${probe.path}.${key}`];
  if (passed) {
    if (count < threshold) {
      return because(
        `Success ${count} of ${threshold}: nothing happens yet, because successThreshold is ${threshold}.`,
        field,
        after,
      );
    }
    const meaning = {
      startup: `${container} has started: liveness and readiness probes begin.`,
      readiness: `${container} is ready.`,
      liveness: `${container} is alive.`,
    }[type];
    return because(
      decided ? `Success ${count} of ${threshold}: ${meaning}` : `The ${type} probe passes.`,
      field,
      after,
    );
  }
  if (count < threshold) {
    return because(
      `Failure ${count} of ${threshold}: nothing happens yet, because failureThreshold is ${threshold}.`,
      field,
      after,
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
    after,
  );
}
