import * as l10n from '@vscode/l10n';
import { atEndOfNow, type Millis } from '../../queue.ts';
import { because, latest, record } from '../../recorder.ts';
import { SPREAD } from '../../spread.ts';
import type { StateChange, Why } from '../../timeline.ts';
import type { Kubelet } from '../kubelet.ts';
import { type ApiContainer, type ApiStatus, type Condition, isTerminal, readyConditions } from './status.ts';

/** The kubelet's status manager: the latest status, and what of it the API shows. */
export interface StatusManager {
  status: ApiStatus | undefined;
  /** The status as JSON, to tell whether another one differs. */
  text: string;
  /** When the kubelet accepted the Pod, cut to a whole second of the wall clock. */
  startTime: Millis | undefined;
  published: ApiStatus | undefined;
  publishing: boolean;
  /** No container can run any more: the API may show a terminal phase. */
  stopped: boolean;
  /** The Pod worker has ended: the object may go. */
  finished: boolean;
  /** The Pod has a node. */
  bound: boolean;
  /** Its kubelet did not take it. */
  rejected: boolean;
  /** Step of the graceful deletion of the object. */
  deletion: number | undefined;
  /** The object has left the API, and its status with it. */
  gone: boolean;
  /** Called after each write. */
  onPublish: () => void;
}

export function newStatusManager(): StatusManager {
  return {
    status: undefined,
    text: '',
    startTime: undefined,
    published: undefined,
    publishing: false,
    stopped: false,
    finished: false,
    bound: false,
    rejected: false,
    deletion: undefined,
    gone: false,
    onPublish: () => {},
  };
}

/** Takes a new status; a change reaches the API within milliseconds, and is written here at the end of this one. */
export function setStatus(kubelet: Kubelet, status: ApiStatus, force = false): void {
  const { statusManager, queue } = kubelet;
  statusManager.startTime ??= Math.floor((queue.now + SPREAD.wallClock) / 1000) * 1000 - SPREAD.wallClock;
  const text = JSON.stringify(status);
  if (!force && statusManager.text === text) return;
  statusManager.status = status;
  statusManager.text = text;
  if (statusManager.publishing) return;
  statusManager.publishing = true;
  atEndOfNow(queue, () => {
    statusManager.publishing = false;
    publish(kubelet);
  });
}

/** A readiness result changes the container and the conditions at once, before any sync. */
export function setContainerReadiness(kubelet: Kubelet, id: number, ready: boolean): void {
  const { status } = kubelet.statusManager;
  const changed = status && withContainer(status, id, { ready });
  if (changed === undefined) return;
  const conditions = readyConditions(kubelet.pod, changed);
  const replaced = changed.conditions.map((old) => conditions.find(({ type }) => type === old.type) ?? old);
  setStatus(kubelet, { ...changed, conditions: replaced });
}

export function setContainerStartup(kubelet: Kubelet, id: number, started: boolean): void {
  const { status } = kubelet.statusManager;
  const changed = status && withContainer(status, id, { started });
  if (changed !== undefined) setStatus(kubelet, changed);
}

/** The last word (`TerminatePod`): what is not known to have ended counts as failed, and the phase becomes terminal. */
export function terminatePod(kubelet: Kubelet): void {
  const { statusManager, pod, isStatic } = kubelet;
  const { status } = statusManager;
  statusManager.finished = true;
  if (status === undefined) return;
  const lost = (container: ApiContainer): ApiContainer =>
    container.state.kind === 'terminated' ? container : { ...container, state: LOST };
  const last = status.initContainers.findLastIndex(({ state, last }) => state.kind !== 'waiting' || last !== undefined);
  const initialized = Math.max(1, last + 1);
  setStatus(
    kubelet,
    {
      ...status,
      phase: isStatic || isTerminal(status.phase) ? status.phase : 'Failed',
      initContainers: status.initContainers.map((container, index) =>
        index < initialized ? lost(container) : container,
      ),
      containers: hasInitialized(pod.initContainers.length, status) ? status.containers.map(lost) : status.containers,
    },
    true,
  );
}

const LOST = {
  kind: 'terminated',
  exitCode: 137,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  finishedAt: 0,
} as const;

