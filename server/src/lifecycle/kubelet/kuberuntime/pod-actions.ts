import type { Container, ProbeName } from '../../pod/pod.ts';
import { imageOf, type Kubelet } from '../kubelet.ts';
import { type ContainerStatus, endOf, findContainer, type PodStatus } from '../pleg.ts';
import { restartsAfterKill, restartsAllContainers, shouldRestart } from '../restart-policy.ts';
import { shouldContainerBeRestarted } from '../status/container-status.ts';

/** What a sync has to do (`computePodActions`). */
export interface PodActions {
  readonly killPod: boolean;
  readonly createSandbox: boolean;
  readonly initContainersToStart: readonly Container[];
  readonly containersToStart: readonly Container[];
  readonly containersToKill: readonly ContainerToKill[];
  /** All of them, to be removed one after the other so that the Pod starts anew in its sandbox. */
  readonly containersToReset: readonly ContainerStatus[];
}

export interface ContainerToKill {
  readonly status: ContainerStatus;
  readonly message: string;
  /** The probe that failed; absent: its definition has changed. */
  readonly probe?: ProbeName;
}

/**
 * Compares what runs with what should run.
 * @param restartsAll all containers are to start anew
 */
export function computePodActions(kubelet: Kubelet, podStatus: PodStatus, restartsAll: boolean): PodActions {
  const { pod, gates, prober } = kubelet;
  if (restartsAll) return { ...NOTHING, containersToReset: containersToReset(kubelet, podStatus) };
  if (podStatus.sandbox?.ready !== true) return sandboxActions(kubelet, podStatus);

  const init = initActions(kubelet, podStatus);
  if (init.failed) return { ...NOTHING, killPod: true };
  const plan = { ...NOTHING, initContainersToStart: init.start, containersToKill: init.kill };
  if (!init.initialized) return plan;

  const start: Container[] = [];
  const kill: ContainerToKill[] = [...init.kill];
  let keep = 0;
  for (const container of pod.containers) {
    const status = findContainer(podStatus, container.name);
    if (status?.state.kind !== 'running') {
      if (shouldContainerBeRestarted(kubelet, container, status)) start.push(container);
      continue;
    }
    if (status.image !== imageOf(kubelet, container)) {
      start.push(container);
      kill.push({ status, message: `Container ${container.name} definition changed, will be restarted` });
      continue;
    }
    const probe = (['liveness', 'startup'] as const).find((type) => prober.results[type].get(status.id) === 'failure');
    if (probe === undefined) {
      keep++;
      continue;
    }
    const restart = restartsAfterKill(pod, container, gates);
    if (restart) start.push(container);
    kill.push({
      status,
      probe,
      message: `Container ${container.name} failed ${probe} probe${restart ? ', will be restarted' : ''}`,
    });
  }
  if (keep === 0 && start.length === 0) return { ...NOTHING, killPod: true, containersToKill: kill };
  return { ...plan, containersToStart: start, containersToKill: kill };
}

const NOTHING: PodActions = {
  killPod: false,
  createSandbox: false,
  initContainersToStart: [],
  containersToStart: [],
  containersToKill: [],
  containersToReset: [],
};

/** App containers before init containers, and those that asked for it last (`getContainersToReset`). */
function containersToReset({ pod, gates }: Kubelet, podStatus: PodStatus): ContainerStatus[] {
  const all = [...pod.containers, ...pod.initContainers].flatMap((container) =>
    podStatus.containers.filter((status) => status.container.name === container.name),
  );
  const asked = ({ container, state }: ContainerStatus): boolean =>
    state.kind === 'exited' && restartsAllContainers(container, state.exitCode, gates);
  return [...all.filter((status) => !asked(status)), ...all.filter(asked)];
}

/** Without a sandbox everything begins anew, unless there is nothing left to do. */
function sandboxActions({ pod, gates }: Kubelet, podStatus: PodStatus): PodActions {
  const killed = { ...NOTHING, killPod: true };
  const attempt = podStatus.sandbox === undefined ? 0 : podStatus.sandbox.attempt + 1;
  if (pod.restartPolicy === 'Never' && attempt !== 0 && podStatus.containers.length > 0) return killed;
  const start = pod.containers.filter((container) => {
    const status = findContainer(podStatus, container.name);
    const policy = (gates.containerRestartRules ? container.restartPolicy : undefined) ?? pod.restartPolicy;
    return !(policy === 'OnFailure' && endOf(status)?.exitCode === 0);
  });
  const everCreated = pod.containers.some(({ name }) => findContainer(podStatus, name) !== undefined);
  if (start.length === 0 && everCreated) return killed;
  const [first] = pod.initContainers;
  return first === undefined
    ? { ...killed, createSandbox: true, containersToStart: start }
    : { ...killed, createSandbox: true, initContainersToStart: [first] };
}

interface InitActions {
  /** An init container failed for good. */
  readonly failed: boolean;
  readonly initialized: boolean;
  readonly start: readonly Container[];
  readonly kill: readonly ContainerToKill[];
}

/**
 * How far initialization has come, and what is to be started for it (`computeInitContainerActions`):
 * from the last init container backwards, the first one that ever ran tells; before it only sidecars matter.
 */
function initActions({ pod, gates, prober }: Kubelet, podStatus: PodStatus): InitActions {
  const inits = pod.initContainers;
  if (inits.length === 0) return { failed: false, initialized: true, start: [], kill: [] };
  let initialized = pod.containers.some(({ name }) => {
    const state = findContainer(podStatus, name)?.state.kind;
    return state === 'running' || state === 'created';
  });
  let passed = initialized;
  const start: Container[] = [];
  const kill: ContainerToKill[] = [];
  const done = (index: number): void => {
    const following = inits[index + 1];
    if (following === undefined) initialized = true;
    else if (!passed) start.unshift(following);
  };
  for (let index = inits.length - 1; index >= 0; index--) {
    const container = inits[index] as Container;
    const sidecar = container.role === 'sidecar';
    const status = findContainer(podStatus, container.name);
    if (status === undefined) {
      if (passed && sidecar) start.unshift(container);
      continue;
    }
    if (passed && !sidecar) continue;
    const { state } = status;
    if (state.kind === 'created') start.unshift(container);
    else if (state.kind === 'running' && sidecar) {
      const failed = failedProbe(container, status, prober, () => done(index));
      if (failed !== undefined) {
        kill.push({ status, probe: failed, message: `Init container ${container.name} failed ${failed} probe` });
        start.unshift(container);
      }
    } else if (state.kind === 'exited') {
      if (sidecar) start.unshift(container);
      else if (state.exitCode === 0) done(index);
      else if (shouldRestart(pod, container, state.exitCode, gates)) start.unshift(container);
      else return { failed: true, initialized: false, start: [], kill: [] };
    }
    passed = true;
  }
  if (!passed) start.unshift(inits[0] as Container);
  return { failed: false, initialized, start, kill };
}

/** The probe for which a running sidecar must be killed; `started` is told once its startup probe has passed. */
function failedProbe(
  { probes }: Container,
  { id }: ContainerStatus,
  { results }: Kubelet['prober'],
  started: () => void,
): ProbeName | undefined {
  if (probes.startup !== undefined) {
    const startup = results.startup.get(id);
    if (startup !== 'success') return startup === 'failure' ? 'startup' : undefined;
  }
  started();
  return probes.liveness !== undefined && results.liveness.get(id) === 'failure' ? 'liveness' : undefined;
}
