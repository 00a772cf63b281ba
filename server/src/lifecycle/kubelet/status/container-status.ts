import type { Container } from '../../pod/pod.ts';
import type { Exited } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';
import { type ContainerStatus, endOf, type PodStatus } from '../pleg.ts';
import { shouldRestart } from '../restart-policy.ts';
import type { ApiContainer, ContainerState, Terminated } from './status.ts';

/** One container's status (`convertToAPIContainerStatuses`). */
export function convert(
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
      last: previous === undefined ? lastOfRemoved(kubelet, old, current) : endedAs(previous),
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
  const done = container.role !== 'container' && endOf(current)?.exitCode === 0;
  const error = kubelet.startErrors.get(container.name);
  if (done || error === undefined || !shouldContainerBeRestarted(kubelet, container, current)) return status;
  return {
    ...status,
    last: status.state.kind === 'terminated' ? status.state : status.last,
    state: { kind: 'waiting', reason: error.reason, message: error.message },
  };
}

/** What the API shows of a container that all are removed with, to start anew. */
export const REMOVED = {
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

const EMPTY: Omit<ApiContainer, 'name' | 'state'> = {
  id: undefined,
  last: undefined,
  restartCount: 0,
  ready: false,
  started: false,
};

function stateOf({ state }: ContainerStatus): ContainerState {
  switch (state.kind) {
    case 'running':
      return { kind: 'running', startedAt: state.startedAt };
    case 'created':
      return { kind: 'waiting', reason: '', message: '' };
    case 'exited':
      return terminated(state);
  }
}

function endedAs(status: ContainerStatus): Terminated | undefined {
  const end = endOf(status);
  return end && terminated(end);
}

function terminated({ exitCode, reason, message, finishedAt }: Exited): Terminated {
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
  const { state } = current;
  return state.kind === 'created' || (state.kind === 'exited' && shouldRestart(pod, container, state.exitCode, gates));
}
