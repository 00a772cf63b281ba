import type { Container, Pod } from '../../pod/pod.ts';
import type { Millis } from '../../queue.ts';
import type { Phase } from '../../timeline.ts';
import type { Kubelet } from '../kubelet.ts';
import { type ContainerStatus, findContainer, type PodStatus } from '../pleg.ts';
import { containerReadiness } from '../prober/prober.ts';
import { couldRestartAllContainers, restartsAllContainers, shouldRestart } from '../restart-policy.ts';

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
  readonly type:
    | 'PodReadyToStartContainers'
    | 'Initialized'
    | 'Ready'
    | 'ContainersReady'
    | 'PodScheduled'
    | 'AllContainersRestarting';
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
  restarting: boolean,
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
      last: previous === undefined ? lastOfRemoved(kubelet, old, current) : terminated(previous),
    };
  } else if (restarting && old !== undefined && old.state.kind !== 'waiting') {
    status = { ...old, id: undefined, state: REMOVED.state, last: REMOVED.last, restartCount: old.restartCount + 1 };
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

/** What the API shows of a container that all are removed with, to start anew. */
const REMOVED = {
  state: {
    kind: 'waiting',
    reason: 'RestartingAllContainers',
    message: 'The container is removed because RestartAllContainers in place',
  },
  last: {
    kind: 'terminated',
    exitCode: 137,
    reason: 'RestartingAllContainers',
    message: 'The container is removed because RestartAllContainers in place',
    finishedAt: 0,
  },
} as const;

/** The runtime knows no end of a container that was removed; the status before remembers it. */
function lastOfRemoved(
  { gates }: Kubelet,
  old: ApiContainer | undefined,
  current: ContainerStatus,
): Terminated | undefined {
  if (!gates.restartAllContainers || old === undefined) return undefined;
  return old.id !== current.id && old.state.kind === 'terminated' ? old.state : old.last;
}

/** Whether the status says that all containers are being removed to start anew. */
export function isRestartingAll(status: ApiStatus | undefined): boolean {
  return status?.conditions.some((each) => each.type === 'AllContainersRestarting' && each.status === 'True') ?? false;
}

/** Whether a container has ended whose rule has all of them start anew (`ShouldAllContainersRestart`). */
function triggersRestartOfAll({ pod, gates }: Kubelet, podStatus: PodStatus): boolean {
  return [...pod.initContainers, ...pod.containers].some((container) => {
    const status = findContainer(podStatus, container.name);
    return status?.state === 'exited' && restartsAllContainers(container, status.exitCode, gates);
  });
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

type WithoutConditions = Omit<ApiStatus, 'conditions'>;

/** The kubelet's own conditions, in the order in which the API lists them (`status/generate.go`). */
function generateConditions(
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