/** By the statuses that the API has (`hasPodInitialized`). */
function hasInitialized(inits: number, { initContainers, containers }: ApiStatus): boolean {
  if (inits === 0) return true;
  if (containers.some(({ state, last }) => last !== undefined || state.kind !== 'waiting')) return true;
  const final = initContainers.at(-1);
  const succeeded = [final?.state, final?.last].some((state) => state?.kind === 'terminated' && state.exitCode === 0);
  return succeeded || (final?.state.kind === 'running' && final.started);
}

function withContainer(status: ApiStatus, id: number, change: Partial<ApiContainer>): ApiStatus | undefined {
  const all = [...status.initContainers, ...status.containers];
  if (!all.some((container) => container.id === id)) return undefined;
  const apply = (container: ApiContainer): ApiContainer =>
    container.id === id ? { ...container, ...change } : container;
  return { ...status, initContainers: status.initContainers.map(apply), containers: status.containers.map(apply) };
}

/** Writes the status to the API. A terminal phase is held back while containers could still run (`mergePodStatus`). */
function publish(kubelet: Kubelet): void {
  const { statusManager, isStatic, worker } = kubelet;
  const { status, published } = statusManager;
  if (status === undefined || statusManager.gone) return;
  // Of a static Pod whose file has changed no end is written: the mirror Pod is made anew.
  const stopped = isStatic ? !worker.replaced : statusManager.stopped;
  const held = isTerminal(status.phase) && !stopped && !isTerminal(published?.phase ?? 'Pending');
  const shown: ApiStatus = held
    ? {
        ...status,
        phase: published?.phase ?? 'Pending',
        reason: published?.reason ?? '',
        message: published?.message ?? '',
      }
    : isTerminal(status.phase)
      ? { ...status, conditions: status.conditions.map((each) => notReady(each, status.phase)) }
      : status;
  statusManager.published = shown;
  const states = new Map<string, number>();
  for (const container of [...shown.initContainers, ...shown.containers]) {
    const before = [...(published?.initContainers ?? []), ...(published?.containers ?? [])].find(
      ({ name }) => name === container.name,
    );
    const step = recordState(kubelet, before, container);
    if (step !== undefined) states.set(container.name, step);
  }
  const cause = [...states.values()].at(-1) ?? latestCause(kubelet);
  if (shown.phase !== (published?.phase ?? 'Pending') || shown.reason !== (published?.reason ?? '')) {
    record(kubelet.recorder, {
      kind: 'phase',
      phase: shown.phase,
      ...(shown.reason !== '' && { reason: shown.reason, message: shown.message }),
      why: phaseWhy(shown, cause),
    });
  }
  for (const condition of shown.conditions) {
    // The scheduler wrote it, except for a static Pod.
    if (condition.type === 'PodScheduled' && !isStatic) continue;
    const before = published?.conditions.find(({ type }) => type === condition.type);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(condition)) continue;
    const { type, status: value, reason, message } = condition;
    record(kubelet.recorder, {
      kind: 'condition',
      type,
      status: value,
      ...(reason !== '' && { reason }),
      ...(message !== '' && { message }),
      why: conditionWhy(condition, cause),
    });
  }
  statusManager.onPublish();
}

/** The latest step that can have changed a Pod's status without changing a container's. */
function latestCause({ recorder }: Kubelet): number | undefined {
  const causes = (['exit', 'probe', 'delete'] as const).flatMap((kind) => latest(recorder, kind) ?? []);
  return causes.length === 0 ? undefined : Math.max(...causes);
}

/** The API never shows a terminal phase together with a Ready that is True. */
function notReady(condition: Condition, phase: ApiStatus['phase']): Condition {
  const { type, status } = condition;
  if (status !== 'True' || (type !== 'Ready' && type !== 'ContainersReady')) return condition;
  return { type, status: 'False', reason: phase === 'Failed' ? 'PodFailed' : 'PodCompleted', message: '' };
}

function recordState(kubelet: Kubelet, before: ApiContainer | undefined, container: ApiContainer): number | undefined {
  const shown = shownState(container);
  if (before !== undefined && JSON.stringify(shownState(before)) === JSON.stringify(shown)) return undefined;
  return record(kubelet.recorder, { ...shown, why: stateWhy(kubelet, before, container) });
}

