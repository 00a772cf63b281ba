import * as l10n from '@vscode/l10n';
import type { Container, Probe, ProbeName } from '../../pod/pod.ts';
import { at, fire, type Millis, newSignal, type Process, type Signal, spawn, waitFor } from '../../queue.ts';
import { because, record } from '../../recorder.ts';
import { SPREAD } from '../../spread.ts';
import type { ProbeResult, Step, Why } from '../../timeline.ts';
import { probeWhy } from '../../why.ts';
import { nextSent } from '../events/correlator.ts';
import { event, eventIfSent } from '../events/events.ts';
import type { Kubelet } from '../kubelet.ts';
import { updatePod } from '../pod-worker.ts';
import { shouldRestart } from '../restart-policy.ts';
import { type ApiContainer, isRestartingAll, isTerminal, type Terminated } from '../status/status.ts';
import { setContainerReadiness, setContainerStartup } from '../status/status-manager.ts';
import { type Answer, ask } from './answers.ts';
import { nextAnswer, WRITTEN_RESULTS } from './steady.ts';

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
  /** Index of the step of its latest result: what the next one counts on from. */
  lastStep: number | undefined;
  /** The reason of every pass that changes nothing. */
  readonly passesAsBefore: Why;
  /** Errors in a row: a probe that cannot be carried out has no result. */
  errors: number;
  /** While the latest answer is one of many that are alike and change nothing: the next ones need not be asked for. */
  steady: Steady | undefined;
}

