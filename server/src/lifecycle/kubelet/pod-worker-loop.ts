import { at, nextOnGrid, type Process } from '../queue.ts';
import { latest } from '../recorder.ts';
import { SPREAD } from '../spread.ts';
import type { StartError } from './images.ts';
import type { Kubelet } from './kubelet.ts';
import { newerThan } from './pleg.ts';
import { effectiveGrace, updatePod } from './pod-worker.ts';
import { syncPod, syncTerminatedPod, syncTerminatingPod } from './sync-pod.ts';

/** Milliseconds until the next look after a successful and after a failed sync, before the jitter. */
const RESYNC = 60_000;
const RETRY = 10_000;

/** Syncs until nothing is pending (`podWorkerLoop`). */
export function* podWorkerLoop(kubelet: Kubelet): Process {
  const { worker, queue, pleg } = kubelet;
  while (worker.pending) {
    worker.pending = false;
    // What this sync is about is settled before it waits for the containers' status.
    const { stage } = worker;
    kubelet.deletion = worker.deletion;
    const podStatus = yield* newerThan(pleg, worker.lastSync);
    let error: StartError | 'failed' | undefined;
    let transition = false;
    if (stage.name === 'terminated') {
      syncTerminatedPod(kubelet, podStatus);
      worker.lastSync = queue.now;
      worker.stage = { ...stage, name: 'finished' };
      worker.working = false;
      worker.onFinish();
      return;
    }
    if (stage.name === 'terminating') {
      yield* syncTerminatingPod(kubelet, podStatus, stage.termination);
      worker.stage = { ...stage, name: 'terminated' };
      worker.onTerminated();
      transition = true;
    } else {
      const outcome = yield* syncPod(kubelet, podStatus);
      error = outcome.error;
      if (outcome.terminal) {
        if (worker.stage.name === 'running') {
          const cause = latest(kubelet.recorder, 'exit') ?? latest(kubelet.recorder, 'event');
          const grace = effectiveGrace(kubelet.pod, worker.deletion);
          worker.stage = { name: 'terminating', termination: { grace, cause, by: 'end' } };
        }
        transition = true;
      }
    }
    worker.lastSync = queue.now;
    if (transition) worker.pending = true;
    else scheduleResync(kubelet, error);
  }
  worker.working = false;
}

/** When to look again (`completeWork`), on the kubelet's tick. */
function scheduleResync(kubelet: Kubelet, error: StartError | 'failed' | undefined): void {
  const { worker, queue } = kubelet;
  let wait = error === undefined ? RESYNC : RETRY;
  if (typeof error === 'object' && error.retryAt !== undefined)
    wait = Math.min(RESYNC, Math.max(0, error.retryAt - queue.now));
  const due = nextOnGrid(queue.now + wait * SPREAD.jitter - 1, SPREAD.syncTickPhase, SPREAD.syncTickPeriod);
  worker.resync = due;
  at(queue, due, () => {
    if (worker.resync !== due) return;
    worker.resync = undefined;
    updatePod(kubelet);
  });
}
