import type { Pod } from '../pod/pod.ts';
import { at, fire, type Millis, newSignal, nextOnGrid, type Process, type Signal, spawn } from '../queue.ts';
import { latest } from '../recorder.ts';
import { SPREAD } from '../spread.ts';
import type { StartError } from './images.ts';
import type { Deletion, Kubelet } from './kubelet.ts';
import { newerThan } from './pleg.ts';
import type { ApiStatus } from './status/status.ts';
import { syncPod, syncTerminatedPod, syncTerminatingPod } from './sync-pod.ts';

/** The Pod's worker (`pod_workers.go`): one sync at a time, and one more as soon as something has changed meanwhile. */
export interface PodWorker {
  pending: boolean;
  working: boolean;
  lastSync: Millis;
  /** The Pod is to end: deleted, removed, or complete. */
  terminating: boolean;
  /** No container can run any more. */
  terminated: boolean;
  finished: boolean;
  /** Seconds; set once termination begins. */
  grace: number;
  /** Step that began the termination. */
  cause: number | undefined;
  /** Another Pod takes its place: a static Pod's file has changed. */
  replaced: boolean;
  /** What an eviction puts into the status. */
  eviction: Pick<ApiStatus, 'reason' | 'message'> | undefined;
  /** The deletion that the next sync will know of. */
  deletion: Deletion | undefined;
  /** Fires when termination begins while a sync is under way. */
  readonly cancelled: Signal;
  /** When the next resync is due; a later one replaces it. */
  resync: Millis | undefined;
  deadlineWatched: boolean;
  /** Called when the last container has ended. */
  onTerminated: () => void;
  /** Called when the worker has done everything. */
  onFinish: () => void;
}

/** Milliseconds until the next look after a successful and after a failed sync, before the jitter. */
const RESYNC = 60_000;

const RETRY = 10_000;

export function newPodWorker(): PodWorker {
  return {
    pending: false,
    working: false,
    lastSync: Number.NEGATIVE_INFINITY,
    terminating: false,
    terminated: false,
    finished: false,
    grace: 0,
    cause: undefined,
    replaced: false,
    eviction: undefined,
    deletion: undefined,
    cancelled: newSignal(),
    resync: undefined,
    deadlineWatched: false,
    onTerminated: () => {},
    onFinish: () => {},
  };
}

/** Tells the worker that something has changed (`UpdatePod`). */
export function updatePod(kubelet: Kubelet): void {
  const { worker, queue } = kubelet;
  if (worker.finished) return;
  worker.pending = true;
  if (worker.working) return;
  worker.working = true;
  spawn(queue, work(kubelet));
}

/**
 * Tells the worker that the Pod is to end.
 * @param deletion the object's deletion timestamp; none where the object, or a static Pod's file, is gone already
 * @param cause step of it
 * @param grace seconds, in place of the deletion's or the Pod's
 */
export function terminate(
  kubelet: Kubelet,
  deletion: Deletion | undefined,
  cause: number | undefined,
  grace?: number,
): void {
  const { worker } = kubelet;
  worker.deletion = deletion;
  if (!worker.terminating) {
    worker.terminating = true;
    worker.grace = grace ?? effectiveGrace(kubelet.pod, deletion);
    worker.cause = cause;
    fire(worker.cancelled);
  }
  updatePod(kubelet);
}

/** Never less than a second (`calculateEffectiveGracePeriod`). */
function effectiveGrace(pod: Pod, deletion: Deletion | undefined): number {
  return Math.max(1, deletion?.grace ?? pod.terminationGracePeriodSeconds);
}

/** Works until nothing is pending. */
function* work(kubelet: Kubelet): Process {
  const { worker, queue, pleg, statusManager } = kubelet;
  while (worker.pending) {
    worker.pending = false;
    // What this sync is about is settled before it waits for the containers' status.
    const { terminating, terminated } = worker;
    kubelet.deletion = worker.deletion;
    const podStatus = yield* newerThan(pleg, worker.lastSync);
    let error: StartError | 'failed' | undefined;
    let transition = false;
    if (terminated) {
      syncTerminatedPod(kubelet, podStatus);
      worker.lastSync = queue.now;
      worker.finished = true;
      worker.working = false;
      worker.onFinish();
      return;
    }
    if (terminating) {
      yield* syncTerminatingPod(kubelet, podStatus);
      worker.terminated = true;
      worker.onTerminated();
      statusManager.stopped = true;
      transition = true;
    } else {
      const outcome = yield* syncPod(kubelet, podStatus);
      error = outcome.error;
      if (outcome.terminal) {
        if (!worker.terminating) worker.cause = latest(kubelet.recorder, 'exit') ?? latest(kubelet.recorder, 'event');
        worker.grace = worker.terminating ? worker.grace : effectiveGrace(kubelet.pod, worker.deletion);
        worker.terminating = true;
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
