import * as l10n from '@vscode/l10n';
import type { Pod } from '../pod/pod.ts';
import { at, fire, type Millis, newSignal, nextOnGrid, type Process, type Signal, spawn } from '../queue.ts';
import { because, latest } from '../recorder.ts';
import { SPREAD } from '../spread.ts';
import type { Step } from '../timeline.ts';
import { event } from './events/events.ts';
import type { StartError } from './images.ts';
import type { Deletion, Kubelet } from './kubelet.ts';
import { killPod } from './kuberuntime/kill-container.ts';
import { syncContainers } from './kuberuntime/sync-containers.ts';
import { inspect, newerThan, type PodStatus } from './pleg.ts';
import { addPod, removePod, stopLivenessAndStartup } from './prober/prober.ts';
import { type ApiStatus, DEADLINE_MESSAGE, generateStatus, isRestartingAll, isTerminal } from './status/status.ts';
import { setStatus, terminatePod } from './status/status-manager.ts';
import { exists, waitForVolumes } from './volumes.ts';

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

/** One sync of a Pod that is to run (`Kubelet.SyncPod`). */
function* syncPod(
  kubelet: Kubelet,
  podStatus: PodStatus,
): Process<{ terminal: boolean; error?: StartError | 'failed' }> {
  const { worker, pod, statusManager } = kubelet;
  const status = nextStatus(kubelet, podStatus, false);
  setStatus(kubelet, status);
  if (pod.activeDeadlineSeconds !== undefined && statusManager.startTime !== undefined)
    watchDeadline(kubelet, statusManager.startTime);
  if (isTerminal(status.phase)) return { terminal: true };
  if (!(yield* waitForVolumes(kubelet, worker.cancelled))) return { terminal: false, error: 'failed' };
  findPullSecrets(kubelet);
  addPod(kubelet);
  const restartsAll = isRestartingAll(status);
  const errors = yield* syncContainers(kubelet, podStatus, restartsAll);
  // What was removed is to start at once, not at the next resync.
  if (restartsAll) updatePod(kubelet);
  const soonest = errors
    .filter(({ retryAt }) => retryAt !== undefined)
    .sort((a, b) => (a.retryAt ?? 0) - (b.retryAt ?? 0))[0];
  const error = soonest ?? errors[0];
  return { terminal: false, ...(error !== undefined && { error }) };
}

/** Missing pull secrets are told of, and the pull is tried without them. */
function findPullSecrets(kubelet: Kubelet): void {
  const missing = kubelet.pod.imagePullSecrets.filter((secret) => secret.name !== '' && !exists(kubelet, secret));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const message = `Unable to retrieve some image pull secrets (${names}); attempting to pull the image may not succeed.`;
  const why = because(
    l10n.t('imagePullSecrets names {0}, which does not exist.', names),
    missing.map(({ path }) => path),
  );
  event(kubelet, 'Warning', 'FailedToRetrieveImagePullSecret', message, undefined, why);
}

/** Kills what runs and writes how it ended (`SyncTerminatingPod`). */
function* syncTerminatingPod(kubelet: Kubelet, podStatus: PodStatus): Process {
  const { worker, runtime, recorder } = kubelet;
  const status = nextStatus(kubelet, podStatus, false);
  setStatus(kubelet, worker.eviction === undefined ? status : { ...status, phase: 'Failed', ...worker.eviction });
  stopLivenessAndStartup(kubelet);
  const why = because(whyTerminating(worker, recorder.steps[worker.cause ?? -1]), [], worker.cause);
  yield* killPod(kubelet, podStatus, { grace: worker.grace, why });
  removePod(kubelet);
  setStatus(kubelet, nextStatus(kubelet, inspect(runtime), true));
}

function whyTerminating({ eviction, replaced }: Kubelet['worker'], cause: Step | undefined): string {
  if (eviction !== undefined) return l10n.t('All containers are stopped because the Pod is evicted.');
  if (replaced)
    return l10n.t(
      'All containers are stopped because its file in the manifest folder has changed, and another Pod takes its place.',
    );
  return cause?.kind === 'delete'
    ? l10n.t('All containers are stopped because the Pod is deleted.')
    : l10n.t('All containers are stopped because the Pod has come to its end.');
}

function syncTerminatedPod(kubelet: Kubelet, podStatus: PodStatus): void {
  setStatus(kubelet, nextStatus(kubelet, podStatus, true));
  terminatePod(kubelet);
}

/** The status now; past the deadline every look at it writes the event. */
function nextStatus(kubelet: Kubelet, podStatus: PodStatus, terminal: boolean): ApiStatus {
  const pastDeadline = isPastDeadline(kubelet);
  if (pastDeadline) {
    const why = because(
      l10n.t('The Pod has been active for {0} s, its activeDeadlineSeconds.', kubelet.pod.activeDeadlineSeconds ?? 0),
      ['spec.activeDeadlineSeconds'],
    );
    event(kubelet, 'Normal', 'DeadlineExceeded', DEADLINE_MESSAGE, undefined, why);
  }
  return generateStatus(kubelet, podStatus, kubelet.statusManager.status, terminal, pastDeadline);
}

function isPastDeadline({ pod, statusManager, queue }: Kubelet): boolean {
  const { activeDeadlineSeconds } = pod;
  const { startTime } = statusManager;
  return (
    activeDeadlineSeconds !== undefined &&
    startTime !== undefined &&
    queue.now - startTime >= activeDeadlineSeconds * 1000
  );
}

/** The kubelet's tick finds the deadline passed (`active_deadline.go`). */
function watchDeadline(kubelet: Kubelet, startTime: Millis): void {
  const { pod, queue, worker } = kubelet;
  if (worker.deadlineWatched) return;
  worker.deadlineWatched = true;
  const deadline = startTime + (pod.activeDeadlineSeconds ?? 0) * 1000;
  at(queue, nextOnGrid(deadline - 1, SPREAD.syncTickPhase, SPREAD.syncTickPeriod), () => updatePod(kubelet));
}
