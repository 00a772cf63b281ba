/** A probe that goes on giving the same answer is not asked tick by tick: time goes to where the answer may change. */

import type { Container, Handler } from '../../pod/pod.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import { behaviourOf, millis } from '../../runtime/runtime.ts';
import { nextSent } from '../events/correlator.ts';
import type { Kubelet } from '../kubelet.ts';
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

/** Of answers that are alike: whether they are results, which are counted, and whether each of them writes an Event. */
export interface Steady {
  readonly isResult: boolean;
  readonly tells: boolean;
}

/** After its verdict a probe has nothing to ask as long as the container runs that it was about. */
export function hasNothingToAsk({ runtime }: Kubelet, { onHold, id }: Worker): boolean {
  return onHold && runtime.instances.some((instance) => instance.id === id && instance.state.kind === 'running');
}

/** Lets ticks pass whose results are known, until something changes. */
export function* sleepThrough(kubelet: Kubelet, worker: Worker): Process {
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
export function repeat({ recorder }: Kubelet, { lastStep = -1 }: Worker, times: number): void {
  const step = recorder.steps[lastStep];
  if (step?.kind === 'probe') recorder.steps[lastStep] = { ...step, repeated: (step.repeated ?? 0) + times };
}

/** At the end of the simulation: what has passed of probes that nothing has changed for. */
export function settleProbes(kubelet: Kubelet): void {
  for (const worker of kubelet.prober.workers.values())
    if (worker.steady !== undefined && !worker.stopped) skipTo(kubelet, worker, kubelet.queue.now + 1);
}
