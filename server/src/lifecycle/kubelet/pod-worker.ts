import type { Pod } from '../pod/pod.ts';
import { fire, type Millis, newSignal, type Process, type Signal, spawn } from '../queue.ts';
import type { Deletion, Kubelet } from './kubelet.ts';
import { isOver, type Stage, type Termination } from './stage.ts';

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
  /** Syncs until nothing is pending. */
  readonly loop: (kubelet: Kubelet) => Process;
  /** Called when the last container has ended. */
  onTerminated: () => void;
  /** Called when the worker has done everything. */
  onFinish: () => void;
}

export function newPodWorker(loop: PodWorker['loop']): PodWorker {
  return {
    loop,
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
  spawn(queue, worker.loop(kubelet));
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

/** Never less than a second (`calculateEffectiveGracePeriod`). */
export function effectiveGrace(pod: Pod, deletion: Deletion | undefined): number {
  return Math.max(1, deletion?.grace ?? pod.terminationGracePeriodSeconds);
}
