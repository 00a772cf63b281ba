import * as l10n from '@vscode/l10n';
import { probeWord } from '../../../texts.ts';
import type { Process } from '../../queue.ts';
import { because, latest } from '../../recorder.ts';
import { createSandbox, removeContainer } from '../../runtime/runtime.ts';
import { event } from '../events/events.ts';
import type { StartError } from '../images.ts';
import type { Kubelet } from '../kubelet.ts';
import { type ContainerStatus, endOf, type PodStatus } from '../pleg.ts';
import { restartsAllContainers } from '../restart-policy.ts';
import { killContainer, killPod } from './kill-container.ts';
import { type ContainerToKill, computePodActions } from './pod-actions.ts';
import { start } from './start-container.ts';

/**
 * Kills what must go, then starts what is missing, one container after the other (`kuberuntime_manager.go` `SyncPod`).
 * @param restartsAll all containers are to start anew: they are removed, and the next sync starts them
 */
export function* syncContainers(kubelet: Kubelet, podStatus: PodStatus, restartsAll: boolean): Process<StartError[]> {
  const { runtime, pod, recorder } = kubelet;
  const actions = computePodActions(kubelet, podStatus, restartsAll);
  yield* resetContainers(kubelet, actions.containersToReset);
  const errors: StartError[] = [];
  if (actions.createSandbox && podStatus.sandbox !== undefined) {
    const why = because(l10n.t('The sandbox is gone, so the Pod starts anew in another one.'));
    event(
      kubelet,
      'Normal',
      'SandboxChanged',
      'Pod sandbox changed, it will be killed and re-created.',
      undefined,
      why,
    );
  }
  let sandbox = podStatus.sandbox?.id ?? 0;
  if (actions.killPod) {
    const text = l10n.t('What still runs is stopped because no container is left that must run or start.');
    yield* killPod(kubelet, podStatus, { why: because(text, ['spec.restartPolicy'], latest(recorder, 'exit')) });
    if (actions.createSandbox)
      sandbox = createSandbox(runtime, podStatus.sandbox === undefined ? 0 : podStatus.sandbox.attempt + 1).id;
    else return errors;
  }
  const kills = actions.killPod
    ? new Map<string, number | undefined>()
    : yield* killContainers(kubelet, actions.containersToKill);
  for (const container of actions.initContainersToStart) {
    const after = kills.get(container.name) ?? previousInit(kubelet, container.name);
    const error = yield* start(kubelet, container, podStatus, sandbox, after);
    if (error === undefined) continue;
    errors.push(error);
    if (container.role !== 'sidecar') return errors;
  }
  for (const container of actions.containersToStart) {
    const own = kills.get(container.name) ?? latest(recorder, 'exit', container.name);
    const lastInit = pod.initContainers.at(-1);
    const after = own ?? (lastInit && latest(recorder, 'exit', lastInit.name));
    const error = yield* start(kubelet, container, podStatus, sandbox, after);
    if (error !== undefined) errors.push(error);
  }
  return errors;
}

/** Removes all containers, those that run without their grace period. */
function* resetContainers(kubelet: Kubelet, statuses: readonly ContainerStatus[]): Process {
  const { runtime, gates } = kubelet;
  const cause = statuses.find(
    ({ state, container }) => state.kind === 'exited' && restartsAllContainers(container, state.exitCode, gates),
  );
  const end = endOf(cause);
  for (const { instance } of statuses) {
    if (instance.state.kind === 'running') {
      const text = l10n.t(
        '{0} is stopped without grace, and all containers start anew: {1} ended with exit code {2}, and a rule of its restartPolicyRules says RestartAllContainers.',
        instance.container.name,
        cause?.container.name ?? '',
        end?.exitCode ?? '',
      );
      const fields = [cause && `${cause.container.path}.restartPolicyRules`];
      const why = because(text, fields, end?.exitStep);
      yield* killContainer(kubelet, instance, { message: 'killing', why, grace: 0 });
    }
    removeContainer(runtime, instance);
  }
}

/** Kills, one after the other, the containers whose probes failed or whose image has changed; tells the step of each one's end, by container. */
function* killContainers(
  kubelet: Kubelet,
  containers: readonly ContainerToKill[],
): Process<ReadonlyMap<string, number | undefined>> {
  const { recorder } = kubelet;
  const ends = new Map<string, number | undefined>();
  for (const { status, message, probe } of containers) {
    const { path, name } = status.container;
    const verdict = probe === undefined ? undefined : latest(recorder, 'probe', name);
    const why =
      probe === undefined
        ? because(
            l10n.t('{0} is restarted because its image has changed; no restartPolicy or back-off holds it up.', name),
            [`${path}.image`],
          )
        : because(
            recorder.steps[verdict ?? -1]?.why?.text ??
              l10n.t('{0} is killed because its {1} failed.', name, probeWord(probe)),
            [`${path}.${probe}Probe.failureThreshold`],
            verdict,
          );
    yield* killContainer(kubelet, status.instance, { message, why, ...(probe !== undefined && { probe }) });
    ends.set(name, latest(recorder, 'exit', name));
  }
  return ends;
}

/** The step that let an init container start: its own last end, or that of the one before it. */
function previousInit({ recorder, pod }: Kubelet, name: string): number | undefined {
  const index = pod.initContainers.findIndex((container) => container.name === name);
  const before = pod.initContainers[index - 1];
  const own = latest(recorder, 'exit', name);
  if (own !== undefined || before === undefined) return own;
  return (
    latest(recorder, 'exit', before.name) ??
    latest(recorder, 'probe', before.name) ??
    latest(recorder, 'start', before.name)
  );
}
