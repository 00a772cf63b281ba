import type { Container } from '../../pod/pod.ts';
import type { Phase } from '../../steps.ts';
import type { Kubelet } from '../kubelet.ts';
import { findContainer, type PodStatus } from '../pleg.ts';
import { shouldRestart } from '../restart-policy.ts';
import { REMOVED } from './container-status.ts';
import type { ApiContainer, Terminated } from './status.ts';

/** The phase (`getPhase`). */
export function getPhase(
  { pod, gates, isStatic }: Kubelet,
  initStatuses: readonly ApiContainer[],
  appStatuses: readonly ApiContainer[],
  podStatus: PodStatus,
  terminal: boolean,
): Phase {
  let pendingInit = 0;
  let pendingSidecars = 0;
  let failedForGood = 0;
  let running = 0;
  let waiting = 0;
  const runsAgain = (container: Container, { exitCode, reason }: Terminated): boolean =>
    reason === REMOVED.last.reason || shouldRestart(pod, container, exitCode, gates);
  pod.initContainers.forEach((container, index) => {
    const { state, last } = initStatuses[index] as ApiContainer;
    if (container.role === 'sidecar') {
      if (state.kind === 'running') {
        pendingSidecars++;
        running++;
      } else if (state.kind === 'waiting' && last === undefined) {
        pendingSidecars++;
        waiting++;
      }
      return;
    }
    const end = state.kind === 'terminated' ? state : state.kind === 'waiting' ? last : undefined;
    if (end === undefined) pendingInit++;
    else if (end.exitCode !== 0 && !runsAgain(container, end)) failedForGood++;
  });
  let stopped = 0;
  let stoppedForGood = 0;
  let succeeded = 0;
  pod.containers.forEach((container, index) => {
    const { state, last } = appStatuses[index] as ApiContainer;
    if (state.kind === 'running') {
      running++;
      return;
    }
    const end = state.kind === 'terminated' ? state : last;
    if (end === undefined) {
      waiting++;
      return;
    }
    stopped++;
    if (!runsAgain(container, end)) stoppedForGood++;
    if (state.kind === 'terminated' && end.exitCode === 0) succeeded++;
  });
  const initialized = pod.containers.some(({ name }) => {
    const current = findContainer(podStatus, name);
    return current !== undefined && current.sandbox === podStatus.sandbox?.id;
  });
  if (failedForGood > 0) return 'Failed';
  if (pendingInit > 0 || (pendingSidecars > 0 && !initialized) || waiting > 0) return 'Pending';
  if (running > 0) return 'Running';
  if (stopped === 0) return 'Pending';
  if (terminal && !isStatic) return stopped === succeeded ? 'Succeeded' : 'Failed';
  if (stopped !== stoppedForGood) return 'Running';
  return stopped === succeeded ? 'Succeeded' : 'Failed';
}
