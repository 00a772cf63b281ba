import type { Container, Probe, ProbeName } from '../../pod/pod.ts';
import { type Millis, type Process, type Signal, waitFor } from '../../queue.ts';
import { SPREAD } from '../../spread.ts';
import type { Why } from '../../why.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, receive } from '../probe/answer.ts';
import { ask } from '../probe/probe.ts';
import { isRestartingAll } from '../restart-all.ts';
import { shouldRestart } from '../restart-policy.ts';
import { isTerminal, type Terminated } from '../status/status.ts';
import type { Result } from './prober.ts';
import { setResult } from './results.ts';
import { hasNothingToAsk, type Steady, sleepThrough } from './steady.ts';
import { take, writeError } from './take-result.ts';

/** One probe's ticker and memory; it outlives the container's restarts. */
export interface Worker {
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
  /** While ticks are let pass: when the first of their probes begins. */
  passingFrom: Millis | undefined;
}

/** A worker's loop (`worker.run`): at once, then at each tick; a trigger runs it and moves the ticks. */
export function* work(kubelet: Kubelet, worker: Worker): Process {
  const { queue, prober } = kubelet;
  const period = worker.probe.periodSeconds * 1000;
  while (yield* doProbe(kubelet, worker)) {
    yield* passTime(kubelet, worker);
    while (!worker.stopped && !worker.triggered && worker.nextTick > queue.now) {
      yield* waitFor([worker.wake], worker.nextTick);
    }
    if (worker.stopped) break;
    if (worker.triggered) {
      worker.triggered = false;
      worker.nextTick = queue.now + period;
    } else {
      takeTick(worker, queue.now);
    }
  }
  if (worker.id !== undefined) prober.results[worker.type].delete(worker.id);
  prober.workers.delete(`${worker.container.name} ${worker.type}`);
}

/** A probe begins; of the ticks that came during a long one only the first counts. */
function takeTick(worker: Worker, begun: Millis): void {
  const period = worker.probe.periodSeconds * 1000;
  worker.nextTick += (Math.floor((begun - worker.nextTick) / period) + 1) * period;
}

/** Passes over what is known, and hears the answer of a probe that is under way when that ends. */
function* passTime(kubelet: Kubelet, worker: Worker): Process {
  while (!worker.stopped && !worker.triggered && (worker.steady !== undefined || hasNothingToAsk(kubelet, worker))) {
    const underWay = yield* sleepThrough(kubelet, worker);
    if (underWay === undefined) return;
    takeTick(worker, underWay.begun);
    worker.steady = undefined;
    hear(kubelet, worker, yield* receive(underWay.expected, underWay.begun), underWay.begun);
  }
}

/** One tick (`worker.doProbe`); false ends the worker. */
function* doProbe(kubelet: Kubelet, worker: Worker): Process<boolean> {
  worker.steady = undefined;
  const due = isDue(kubelet, worker);
  if (due !== 'probe') return due === 'wait';
  const begun = kubelet.queue.now;
  hear(kubelet, worker, yield* ask(kubelet, worker.container, worker.probe, worker.id as number), begun);
  return true;
}

function hear(kubelet: Kubelet, worker: Worker, answer: Answer, begun: Millis): void {
  if (answer.result === 'error') writeError(kubelet, worker, answer);
  else take(kubelet, worker, answer, begun);
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

const INITIAL: { readonly [type in ProbeName]: Result } = {
  startup: 'unknown',
  liveness: 'success',
  readiness: 'failure',
};

/** Both times are cut to whole seconds of the wall clock: the status keeps no more. */
function secondsSinceStart(now: Millis, startedAt: Millis): number {
  const wall = startedAt + SPREAD.wallClock;
  return Math.floor((now + SPREAD.wallClock - Math.floor(wall / 1000) * 1000) / 1000);
}
