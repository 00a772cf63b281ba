import { latest, record } from '../../recorder.ts';
import type { StateChange } from '../../steps.ts';
import type { Kubelet } from '../kubelet.ts';
import { isStopped, terminationOf } from '../stage.ts';
import { type ApiContainer, type ApiStatus, type Condition, isTerminal } from './status.ts';
import { conditionWhy, phaseWhy, stateWhy } from './status-why.ts';

/** Writes the status to the API. A terminal phase is held back while containers could still run (`mergePodStatus`). */
export function publish(kubelet: Kubelet): void {
  const { statusManager, apiObject, isStatic, worker } = kubelet;
  const { status, published } = statusManager;
  if (status === undefined || apiObject.stage === 'gone') return;
  // Of a static Pod whose file has changed no end is written: the mirror Pod is made anew.
  const stopped = isStatic ? terminationOf(worker)?.by !== 'replacement' : isStopped(worker);
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
