import { atEndOfNow, fire, type Millis, newSignal, type Signal } from '../../queue.ts';
import { SPREAD } from '../../spread.ts';
import type { Kubelet } from '../kubelet.ts';
import { readyConditions } from './conditions.ts';
import { publish } from './publish.ts';
import { type ApiContainer, type ApiStatus, isTerminal } from './status.ts';

/** The kubelet's status manager: the latest status, and what of it the API shows. */
export interface StatusManager {
  status: ApiStatus | undefined;
  /** The status as JSON, to tell whether another one differs. */
  text: string;
  /** When the kubelet accepted the Pod, cut to a whole second of the wall clock. */
  startTime: Millis | undefined;
  published: ApiStatus | undefined;
  publishing: boolean;
  /** Fires when the phase becomes terminal, which ends all probing. */
  readonly ended: Signal;
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
    ended: newSignal(),
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
  if (isTerminal(status.phase)) fire(statusManager.ended);
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

function withContainer(status: ApiStatus, id: number, change: Partial<ApiContainer>): ApiStatus | undefined {
  const all = [...status.initContainers, ...status.containers];
  if (!all.some((container) => container.id === id)) return undefined;
  const apply = (container: ApiContainer): ApiContainer =>
    container.id === id ? { ...container, ...change } : container;
  return { ...status, initContainers: status.initContainers.map(apply), containers: status.containers.map(apply) };
}
