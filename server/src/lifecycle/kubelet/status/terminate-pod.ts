import type { Kubelet } from '../kubelet.ts';
import { type ApiContainer, type ApiStatus, isTerminal } from './status.ts';
import { setStatus } from './status-manager.ts';

/** The last word (`TerminatePod`): what is not known to have ended counts as failed, and the phase becomes terminal. */
export function terminatePod(kubelet: Kubelet): void {
  const { statusManager, pod, isStatic } = kubelet;
  const { status } = statusManager;
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
