import { type Answer, ask } from './answers.ts';
import { event } from './events.ts';
import type { Kubelet } from './kubelet.ts';
import type { Container, Probe, ProbeName } from './pod.ts';
import { updatePod } from './pod-worker.ts';
import { at, fire, type Millis, newSignal, type Process, type Signal, spawn, waitFor } from './queue.ts';
import { because, record } from './recorder.ts';
import { isRestartable } from './restart.ts';
import { SPREAD } from './spread.ts';
import { type ApiContainer, isTerminal } from './status.ts';
import { setContainerReadiness, setContainerStartup } from './status-manager.ts';
import type { Why } from './timeline.ts';
import { probeWhy } from './why.ts';

/** The prober (`prober/prober_manager.go`): a worker for each probe, and the results that hold, by container id. */
export interface Prober {
  readonly workers: Map<string, Worker>;
  readonly results: { readonly [type in ProbeName]: Map<number, Result> };
}

type Result = 'success' | 'failure' | 'unknown';

/** One probe's ticker and memory; it outlives the container's restarts. */
interface Worker {
  readonly container: Container;
  readonly type: ProbeName;
  readonly probe: Probe;
  stopped: boolean;
  triggered: boolean;
  /** Fires when it is stopped or triggered. */
  readonly wake: Signal;
  /** When the next tick comes, or came while a probe was under way. */
  nextTick: Millis;
  /** The container that it knows. */
  id: number | undefined;
  /** After a verdict: until the next container. */
  onHold: boolean;
  lastResult: Result | undefined;
  resultRun: number;
  /** The reason of every pass that changes nothing. */
  readonly steady: Why;
}

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
        steady: because(`The ${type} probe passes, as before.`, [probe.path]),
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

/** A worker's loop (`worker.run`): at once, then at each tick; a trigger runs it and moves the ticks. */
function* work(kubelet: Kubelet, worker: Worker): Process {
  const { queue, prober } = kubelet;
  const period = worker.probe.periodSeconds * 1000;
  while (yield* doProbe(kubelet, worker)) {
    while (!worker.stopped && !worker.triggered && worker.nextTick > queue.now) {
      yield* waitFor([worker.wake], worker.nextTick);
    }
    if (worker.stopped) break;
    if (worker.triggered) {
      worker.triggered = false;
      worker.nextTick = queue.now + period;
    } else {
      // Of the ticks that came during a long probe only the first one counts.
      worker.nextTick += (Math.floor((queue.now - worker.nextTick) / period) + 1) * period;
    }
  }
  if (worker.id !== undefined) prober.results[worker.type].delete(worker.id);
  prober.workers.delete(`${worker.container.name} ${worker.type}`);
}

/** One tick (`worker.doProbe`); false ends the worker. */
function* doProbe(kubelet: Kubelet, worker: Worker): Process<boolean> {
  const { queue, recorder, statusManager, prober, pod, gates } = kubelet;
  const { container, type, probe } = worker;
  const { status } = statusManager;
  if (status === undefined) return true;
  if (isTerminal(status.phase)) return false;
  const list = container.role === 'container' ? status.containers : status.initContainers;
  const current = list.find(({ name }) => name === container.name);
  if (current?.id === undefined) return true;
  if (worker.id !== current.id) {
    if (worker.id !== undefined) prober.results[type].delete(worker.id);
    worker.id = current.id;
    setResult(kubelet, worker, INITIAL[type]);
    worker.onHold = false;
  }
  if (worker.onHold) return true;
  if (current.state.kind !== 'running') {
    setResult(kubelet, worker, 'failure');
    if (gates.containerRestartRules) return current.state.kind === 'terminated' || isRestartable(pod, container, gates);
    return current.state.kind !== 'terminated' || isRestartable(pod, container, gates);
  }
  if (secondsSinceStart(queue.now, current.state.startedAt) < probe.initialDelaySeconds) return true;
  if (current.started === (type === 'startup')) return true;

  const begun = queue.now;
  const answer = yield* ask(kubelet, container, probe, worker.id);
  const name = `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
  if (answer.result === 'error') {
    const message = `${name} probe errored and resulted in Unknown state: ${answer.output}`;
    event(
      kubelet,
      'Warning',
      'Unhealthy',
      message,
      container.name,
      because(`The ${type} probe cannot be carried out, so its result counts neither as success nor as failure.`, [
        probe.path,
      ]),
    );
    return true;
  }
  const result = answer.result === 'success' || answer.result === 'warning' ? 'success' : 'failure';
  worker.resultRun = worker.lastResult === result ? worker.resultRun + 1 : 1;
  worker.lastResult = result;
  const threshold = result === 'success' ? probe.successThreshold : probe.failureThreshold;
  const decided = prober.results[type].get(worker.id) !== result;
  const steady = result === 'success' && !decided && worker.resultRun > threshold;
  const why = steady
    ? worker.steady
    : probeWhy(container.name, type, probe, result === 'success', worker.resultRun, decided);
  const step = record(recorder, {
    kind: 'probe',
    container: container.name,
    probeType: type,
    result: RESULT[answer.result],
    count: worker.resultRun,
    threshold,
    ...(queue.now > begun && { took: (queue.now - begun) / 1000 }),
    why,
  });
  writeEvent(kubelet, container, name, answer, step);
  if (worker.resultRun < threshold) return true;
  setResult(kubelet, worker, result);
  if ((type === 'liveness' && result === 'failure') || type === 'startup') {
    worker.onHold = true;
    worker.resultRun = 0;
  }
  return true;
}

const INITIAL: { readonly [type in ProbeName]: Result } = {
  startup: 'unknown',
  liveness: 'success',
  readiness: 'failure',
};
const RESULT = { success: 'succeeded', warning: 'succeeded', failure: 'failed', timeout: 'timeout' } as const;

function writeEvent(
  kubelet: Kubelet,
  container: Container,
  name: string,
  { result, output }: Answer,
  step: number,
): void {
  if (result === 'failure' || result === 'timeout') {
    const message = `${name} probe failed: ${output}`;
    event(
      kubelet,
      'Warning',
      'Unhealthy',
      message,
      container.name,
      because(`A probe of ${container.name} failed.`, [], step),
    );
  } else if (result === 'warning') {
    const message = `${name} probe warning: ${output}`;
    event(
      kubelet,
      'Warning',
      'ProbeWarning',
      message,
      container.name,
      because('A redirect counts as success.', [], step),
    );
  }
}

/** Both times are cut to whole seconds of the wall clock: the status keeps no more. */
function secondsSinceStart(now: Millis, startedAt: Millis): number {
  const wall = startedAt + SPREAD.wallClock;
  return Math.floor((now + SPREAD.wallClock - Math.floor(wall / 1000) * 1000) / 1000);
}

/** Keeps a result; a change is told to the sync loop (`results.Manager`). */
function setResult(kubelet: Kubelet, { type, id }: Worker, result: Result): void {
  const results = kubelet.prober.results[type];
  if (id === undefined || results.get(id) === result) return;
  results.set(id, result);
  switch (type) {
    case 'liveness':
      if (result === 'failure') updatePod(kubelet);
      break;
    case 'readiness':
      setContainerReadiness(kubelet, id, result === 'success');
      updatePod(kubelet);
      break;
    case 'startup':
      setContainerStartup(kubelet, id, result === 'success');
      updatePod(kubelet);
      break;
  }
}
