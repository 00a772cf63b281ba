/** activeDeadlineSeconds (`active_deadline.go`). */
import { at, type Millis, nextOnGrid } from '../queue.ts';
import { SPREAD } from '../spread.ts';
import type { Kubelet } from './kubelet.ts';
import { updatePod } from './pod-worker.ts';

export function isPastDeadline({ pod, statusManager, queue }: Kubelet): boolean {
  const { activeDeadlineSeconds } = pod;
  const { startTime } = statusManager;
  return (
    activeDeadlineSeconds !== undefined &&
    startTime !== undefined &&
    queue.now - startTime >= activeDeadlineSeconds * 1000
  );
}

/** The kubelet's tick finds the deadline passed (`active_deadline.go`). */
export function watchDeadline(kubelet: Kubelet, startTime: Millis): void {
  const { pod, queue, worker } = kubelet;
  if (worker.deadlineWatched) return;
  worker.deadlineWatched = true;
  const deadline = startTime + (pod.activeDeadlineSeconds ?? 0) * 1000;
  at(queue, nextOnGrid(deadline - 1, SPREAD.syncTickPhase, SPREAD.syncTickPeriod), () => updatePod(kubelet));
}
