/** All containers of a Pod start anew when one ends for which a rule says so (`RestartAllContainersOnContainerExits`). */
import type { Kubelet } from './kubelet.ts';
import { endOf, findContainer, type PodStatus } from './pleg.ts';
import { restartsAllContainers } from './restart-policy.ts';
import type { ApiStatus } from './status/status.ts';

/** Whether a container has ended whose rule has all of them start anew (`ShouldAllContainersRestart`). */
export function triggersRestartOfAll({ pod, gates }: Kubelet, podStatus: PodStatus): boolean {
  return [...pod.initContainers, ...pod.containers].some((container) => {
    const end = endOf(findContainer(podStatus, container.name));
    return end !== undefined && restartsAllContainers(container, end.exitCode, gates);
  });
}

/** Whether the status says that all containers are being removed to start anew. */
export function isRestartingAll(status: ApiStatus | undefined): boolean {
  return status?.conditions.some((each) => each.type === 'AllContainersRestarting' && each.status === 'True') ?? false;
}
