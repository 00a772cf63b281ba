import type { Container } from '../../pod/pod.ts';
import type { Kubelet } from '../kubelet.ts';
import type { PodStatus } from '../pleg.ts';
import { containerReadiness } from '../prober/prober.ts';
import { isRestartingAll, triggersRestartOfAll } from '../restart-all.ts';
import { generateConditions } from './conditions.ts';
import { convert } from './container-status.ts';
import { getPhase } from './phase.ts';
import { type ApiContainer, type ApiStatus, DEADLINE_MESSAGE, isTerminal } from './status.ts';

/**
 * The status that follows from what the kubelet knows (`generateAPIPodStatus`).
 * @param old the status before, if there is one
 * @param terminal the containers will not run again
 * @param pastDeadline activeDeadlineSeconds is over
 */
export function generateStatus(
  kubelet: Kubelet,
  podStatus: PodStatus,
  old: ApiStatus | undefined,
  terminal: boolean,
  pastDeadline: boolean,
): ApiStatus {
  const { pod } = kubelet;
  const restarting = isRestartingAll(old) || triggersRestartOfAll(kubelet, podStatus);
  const rawInit = pod.initContainers.map((container) =>
    convert(kubelet, container, podStatus, old?.initContainers, restarting),
  );
  const rawApp = pod.containers.map((container) => convert(kubelet, container, podStatus, old?.containers, restarting));
  let phase = getPhase(kubelet, rawInit, rawApp, podStatus, terminal);
  if (!isTerminal(phase) && old !== undefined && isTerminal(old.phase)) phase = old.phase;
  let { reason, message } = old !== undefined && old.phase === phase ? old : { reason: '', message: '' };
  if (pastDeadline) {
    phase = 'Failed';
    reason = 'DeadlineExceeded';
    message = DEADLINE_MESSAGE;
  }
  const readiness = (status: ApiContainer, container: Container | undefined): ApiContainer =>
    container === undefined ? status : { ...status, ...containerReadiness(kubelet, container, status) };
  const initContainers = rawInit.map((status, index) => readiness(status, pod.initContainers[index]));
  const containers = rawApp
    .map((status, index) => readiness(status, pod.containers[index]))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const status = { phase, reason, message, initContainers, containers, conditions: [] };
  return { ...status, conditions: generateConditions(kubelet, status, podStatus, old) };
}