/** Of answers that are alike: whether they are results, which are counted, and whether each of them writes an Event. */
interface Steady {
  readonly isResult: boolean;
  readonly tells: boolean;
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
        lastStep: undefined,
        errors: 0,
        passesAsBefore: because(passesAsBefore(type), [probe.path]),
        steady: undefined,
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
    if (worker.steady !== undefined || hasNothingToAsk(kubelet, worker)) yield* sleepThrough(kubelet, worker);
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

/** After its verdict a probe has nothing to ask as long as the container runs that it was about. */
function hasNothingToAsk({ runtime }: Kubelet, { onHold, id }: Worker): boolean {
  return onHold && runtime.instances.some((instance) => instance.id === id && instance.state === 'running');
}

/** Lets ticks pass whose results are known, until something changes. */
function* sleepThrough(kubelet: Kubelet, worker: Worker): Process {
  const { runtime, queue } = kubelet;
  const change = nextChange(kubelet, worker);
  yield* waitFor([worker.wake, runtime.changed], Number.isFinite(change) ? change : undefined);
  skipTo(kubelet, worker, queue.now);
}

/** Until when all ticks are alike: an answer may change, a threshold be reached, or the API hear of an Event again. */
function nextChange(kubelet: Kubelet, worker: Worker): Millis {
  const { container, probe, nextTick, lastResult, resultRun, steady } = worker;
  const never = Number.POSITIVE_INFINITY;
  if (steady === undefined) return never;
  const left = (lastResult === 'success' ? probe.successThreshold : probe.failureThreshold) - resultRun;
  const decision = steady.isResult && left > 0 ? nextTick + (left - 1) * probe.periodSeconds * 1000 : never;
  const event = steady.tells ? nextSent(kubelet.correlator, 'Warning') : never;
  return Math.min(nextAnswer(kubelet, container, probe.handler), decision, event);
}

/** The results of all ticks before this time are like the latest one. */
function skipTo(kubelet: Kubelet, worker: Worker, time: Millis): void {
  const period = worker.probe.periodSeconds * 1000;
  const skipped = Math.max(0, Math.ceil((time - worker.nextTick) / period));
  worker.nextTick += skipped * period;
  if (skipped === 0 || worker.steady?.isResult !== true) return;
  worker.resultRun += skipped;
  repeat(kubelet, worker, skipped);
}

/** Counts results that are like the latest one on its step. */
function repeat({ recorder }: Kubelet, { lastStep = -1 }: Worker, times: number): void {
  const step = recorder.steps[lastStep];
  if (step?.kind === 'probe') recorder.steps[lastStep] = { ...step, repeated: (step.repeated ?? 0) + times };
}

/** At the end of the simulation: what has passed of probes that nothing has changed for. */
export function settleProbes(kubelet: Kubelet): void {
  for (const worker of kubelet.prober.workers.values())
    if (worker.steady !== undefined && !worker.stopped) skipTo(kubelet, worker, kubelet.queue.now + 1);
}

/** One tick (`worker.doProbe`); false ends the worker. */
function* doProbe(kubelet: Kubelet, worker: Worker): Process<boolean> {
  const due = isDue(kubelet, worker);
  if (due !== 'probe') return due === 'wait';
  worker.steady = undefined;
  const begun = kubelet.queue.now;
  const answer = yield* ask(kubelet, worker.container, worker.probe, worker.id as number);
  if (answer.result === 'error') writeError(kubelet, worker, answer);
  else take(kubelet, worker, answer, begun);
  return true;
}

/** Whether this tick probes, by what the kubelet knows of the container. */
function isDue(kubelet: Kubelet, worker: Worker): 'probe' | 'wait' | 'end' {
  const { queue, statusManager, prober } = kubelet;
  const { container, type, probe } = worker;
  const { status } = statusManager;
  if (status === undefined) return 'wait';
  if (isTerminal(status.phase)) return 'end';
  const list = container.role === 'container' ? status.containers : status.initContainers;
  const current = list.find(({ name }) => name === container.name);
  if (current?.id === undefined) return 'wait';
  if (worker.id !== current.id) {
    if (worker.id !== undefined) prober.results[type].delete(worker.id);
    worker.id = current.id;
    setResult(kubelet, worker, INITIAL[type]);
    worker.onHold = false;
  }
  if (worker.onHold) return 'wait';
  if (current.state.kind !== 'running') {
    setResult(kubelet, worker, 'failure');
    return current.state.kind === 'waiting' || mayRunAgain(kubelet, container, current.state) ? 'wait' : 'end';
  }
  if (secondsSinceStart(queue.now, current.state.startedAt) < probe.initialDelaySeconds) return 'wait';
  return current.started === (type === 'startup') ? 'wait' : 'probe';
}

/** Whether a container that has ended can be probed again. */
function mayRunAgain({ pod, gates, statusManager }: Kubelet, container: Container, end: Terminated): boolean {
  if (!gates.containerRestartRules) return container.role === 'sidecar' || pod.restartPolicy !== 'Never';
  return shouldRestart(pod, container, end.exitCode, gates) || isRestartingAll(statusManager.status);
}

/** Counts a result, writes it down, and draws the consequence once the threshold is reached. */
function take(kubelet: Kubelet, worker: Worker, answer: Answer, begun: Millis): void {
  const { queue, recorder, prober } = kubelet;
  const { container, type, probe, id } = worker;
  const passed = answer.result === 'success' || answer.result === 'warning';
  const result = passed ? 'success' : 'failure';
  worker.resultRun = worker.lastResult === result ? worker.resultRun + 1 : 1;
  worker.lastResult = result;
  const count = worker.resultRun;
  const threshold = passed ? probe.successThreshold : probe.failureThreshold;
  const decided = id !== undefined && prober.results[type].get(id) !== result;
  const why =
    passed && !decided && count > threshold
      ? worker.passesAsBefore
      : probeWhy(container.name, type, probe, passed, count, decided, count > 1 ? worker.lastStep : undefined);
  const step = {
    kind: 'probe',
    container: container.name,
    probeType: type,
    result: SHOWN[answer.result],
    count,
    threshold,
    ...(queue.now > begun && { took: (queue.now - begun) / 1000 }),
    why,
  } as const;
  worker.errors = 0;
  const known = count > WRITTEN_RESULTS && count !== threshold && isLike(recorder.steps[worker.lastStep ?? -1], step);
  if (known) repeat(kubelet, worker, 1);
  else worker.lastStep = record(recorder, step);
  if (known && queue.now === begun) worker.steady = { isResult: true, tells: answer.result !== 'success' };
  const tell = known ? eventIfSent : event;
  const reason = { ...why, ...(worker.lastStep !== undefined && { after: worker.lastStep }) };
  if (!passed) {
    tell(kubelet, 'Warning', 'Unhealthy', `${title(type)} probe failed: ${answer.output}`, container.name, reason);
  } else if (answer.result === 'warning') {
    tell(kubelet, 'Warning', 'ProbeWarning', `${title(type)} probe warning: ${answer.output}`, container.name, reason);
  }
  if (count < threshold) return;
  setResult(kubelet, worker, result);
  if ((type === 'liveness' && !passed) || type === 'startup') {
    worker.onHold = true;
    worker.resultRun = 0;
  }
}

/** Whether one result tells no more than the one before it. */
function isLike(before: Step | undefined, { result, took }: Pick<ProbeResult, 'result' | 'took'>): boolean {
  return before?.kind === 'probe' && before.result === result && before.took === took;
}

function writeError(kubelet: Kubelet, worker: Worker, { output }: Answer): void {
  const { type, probe, container } = worker;
  worker.errors++;
  const known = worker.errors > WRITTEN_RESULTS;
  if (known) worker.steady = { isResult: false, tells: true };
  const message = `${title(type)} probe errored and resulted in unknown state: ${output}`;
  const text = l10n.t('The probe cannot be carried out, so its result counts neither as success nor as failure.');
  const tell = known ? eventIfSent : event;
  tell(kubelet, 'Warning', 'Unhealthy', message, container.name, because(text, [probe.path]));
}

const INITIAL: { readonly [type in ProbeName]: Result } = {
  startup: 'unknown',
  liveness: 'success',
  readiness: 'failure',
};
const SHOWN = {
  success: 'succeeded',
  warning: 'succeeded',
  failure: 'failed',
  timeout: 'timeout',
  error: 'failed',
} as const;

function passesAsBefore(type: ProbeName): string {
  switch (type) {
    case 'startup':
      return l10n.t('The startup probe passes, as before.');
    case 'liveness':
      return l10n.t('The liveness probe passes, as before.');
    case 'readiness':
      return l10n.t('The readiness probe passes, as before.');
  }
}

function title(type: ProbeName): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
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
