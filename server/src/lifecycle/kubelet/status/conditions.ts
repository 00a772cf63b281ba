import type { Container, Pod } from '../../pod/pod.ts';
import type { Phase } from '../../steps.ts';
import type { Kubelet } from '../kubelet.ts';
import type { PodStatus } from '../pleg.ts';
import { isRestartingAll, triggersRestartOfAll } from '../restart-all.ts';
import { couldRestartAllContainers } from '../restart-policy.ts';
import type { ApiStatus, Condition } from './status.ts';

type WithoutConditions = Omit<ApiStatus, 'conditions'>;

/** The kubelet's own conditions, in the order in which the API lists them (`status/generate.go`). */
export function generateConditions(
  kubelet: Kubelet,
  status: WithoutConditions,
  podStatus: PodStatus,
  old: ApiStatus | undefined,
): readonly Condition[] {
  const { pod, gates } = kubelet;
  const containersReady = containersReadyCondition(pod, status);
  const couldRestart = couldRestartAllContainers(pod, gates);
  const initialized = initializedCondition(pod, status);
  const wasInitialized = old?.conditions.find(({ type, status }) => type === 'Initialized' && status === 'True');
  return [
    condition('PodReadyToStartContainers', podStatus.sandbox?.ready === true),
    couldRestart && initialized.status === 'False' ? (wasInitialized ?? initialized) : initialized,
    readyCondition(pod, containersReady),
    containersReady,
    condition('PodScheduled', true),
    ...(couldRestart ? [allContainersRestartingCondition(kubelet, status.phase, podStatus, old)] : []),
  ];
}

/** True from the end that triggers it until all containers are removed. */
function allContainersRestartingCondition(
  kubelet: Kubelet,
  phase: Phase,
  podStatus: PodStatus,
  old: ApiStatus | undefined,
): Condition {
  const type = 'AllContainersRestarting';
  if (phase === 'Succeeded') return condition(type, false, 'PodCompleted');
  if (phase === 'Failed') return condition(type, false, 'PodFailed');
  const begun = isRestartingAll(old) || triggersRestartOfAll(kubelet, podStatus);
  if (!begun || podStatus.containers.length === 0) return condition(type, false);
  return condition(type, true, 'RestartAllContainersStarted', 'container exited with restart policy rule');
}

/** The two conditions that follow from readiness alone. */
export function readyConditions(pod: Pod, status: WithoutConditions): readonly Condition[] {
  const containersReady = containersReadyCondition(pod, status);
  return [readyCondition(pod, containersReady), containersReady];
}

function condition(type: Condition['type'], status: boolean, reason = '', message = ''): Condition {
  return { type, status: status ? 'True' : 'False', reason, message };
}

function initializedCondition(pod: Pod, { phase, initContainers, containers }: WithoutConditions): Condition {
  if (phase === 'Succeeded') return condition('Initialized', true, 'PodCompleted');
  if (containers.some(({ state }) => state.kind !== 'waiting')) return condition('Initialized', true);
  const incomplete = pod.initContainers.filter((container, index) => {
    const status = initContainers[index];
    return container.role === 'sidecar' ? status?.started !== true : status?.ready !== true;
  });
  if (incomplete.length === 0) return condition('Initialized', true);
  return condition(
    'Initialized',
    false,
    'ContainersNotInitialized',
    `containers with incomplete status: ${nameList(incomplete)}`,
  );
}

function containersReadyCondition(pod: Pod, { phase, initContainers, containers }: WithoutConditions): Condition {
  if (phase === 'Succeeded') return condition('ContainersReady', false, 'PodCompleted');
  if (phase === 'Failed') return condition('ContainersReady', false, 'PodFailed');
  const statuses = [...initContainers, ...containers];
  const unready = [...pod.initContainers.filter(({ role }) => role === 'sidecar'), ...pod.containers].filter(
    (container) => statuses.find(({ name }) => name === container.name)?.ready !== true,
  );
  if (unready.length === 0) return condition('ContainersReady', true);
  return condition(
    'ContainersReady',
    false,
    'ContainersNotReady',
    `containers with unready status: ${nameList(unready)}`,
  );
}

/** Nobody sets the conditions that readiness gates ask for. */
function readyCondition(pod: Pod, containersReady: Condition): Condition {
  if (containersReady.status === 'False') return { ...containersReady, type: 'Ready' };
  const missing = pod.readinessGates.map(
    (gate) => `corresponding condition of pod readiness gate "${gate}" does not exist.`,
  );
  return missing.length === 0
    ? condition('Ready', true)
    : condition('Ready', false, 'ReadinessGatesNotReady', missing.join(', '));
}

/** A list as Go prints it. */
function nameList(containers: readonly Container[]): string {
  return `[${containers.map(({ name }) => name).join(' ')}]`;
}
