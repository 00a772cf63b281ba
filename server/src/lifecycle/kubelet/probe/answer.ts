import type { ProbeStep } from '../../assumptions/assumptions.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import { type Instance, millis } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';

/** What a probe or hook got back; `error`: it could not be carried out. */
export interface Answer {
  readonly result: 'success' | 'warning' | 'failure' | 'timeout' | 'error';
  /** The text of the event. */
  readonly output: string;
  /** Of a command that failed by itself. */
  readonly exitCode?: number;
  /** An HTTP server answered, whatever it said. */
  readonly answered?: boolean;
}

/** The Pod's address in the texts of events. */
export const POD_IP = '10.244.1.2';

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

/**
 * Of the steps that hold for this run and time the latest. A step begins just after its second: a real container starts
 * milliseconds after the tick that its start goes back to, and so has not quite come to full seconds at a later tick.
 */
export function currentStep(
  { queue }: Kubelet,
  instance: Instance,
  script: readonly ProbeStep[] | undefined,
): ProbeStep | undefined {
  if (instance.state.kind !== 'running') return undefined;
  const age = queue.now - instance.state.startedAt;
  let current: ProbeStep | undefined;
  for (const step of script ?? []) {
    if (step.onlyRun !== undefined && step.onlyRun !== instance.run) continue;
    if ((step.from <= 0 || age > millis(step.from)) && (current === undefined || step.from >= current.from))
      current = step;
  }
  return current;
}