function shownState({ name, state, ready, started, restartCount, last }: ApiContainer): Omit<StateChange, 't' | 'why'> {
  return {
    kind: 'state',
    container: name,
    state: state.kind,
    ...(state.kind !== 'running' && state.reason !== '' && { reason: state.reason }),
    ...(state.kind !== 'running' && state.message !== '' && { message: state.message }),
    ...(state.kind === 'terminated' && { exitCode: state.exitCode }),
    ready,
    started,
    restartCount,
    ...(last !== undefined && {
      lastTerminated: { exitCode: last.exitCode, reason: last.reason, t: last.finishedAt / 1000 },
    }),
  };
}

function stateWhy(
  { recorder }: Kubelet,
  before: ApiContainer | undefined,
  { name, state, ready, started }: ApiContainer,
): Why {
  switch (state.kind) {
    case 'waiting':
      return because(
        state.reason === ''
          ? l10n.t('{0} waits for its first start.', name)
          : l10n.t('{0} shows {1}: what the last sync of the Pod came to.', name, state.reason),
        [],
        latest(recorder, 'event', name) ?? latest(recorder, 'exit', name),
      );
    case 'running':
      if (before?.state.kind === 'running' && before.id === undefined) break;
      if (before?.state.kind === 'running' && (before.ready !== ready || before.started !== started)) {
        const text = ready
          ? l10n.t('{0} becomes ready.', name)
          : started
            ? l10n.t('{0} is not ready.', name)
            : l10n.t('{0} has not started yet.', name);
        return because(text, [], latest(recorder, 'probe', name) ?? latest(recorder, 'start', name));
      }
      break;
    case 'terminated':
      return because(
        l10n.t('{0} shows {1}: the kubelet noticed its end at the next relist or sync.', name, state.reason),
        [],
        latest(recorder, 'exit', name) ?? latest(recorder, 'delete'),
      );
  }
  return because(
    l10n.t('{0} shows as running: the kubelet noticed its start at the next relist.', name),
    [],
    latest(recorder, 'start', name),
  );
}

function phaseWhy({ phase, reason }: ApiStatus, after: number | undefined): Why {
  return because(phaseText(phase, reason), reason === 'DeadlineExceeded' ? ['spec.activeDeadlineSeconds'] : [], after);
}

function phaseText(phase: ApiStatus['phase'], reason: string): string {
  switch (phase) {
    case 'Pending':
      return l10n.t('The phase is Pending because not every container has started.');
    case 'Running':
      return l10n.t(
        'The phase is Running because all containers have started and at least one runs or will run again.',
      );
    case 'Succeeded':
      return l10n.t('The phase is Succeeded because all containers ended with exit code 0 and none runs again.');
    case 'Failed':
      return reason === ''
        ? l10n.t('The phase is Failed because the containers ended for good and not all of them with exit code 0.')
        : l10n.t('The phase is Failed because of {0}.', reason);
  }
}

function conditionWhy({ type, status, message, reason }: Condition, after: number | undefined): Why {
  return because(status === 'True' ? whyTrue(type) : whyFalse(type, message || reason), [], after);
}

function whyFalse(type: Condition['type'], said: string): string {
  if (said !== '') return l10n.t('{0} is False: {1}.', type, said);
  return type === 'AllContainersRestarting'
    ? l10n.t('AllContainersRestarting is False: no container waits to be removed.')
    : l10n.t('{0} is False: there is no sandbox.', type);
}

function whyTrue(type: Condition['type']): string {
  switch (type) {
    case 'PodReadyToStartContainers':
      return l10n.t('PodReadyToStartContainers is True: the sandbox with its network is ready.');
    case 'Initialized':
      return l10n.t('Initialized is True: every init container has done its part.');
    case 'Ready':
      return l10n.t('Ready is True: every container is ready, so the Pod is an endpoint of its Services.');
    case 'ContainersReady':
      return l10n.t('ContainersReady is True: every container is ready.');
    case 'PodScheduled':
      return l10n.t('PodScheduled is True: the Pod has a node.');
    case 'AllContainersRestarting':
      return l10n.t(
        'AllContainersRestarting is True: a container ended with an exit code for which its restartPolicyRules say RestartAllContainers.',
      );
  }
}
