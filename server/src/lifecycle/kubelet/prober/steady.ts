/** A probe that goes on giving the same answer is not asked tick by tick: time goes to where the answer may change. */

import type { Container, Handler } from '../../pod/pod.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import { behaviourOf, millis } from '../../runtime/runtime.ts';
import { nextSent } from '../events/correlator.ts';
import type { Kubelet } from '../kubelet.ts';
import type { Answer, Expected } from '../probe/answer.ts';
import { expectedOf } from '../probe/probe.ts';
import type { Worker } from './worker.ts';

/** Equal results in a row that are written down one by one, as far as anybody reads them. */
export const WRITTEN_RESULTS = 1000;

/** When a handler's answer may change by itself; a start or an end of a container may change it at any time. */
function nextAnswer({ runtime, queue }: Kubelet, container: Container, handler: Handler): Millis {
  const changes = runtime.instances.flatMap((instance) => {
    const { exec, listen } = behaviourOf(runtime, instance.container.name);
    const scripts =
      handler.kind === 'exec'
        ? instance.container === container
          ? (exec?.[handler.command.join(' ')] ?? [])
          : []
        : (listen ?? []).flatMap(({ steps }) => steps);
    const { state } = instance;
    return state.kind === 'running' ? scripts.map(({ from }) => state.startedAt + millis(from)) : [];
  });
  return Math.min(...changes.filter((change) => change > queue.now));
}

/** Answers that are alike. */
export interface Steady {
  /** They are results, which are counted. */
  readonly isResult: boolean;
  /** Each of them writes an Event. */
  readonly tells: boolean;
  readonly answer: Answer;
  /** From a question to its answer. */
  readonly took: Millis;
}

/** After its verdict a probe has nothing to ask as long as the container runs that it was about. */
export function hasNothingToAsk({ runtime }: Kubelet, { onHold, id }: Worker): boolean {
  return onHold && runtime.instances.some((instance) => instance.id === id && instance.state.kind === 'running');
}

/**
 * Lets ticks pass whose results are known, until something changes.
 * @returns a probe that is under way then
 */
export function* sleepThrough(kubelet: Kubelet, worker: Worker): Process<UnderWay | undefined> {
  const { runtime, queue, statusManager } = kubelet;
  const { steady } = worker;
  const expected = steady && expectation(kubelet, worker, steady);
  if (steady !== undefined && expected === undefined) return undefined;
  worker.passingFrom = isBackToBack(worker) ? queue.now : worker.nextTick;
  const change = nextChange(kubelet, worker, worker.passingFrom);
  yield* waitFor([worker.wake, runtime.changed, statusManager.ended], Number.isFinite(change) ? change : undefined);
  const begun = skipTo(kubelet, worker, worker.passingFrom, queue.now);
  worker.passingFrom = undefined;
  return expected !== undefined && begun < queue.now ? { expected, begun } : undefined;
}

/** What the next probe is going to hear, if that is what the latest one heard, and it begins when it is due. */
function expectation(kubelet: Kubelet, worker: Worker, { answer, took }: Steady): Expected | undefined {
  const { container, probe, id, nextTick } = worker;
  if (id === undefined || (nextTick < kubelet.queue.now && !isBackToBack(worker))) return undefined;
  const expected = expectedOf(kubelet, container, probe, id);
  const isLike =
    expected?.takes === took && expected.answer.result === answer.result && expected.answer.output === answer.output;
  return isLike ? expected : undefined;
}

/** A probe that was asked and has not been answered. */
export interface UnderWay {
  readonly expected: Expected;
  readonly begun: Millis;
}

/** A probe that takes its period or longer is followed by the next one at once. */
function isBackToBack({ probe, steady }: Worker): boolean {
  return (steady?.took ?? 0) >= probe.periodSeconds * 1000;
}

/** From the beginning of one probe to that of the next. */
function between({ probe, steady }: Worker): Millis {
  return Math.max(probe.periodSeconds * 1000, steady?.took ?? 0);
}

/**
 * Until when all probes are alike: an answer may change, a threshold be reached, or the API hear of an Event again.
 * @param first when the next one begins
 */
function nextChange(kubelet: Kubelet, worker: Worker, first: Millis): Millis {
  const { container, probe, lastResult, resultRun, steady } = worker;
  const never = Number.POSITIVE_INFINITY;
  if (steady === undefined) return never;
  const left = (lastResult === 'success' ? probe.successThreshold : probe.failureThreshold) - resultRun;
  const decision = steady.isResult && left > 0 ? first + (left - 1) * between(worker) : never;
  const event = steady.tells ? nextSent(kubelet.correlator, 'Warning') : never;
  return Math.min(nextAnswer(kubelet, container, probe.handler), decision, event);
}

/**
 * The results of all probes that are answered before this time are like the latest one.
 * @param first when the first of them begins
 * @returns when the one after them begins
 */
function skipTo(kubelet: Kubelet, worker: Worker, first: Millis, time: Millis): Millis {
  const { steady } = worker;
  const skipped = Math.max(0, Math.ceil((time - (steady?.took ?? 0) - first) / between(worker)));
  const begun = first + skipped * between(worker);
  if (!isBackToBack(worker)) worker.nextTick = begun;
  if (skipped > 0 && steady?.isResult === true) {
    worker.resultRun += skipped;
    repeat(kubelet, worker, skipped);
  }
  return begun;
}

/** Counts results that are like the latest one on its step. */
export function repeat({ recorder }: Kubelet, { lastStep = -1 }: Worker, times: number): void {
  const step = recorder.steps[lastStep];
  if (step?.kind === 'probe') recorder.steps[lastStep] = { ...step, repeated: (step.repeated ?? 0) + times };
}

/** At the end of the simulation: what has passed of probes that nothing has changed for. */
export function settleProbes(kubelet: Kubelet): void {
  for (const worker of kubelet.prober.workers.values())
    if (worker.passingFrom !== undefined && !worker.stopped)
      skipTo(kubelet, worker, worker.passingFrom, kubelet.queue.now + 1);
}
