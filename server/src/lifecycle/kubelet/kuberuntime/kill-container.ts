import * as l10n from '@vscode/l10n';
import { seconds } from '../../durations.ts';
import type { Container, ProbeName } from '../../pod/pod.ts';
import { fire, newSignal, type Process, type Signal, spawn, waitFor } from '../../queue.ts';
import { because } from '../../recorder.ts';
import { type Instance, stopContainer, stopSandboxes } from '../../runtime/runtime.ts';
import type { Why } from '../../why.ts';
import { event } from '../events/events.ts';
import { runHook } from '../hooks.ts';
import type { Kubelet } from '../kubelet.ts';
import type { PodStatus } from '../pleg.ts';

/** Seconds that every container gets to end by itself, whatever is left of its grace period. */
const MINIMUM_GRACE = 2;

/** Why a container is killed, and how. */
export interface Kill {
  /** Text of the event. */
  readonly message: string;
  readonly why: Why;
  /** The probe that failed: it may have a grace period of its own. */
  readonly probe?: ProbeName;
  /** Seconds, in place of the Pod's. */
  readonly grace?: number;
  readonly order?: TerminationOrder;
}

/** Kills one container and waits for its end: preStop, its turn, SIGTERM, SIGKILL (`killContainer`). */
export function* killContainer(kubelet: Kubelet, instance: Instance, kill: Kill): Process {
  const { runtime, pod, queue, deletion } = kubelet;
  const { container } = instance;
  const { name, preStop, path } = container;
  const probe = kill.probe && container.probes[kill.probe];
  const probeGrace = probe?.terminationGracePeriodSeconds;
  const ofProbe = kill.grace === undefined && deletion === undefined && probeGrace !== undefined;
  const graceField = ofProbe ? `${probe?.path}.terminationGracePeriodSeconds` : 'spec.terminationGracePeriodSeconds';
  const whole = kill.grace ?? deletion?.grace ?? probeGrace ?? pod.terminationGracePeriodSeconds;
  let grace = whole;
  const killing = event(kubelet, 'Normal', 'Killing', kill.message, name, kill.why);
  let before: string | undefined;
  if (preStop !== undefined && grace > 0) {
    const begun = queue.now;
    const finished = newSignal();
    let done = false;
    spawn(
      queue,
      (function* (): Process {
        const failure = yield* runHook(kubelet, container, 'preStop', instance.id, killing);
        done = true;
        if (failure !== undefined) {
          const why = because(
            l10n.t('The preStop hook of {0} failed; the kubelet goes on with SIGTERM.', name),
            [`${path}.lifecycle.preStop`],
            killing,
          );
          event(kubelet, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', name, why);
        }
        fire(finished);
      })(),
    );
    if (!done) yield* waitFor([finished], begun + grace * 1000);
    grace -= Math.floor((queue.now - begun) / 1000);
    before = l10n.t(
      'SIGTERM comes now because the preStop hook runs first; its {0} s count against the {1} s grace.',
      seconds(queue.now - begun),
      whole,
    );
  }
  if (kill.order !== undefined && grace > 0) {
    const waited = yield* waitForTurn(kubelet, kill.order, container, grace);
    if (waited > 0)
      before = l10n.t(
        'SIGTERM comes now because sidecars wait for the containers that need them; these {0} s count against the {1} s grace.',
        waited,
        whole,
      );
    grace -= waited;
  }
  const left = Math.max(grace, MINIMUM_GRACE);
  const text = before ?? l10n.t('SIGTERM comes at once; {0} has {1} s to end.', name, left);
  const hook = before !== undefined && preStop !== undefined ? `${path}.lifecycle.preStop` : undefined;
  yield* stopContainer(runtime, instance, { grace: left, graceField, why: because(text, [hook, graceField], killing) });
  if (kill.order !== undefined) containerTerminated(kill.order, name);
}

/** Kills all containers that the kubelet knows to be running, side by side, then the sandbox; waits for all of them. */
export function* killPod(kubelet: Kubelet, podStatus: PodStatus, { why, grace }: Pick<Kill, 'why' | 'grace'>): Process {
  const { queue, pod } = kubelet;
  const running = podStatus.containers.filter(({ state }) => state.kind === 'running').map(({ instance }) => instance);
  const hasSidecar = pod.initContainers.some(({ role }) => role === 'sidecar');
  const order = hasSidecar ? terminationOrder(running) : undefined;
  const ended = newSignal();
  let left = running.length;
  for (const instance of running) {
    spawn(
      queue,
      (function* (): Process {
        const message = `Stopping container ${instance.container.name}`;
        yield* killContainer(kubelet, instance, {
          message,
          why,
          ...(grace !== undefined && { grace }),
          ...(order && { order }),
        });
        left--;
        fire(ended);
      })(),
    );
  }
  while (left > 0) yield* waitFor([ended]);
  stopSandboxes(kubelet.runtime);
}

/** Sidecars wait for all app containers, and for the sidecars after them (`kuberuntime_termination_order.go`). */
interface TerminationOrder {
  readonly running: Set<string>;
  readonly changed: Signal;
}

function terminationOrder(running: readonly Instance[]): TerminationOrder {
  return { running: new Set(running.map(({ container }) => container.name)), changed: newSignal() };
}

function containerTerminated(order: TerminationOrder, name: string): void {
  order.running.delete(name);
  fire(order.changed);
}

/** Waits until those that go first have ended, at most the grace period; returns the whole seconds that it took. */
function* waitForTurn(
  { pod, queue }: Kubelet,
  { running, changed }: TerminationOrder,
  container: Container,
  grace: number,
): Process<number> {
  if (container.role !== 'sidecar') return 0;
  const begun = queue.now;
  const end = begun + grace * 1000;
  const later = pod.initContainers
    .slice(pod.initContainers.indexOf(container) + 1)
    .filter(({ role }) => role === 'sidecar');
  const first = [...pod.containers, ...later.slice(0, 1)].map(({ name }) => name);
  while (queue.now < end && first.some((name) => running.has(name))) yield* waitFor([changed], end);
  return Math.floor((queue.now - begun) / 1000);
}
