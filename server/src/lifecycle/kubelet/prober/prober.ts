import * as l10n from '@vscode/l10n';
import type { Container, ProbeName } from '../../pod/pod.ts';
import { at, fire, newSignal, spawn } from '../../queue.ts';
import { because } from '../../recorder.ts';
import type { Kubelet } from '../kubelet.ts';
import type { ApiContainer } from '../status/status.ts';
import { type Worker, work } from './worker.ts';

/** The prober (`prober/prober_manager.go`): a worker for each probe, and the results that hold, by container id. */
export interface Prober {
  readonly workers: Map<string, Worker>;
  readonly results: { readonly [type in ProbeName]: Map<number, Result> };
}

export type Result = 'success' | 'failure' | 'unknown';

export function newProber(): Prober {
  return { workers: new Map(), results: { startup: new Map(), liveness: new Map(), readiness: new Map() } };
}

/**
 * Starts the workers of all app containers and sidecars, unless they work already (`AddPod`).
 * Where ticks fall together the last worker comes first: Go's scheduler runs next what was made ready last.
 */
export function addPod(kubelet: Kubelet): void {
  const { queue, prober } = kubelet;
  const workers: Worker[] = [];
  for (const container of probed(kubelet)) {
    for (const type of ['startup', 'readiness', 'liveness'] as const) {
      const probe = container.probes[type];
      if (probe === undefined) continue;
      if (prober.workers.has(`${container.name} ${type}`)) return;
      workers.push({
        container,
        type,
        probe,
        stopped: false,
        triggered: false,
        wake: newSignal(),
        nextTick: queue.now + probe.periodSeconds * 1000,
        id: undefined,
        onHold: false,
        lastResult: undefined,
        resultRun: 0,
        lastStep: undefined,
        errors: 0,
        passesAsBefore: because(passesAsBefore(type), [probe.path]),
        steady: undefined,
        passingFrom: undefined,
      });
    }
  }
  for (const worker of [...workers.slice(-1), ...workers.slice(0, -1)]) {
    prober.workers.set(`${worker.container.name} ${worker.type}`, worker);
    spawn(queue, work(kubelet, worker));
  }
}

/** At the beginning of a termination: of app containers only. */
export function stopLivenessAndStartup(kubelet: Kubelet): void {
  for (const { name } of kubelet.pod.containers) {
    stop(kubelet, name, 'liveness');
    stop(kubelet, name, 'startup');
  }
}

/** Once no container is left. */
export function removePod(kubelet: Kubelet): void {
  for (const { name } of probed(kubelet)) {
    for (const type of ['readiness', 'liveness', 'startup'] as const) stop(kubelet, name, type);
  }
}

/** `started` and `ready` of a container's status; a container that should be ready but is not is probed at once (`UpdatePodStatus`). */
export function containerReadiness(
  { prober, queue }: Kubelet,
  container: Container,
  { id, state }: ApiContainer,
): { started: boolean; ready: boolean } {
  const running = id !== undefined && state.kind === 'running';
  const startup = id === undefined ? undefined : prober.results.startup.get(id);
  const started =
    running && (startup === undefined ? !prober.workers.has(`${container.name} startup`) : startup === 'success');
  if (container.role === 'init') return { started, ready: state.kind === 'terminated' && state.exitCode === 0 };
  if (!started) return { started, ready: false };
  if (prober.results.readiness.get(id) === 'success') return { started, ready: true };
  const worker = prober.workers.get(`${container.name} readiness`);
  if (worker === undefined) return { started, ready: true };
  worker.triggered = true;
  // The worker looks at the status that is about to be written.
  at(queue, queue.now, () => fire(worker.wake));
  return { started, ready: false };
}

function probed({ pod }: Kubelet): Container[] {
  return [...pod.containers, ...pod.initContainers.filter(({ role }) => role === 'sidecar')];
}

function stop({ prober }: Kubelet, container: string, type: ProbeName): void {
  const worker = prober.workers.get(`${container} ${type}`);
  if (worker === undefined) return;
  worker.stopped = true;
  fire(worker.wake);
}

export function passesAsBefore(type: ProbeName): string {
  switch (type) {
    case 'startup':
      return l10n.t('The startup probe passes, as before.');
    case 'liveness':
      return l10n.t('The liveness probe passes, as before.');
    case 'readiness':
      return l10n.t('The readiness probe passes, as before.');
  }
}
