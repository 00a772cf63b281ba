import type { ListenAssumption, ProbeStep } from '../../assumptions/assumptions.ts';
import type { Container } from '../../pod/pod.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import { behaviourOf, type Instance, millis } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';
import type { Answer } from './probe.ts';

export const SUCCESS: Answer = { result: 'success', output: '' };

/** Waits for the answer: until it comes, the timeout ends, or the container does. */
export function* delay(
  { queue }: Kubelet,
  seconds: number | undefined,
  instance: Instance,
  timeout: Millis,
): Process<'answered' | 'timeout' | 'died'> {
  const takes = millis(seconds ?? 0);
  if (takes === 0) return 'answered';
  const until = queue.now + Math.min(takes, timeout);
  if (yield* waitFor([instance.exited], until)) return 'died';
  return takes >= timeout ? 'timeout' : 'answered';
}

/** The port's number, or why there is none, as Go says it. */
export function resolvePort(container: Container, port: number | string): number | string {
  const named = typeof port === 'string' ? container.ports.find(({ name }) => name === port)?.containerPort : port;
  if (named !== undefined) return named > 0 && named < 65_536 ? named : `invalid port number: ${named}`;
  return /^\d+$/.test(String(port)) ? Number(port) : `strconv.Atoi: parsing "${port}": invalid syntax`;
}

/** What listens on the port: all containers of the Pod share one address. */
export function listenersOn({ runtime }: Kubelet, port: number): readonly Listening[] {
  const listening: Listening[] = [];
  for (const instance of runtime.instances) {
    if (instance.state !== 'running') continue;
    for (const listener of behaviourOf(runtime, instance.container.name).listen ?? []) {
      if (listener.port === port) listening.push({ instance, listener });
    }
  }
  return listening;
}

interface Listening {
  readonly instance: Instance;
  readonly listener: ListenAssumption;
}

/**
 * Of the steps that hold for this run and time the latest. A step begins just after its second: a real container starts
 * milliseconds after the tick that its start goes back to, and so has not quite come to full seconds at a later tick.
 */
export function currentStep(
  { queue }: Kubelet,
  instance: Instance,
  script: readonly ProbeStep[] | undefined,
): ProbeStep | undefined {
  const age = queue.now - instance.startedAt;
  let current: ProbeStep | undefined;
  for (const step of script ?? []) {
    if (step.onlyRun !== undefined && step.onlyRun !== instance.run) continue;
    if ((step.from <= 0 || age > millis(step.from)) && (current === undefined || step.from >= current.from))
      current = step;
  }
  return current;
}
