import * as l10n from '@vscode/l10n';
import { nonRootVerdict } from '../../../model/identity.ts';
import { goDuration } from '../../durations.ts';
import type { Container } from '../../pod/pod.ts';
import type { Millis, Process } from '../../queue.ts';
import { because, latest } from '../../recorder.ts';
import { behaviourOf, createContainer, startContainer } from '../../runtime/runtime.ts';
import { isInBackOffSince, next, waitOf } from '../backoff.ts';
import { event, podReference } from '../events/events.ts';
import { runHook } from '../hooks.ts';
import { ensureImage, type StartError } from '../images.ts';
import { imageOf, type Kubelet } from '../kubelet.ts';
import { endOf, findContainer, type PodStatus } from '../pleg.ts';
import { missingForEnvironment, notFound } from '../volumes.ts';
import { killContainer } from './kill-container.ts';
import { backOffWhy, startWhy } from './start-why.ts';

/**
 * Starts one container: back-off, image, create, start, postStart, each waiting for the one before
 * (`kuberuntime_container.go`). The outcome is kept for the status.
 * @param after step that led to this start
 * @returns the error that the sync ends with, if it failed
 */
export function* start(
  kubelet: Kubelet,
  container: Container,
  podStatus: PodStatus,
  sandbox: number,
  after: number | undefined,
): Process<StartError | undefined> {
  const wait = waitBefore(kubelet, container, podStatus);
  const error =
    (typeof wait === 'object' ? wait : undefined) ??
    (yield* ensure(kubelet, container)) ??
    configure(kubelet, container) ??
    (yield* createAndStart(kubelet, container, podStatus, { sandbox, wait: Number(wait), after }));
  if (error === undefined) kubelet.startErrors.delete(container.name);
  else kubelet.startErrors.set(container.name, error);
  return error;
}

/**
 * The back-off, measured from the end of the newest dead instance that this sync knows of (`doBackOff`).
 * @returns the error while it lasts, else the wait that it came to
 */
function waitBefore(kubelet: Kubelet, container: Container, podStatus: PodStatus): StartError | Millis {
  const { queue, crashLoopBackOff, gates, runtime } = kubelet;
  const { name } = container;
  const known = podStatus.containers.find((status) => status.container === container && endOf(status) !== undefined);
  const dead = endOf(known);
  if (known === undefined || dead === undefined) return 0;
  const since = queue.now - dead.finishedAt;
  const wait = waitOf(crashLoopBackOff, name);
  if (!isInBackOffSince(crashLoopBackOff, name, dead.finishedAt, queue.now)) {
    next(crashLoopBackOff, name, dead.finishedAt, queue.now);
    return wait;
  }
  const newest = runtime.instances.findLast((instance) => instance.container === container);
  const killed = newest !== undefined && newest.id !== known.id;
  const why = backOffWhy(name, since, wait, killed, latest(kubelet.recorder, 'exit', name));
  event(
    kubelet,
    'Warning',
    'BackOff',
    `Back-off restarting failed container ${name} in pod ${podReference(kubelet)}`,
    name,
    why,
  );
  return {
    reason: 'CrashLoopBackOff',
    message: `back-off ${goDuration(wait)} restarting failed container=${name} pod=${podReference(kubelet)}`,
    ...(gates.wakesAtBackOffEnd && { retryAt: dead.finishedAt + wait }),
  };
}

function* ensure(kubelet: Kubelet, container: Container): Process<StartError | undefined> {
  const error = yield* ensureImage(kubelet, { ...container, image: imageOf(kubelet, container) });
  if (error === undefined) return undefined;
  const why = because(l10n.t('{0} cannot start without its image.', container.name), [`${container.path}.image`]);
  event(kubelet, 'Warning', 'Failed', `Error: ${error.reason}`, container.name, why);
  return error;
}

/** What the kubelet must know before it can describe the container to the runtime. */
function configure(kubelet: Kubelet, container: Container): StartError | undefined {
  const { name } = container;
  const missing = missingForEnvironment(kubelet, container);
  if (missing !== undefined) {
    const message = notFound(missing);
    const why = because(
      l10n.t('{0} takes its environment from {1} {2}, which does not exist.', name, missing.kind, missing.name),
      [missing.path],
    );
    event(kubelet, 'Warning', 'Failed', `Error: ${message}`, name, why);
    return { reason: 'CreateContainerConfigError', message };
  }
  return verifyRunAsNonRoot(kubelet, container);
}

