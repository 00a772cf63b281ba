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
  /** What its syncs are for. */
  stage: Stage;
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

/**
 * A Pod is kept running until it is to end; then its containers are stopped, then it is cleaned up after, and then there
 * is nothing left to do. One that the kubelet did not take has none of this.
 */
type Stage =
  | { readonly name: 'running' | 'rejected' }
  | { readonly name: 'terminating' | 'terminated' | 'finished'; readonly termination: Termination };

export interface Termination {
  /** Seconds that the containers get. */
  readonly grace: number;
  /** Step that began it. */
  readonly cause: number | undefined;
  /** A deletion or its own completion; another Pod that takes its place as its file has changed; an eviction's words. */
  readonly by: 'end' | 'replacement' | Eviction;
}

export type Eviction = Pick<ApiStatus, 'reason' | 'message'>;

/** Milliseconds until the next look after a successful and after a failed sync, before the jitter. */
const RESYNC = 60_000;

const RETRY = 10_000;

export function newPodWorker(): PodWorker {
  return {
    pending: false,
    working: false,
    lastSync: Number.NEGATIVE_INFINITY,
    stage: { name: 'running' },
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
  if (isOver(worker)) return;
  worker.pending = true;
  if (worker.working) return;
  worker.working = true;
  spawn(queue, work(kubelet));
}

/**
 * Tells the worker that the Pod is to end.
 * @param deletion the object's deletion timestamp; none where the object, or a static Pod's file, is gone already
 * @param cause step of it
 * @param how grace: seconds, in place of the deletion's or the Pod's
 */
export function terminate(
  kubelet: Kubelet,
  deletion: Deletion | undefined,
  cause: number | undefined,
  { grace, by = 'end' }: Partial<Pick<Termination, 'grace' | 'by'>> = {},
): void {
  const { worker } = kubelet;
  worker.deletion = deletion;
  if (worker.stage.name === 'running') {
    const whole = grace ?? effectiveGrace(kubelet.pod, deletion);
    worker.stage = { name: 'terminating', termination: { grace: whole, cause, by } };
    fire(worker.cancelled);
  }
  updatePod(kubelet);
}

/** Whether the Pod ends or has ended. */
export function isTerminating({ stage }: PodWorker): boolean {
  return stage.name !== 'running';
}

/** Whether no container can run any more: the API may show a terminal phase. */
export function isStopped({ stage }: PodWorker): boolean {
  return stage.name !== 'running' && stage.name !== 'terminating';
}

/** Whether there is nothing left to do. */
export function isOver({ stage }: PodWorker): boolean {
  return stage.name === 'finished' || stage.name === 'rejected';
}

export function terminationOf({ stage }: PodWorker): Termination | undefined {
  return 'termination' in stage ? stage.termination : undefined;
}

/** Never less than a second (`calculateEffectiveGracePeriod`). */
function effectiveGrace(pod: Pod, deletion: Deletion | undefined): number {
  return Math.max(1, deletion?.grace ?? pod.terminationGracePeriodSeconds);
}

/** Works until nothing is pending. */
function* work(kubelet: Kubelet): Process {
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
