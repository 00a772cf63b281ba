import type { Kubelet } from './kubelet.ts';
import { type ContainerStatus, findContainer, type PodStatus } from './pleg.ts';
import type { Container, Pod } from './pod.ts';
import { containerReadiness } from './prober.ts';
import type { Millis } from './queue.ts';
import { shouldRestart } from './restart.ts';
import type { Phase } from './timeline.ts';

/** A Pod's status as the kubelet writes it to the API. */
export interface ApiStatus {
  readonly phase: Phase;
  readonly reason: string;
  readonly message: string;
  readonly conditions: readonly Condition[];
  /** Init containers and sidecars, in `spec` order. */
  readonly initContainers: readonly ApiContainer[];
  /** In order of name, as the API lists them. */
  readonly containers: readonly ApiContainer[];
}

export interface Condition {
  readonly type: 'PodReadyToStartContainers' | 'Initialized' | 'Ready' | 'ContainersReady' | 'PodScheduled';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

export interface ApiContainer {
  readonly name: string;
  /** The runtime's id; none before the first start. */
  readonly id: number | undefined;
  readonly state: ContainerState;
  readonly last: Terminated | undefined;
  readonly restartCount: number;
  readonly ready: boolean;
  readonly started: boolean;
}

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly kind: 'running'; readonly startedAt: Millis }
  | Terminated;

export interface Terminated {
  readonly kind: 'terminated';
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  readonly finishedAt: Millis;
}

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
  const rawInit = pod.initContainers.map((container) => convert(kubelet, container, podStatus, old?.initContainers));
  const rawApp = pod.containers.map((container) => convert(kubelet, container, podStatus, old?.containers));
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
  return { ...status, conditions: generateConditions(pod, status, podStatus.sandbox?.ready === true) };
}

export const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

export function isTerminal(phase: Phase): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

/** One container's status (`convertToAPIContainerStatuses`). */
function convert(
  kubelet: Kubelet,
  container: Container,
  podStatus: PodStatus,
  oldStatuses: readonly ApiContainer[] | undefined,
): ApiContainer {
  const old = oldStatuses?.find(({ name }) => name === container.name);
  const [current, previous] = podStatus.containers.filter((status) => status.container.name === container.name);
  let status: ApiContainer;
  if (current !== undefined) {
    status = {
      ...EMPTY,
      name: container.name,
      id: current.id,
      restartCount: current.restartCount,
      state: stateOf(current),
      last: previous === undefined ? undefined : terminated(previous),
    };
  } else if (old?.state.kind === 'terminated') {
    status = old;
  } else {
    const reason = kubelet.pod.initContainers.length > 0 ? 'PodInitializing' : 'ContainerCreating';
    status = {
      ...EMPTY,
      name: container.name,
      restartCount: old?.restartCount ?? 0,
      state: { kind: 'waiting', reason, message: '' },
      last: old?.last,
    };
  }
  const done = container.role !== 'container' && current?.state === 'exited' && current.exitCode === 0;
  const error = kubelet.startErrors.get(container.name);
  if (done || error === undefined || !shouldContainerBeRestarted(kubelet, container, current)) return status;
  return {
    ...status,
    last: status.state.kind === 'terminated' ? status.state : status.last,
    state: { kind: 'waiting', reason: error.reason, message: error.message },
  };
}

const EMPTY: Omit<ApiContainer, 'name' | 'state'> = {
  id: undefined,
  last: undefined,
  restartCount: 0,
  ready: false,
  started: false,
};

function stateOf(status: ContainerStatus): ContainerState {
  switch (status.state) {
    case 'running':
      return { kind: 'running', startedAt: status.startedAt };
    case 'created':
      return { kind: 'waiting', reason: '', message: '' };
    case 'exited':
      return terminated(status);
  }
}

function terminated({ exitCode, reason, message, finishedAt }: ContainerStatus): Terminated {
  return { kind: 'terminated', exitCode, reason, message, finishedAt };
}

/** Whether the next sync would start it (`ShouldContainerBeRestarted`). */
export function shouldContainerBeRestarted(
  { pod, gates, deletion }: Kubelet,
  container: Container,
  current: ContainerStatus | undefined,
): boolean {
  if (deletion !== undefined) return false;
  if (current === undefined) return true;
  if (current.state === 'running') return false;
  if (current.state === 'created') return true;
  return shouldRestart(pod, container, current.exitCode, gates);
}

/** The phase (`getPhase`). */
function getPhase(
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
    else if (end.exitCode !== 0 && !shouldRestart(pod, container, end.exitCode, gates)) failedForGood++;
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
    if (!shouldRestart(pod, container, end.exitCode, gates)) stoppedForGood++;
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

type WithoutConditions = Omit<ApiStatus, 'conditions'>;

/** The kubelet's own conditions, in the order in which the API lists them (`status/generate.go`). */
export function generateConditions(pod: Pod, status: WithoutConditions, sandboxReady: boolean): readonly Condition[] {
  const containersReady = containersReadyCondition(pod, status);
  return [
    condition('PodReadyToStartContainers', sandboxReady),
    initializedCondition(pod, status),
    readyCondition(pod, containersReady),
    containersReady,
    condition('PodScheduled', true),
  ];
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