/** Whether the container may start as the user that it is to have (`security_context.go`). */
function verifyRunAsNonRoot(kubelet: Kubelet, container: Container): StartError | undefined {
  const { pod, assumptions } = kubelet;
  const { name, path } = container;
  const imageUser = assumptions.images?.[imageOf(kubelet, container)]?.user;
  const required = container.runAsNonRoot ?? pod.runAsNonRoot ?? false;
  const verdict = nonRootVerdict(required, container.runAsUser ?? pod.runAsUser, imageUser);
  if (verdict === 'starts' || verdict === 'unknown') return undefined;
  const what = {
    podRoot: "container's runAsUser breaks non-root policy",
    imageRoot: 'container has runAsNonRoot and image will run as root',
    imageName: `container has runAsNonRoot and image has non-numeric user (${imageUser}), cannot verify user is non-root`,
  }[verdict];
  const message = `${what} (pod: "${podReference(kubelet)}", container: ${name})`;
  const field =
    container.runAsNonRoot === undefined ? 'spec.securityContext.runAsNonRoot' : `${path}.securityContext.runAsNonRoot`;
  const text =
    verdict === 'imageName'
      ? l10n.t(
          'runAsNonRoot is true, and the image names its user, {0}: the kubelet does not look up which id that is.',
          imageUser ?? '',
        )
      : l10n.t('{0} would run as root, and runAsNonRoot is true.', name);
  event(kubelet, 'Warning', 'Failed', `Error: ${message}`, name, because(text, [field]));
  return { reason: 'CreateContainerConfigError', message };
}

function* createAndStart(
  kubelet: Kubelet,
  container: Container,
  podStatus: PodStatus,
  { sandbox, wait, after }: { readonly sandbox: number; readonly wait: Millis; readonly after: number | undefined },
): Process<StartError | undefined> {
  const { runtime, runs, pod, queue, recorder } = kubelet;
  const { name } = container;
  const { createError } = behaviourOf(runtime, name);
  if (createError !== undefined) {
    event(
      kubelet,
      'Warning',
      'Failed',
      `Error: ${createError}`,
      name,
      because(l10n.t('The runtime cannot create {0}: {1}', name, createError)),
    );
    return { reason: 'CreateContainerError', message: createError };
  }
  const known = findContainer(podStatus, name);
  const before = runtime.instances.findLast((instance) => instance.container === container)?.state;
  const previous = before?.kind === 'exited' ? before : undefined;
  const instance = createContainer(
    runtime,
    container,
    imageOf(kubelet, container),
    sandbox,
    known === undefined ? (runtime.created.get(name) ?? 0) : known.restartCount + 1,
  );
  // After a probe kill the back-off counts from an older exit and has often passed.
  const waited = previous !== undefined && queue.now - previous.finishedAt >= wait ? wait : 0;
  const pulled = latest(recorder, 'pull') ?? -1;
  const why = startWhy(pod, container, previous, waited, pulled > (after ?? -1) ? pulled : after);
  event(kubelet, 'Normal', 'Created', `Created container: ${name}`, name, why);
  const startError = startContainer(runtime, instance, runs, why);
  if (startError !== undefined) {
    event(
      kubelet,
      'Warning',
      'Failed',
      `Error: ${startError}`,
      name,
      because(l10n.t('The runtime cannot start {0}: {1}', name, startError)),
    );
    return { reason: 'RunContainerError', message: startError };
  }
  const startStep = latest(recorder, 'start', name);
  const started = event(
    kubelet,
    'Normal',
    'Started',
    `Started container ${name}`,
    name,
    because(l10n.t('{0} runs now.', name), [], startStep),
  );
  if (container.postStart === undefined) return undefined;
  const failure = yield* runHook(kubelet, container, 'postStart', instance.id, started);
  if (failure === undefined) return undefined;
  const failed = because(
    l10n.t('The postStart hook of {0} failed, so {0} is killed.', name),
    [`${container.path}.lifecycle.postStart`],
    startStep,
  );
  const step = event(kubelet, 'Warning', 'FailedPostStartHook', 'PostStartHook failed', name, failed);
  yield* killContainer(kubelet, instance, { message: 'FailedPostStartHook', why: { ...failed, after: step } });
  return { reason: 'PostStartHookError', message: failure };
}
