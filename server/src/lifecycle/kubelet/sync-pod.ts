import * as l10n from '@vscode/l10n';
import type { Process } from '../queue.ts';
import { because } from '../recorder.ts';
import type { Step } from '../steps.ts';
import { isPastDeadline, watchDeadline } from './active-deadline.ts';
import { event } from './events/events.ts';
import type { StartError } from './images.ts';
import type { Kubelet } from './kubelet.ts';
import { killPod } from './kuberuntime/kill-container.ts';
import { syncContainers } from './kuberuntime/sync-containers.ts';
import { inspect, type PodStatus } from './pleg.ts';
import { updatePod } from './pod-worker.ts';
import { addPod, removePod, stopLivenessAndStartup } from './prober/prober.ts';
import { isRestartingAll } from './restart-all.ts';
import type { Termination } from './stage.ts';
import { generateStatus } from './status/generate-status.ts';
import { type ApiStatus, DEADLINE_MESSAGE, isTerminal } from './status/status.ts';
import { setStatus } from './status/status-manager.ts';
import { terminatePod } from './status/terminate-pod.ts';
import { exists, waitForVolumes } from './volumes.ts';

/** One sync of a Pod that is to run (`Kubelet.SyncPod`). */
export function* syncPod(
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
export function* syncTerminatingPod(
  kubelet: Kubelet,
  podStatus: PodStatus,
  { by, cause, grace }: Termination,
): Process {
  const { runtime, recorder } = kubelet;
  const status = nextStatus(kubelet, podStatus, false);
  setStatus(kubelet, typeof by === 'string' ? status : { ...status, phase: 'Failed', ...by });
  stopLivenessAndStartup(kubelet);
  const why = because(whyTerminating(by, recorder.steps[cause ?? -1]), [], cause);
  yield* killPod(kubelet, podStatus, { grace, why });
  removePod(kubelet);
  setStatus(kubelet, nextStatus(kubelet, inspect(runtime), true));
}

function whyTerminating(by: Termination['by'], cause: Step | undefined): string {
  if (typeof by !== 'string') return l10n.t('All containers are stopped because the Pod is evicted.');
  if (by === 'replacement')
    return l10n.t(
      'All containers are stopped because its file in the manifest folder has changed, and another Pod takes its place.',
    );
  return cause?.kind === 'delete'
    ? l10n.t('All containers are stopped because the Pod is deleted.')
    : l10n.t('All containers are stopped because the Pod has come to its end.');
}

export function syncTerminatedPod(kubelet: Kubelet, podStatus: PodStatus): void {
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
