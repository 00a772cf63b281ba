import type { ProbeStep } from '../../assumptions/assumptions.ts';
import { type Millis, type Process, sleepUntil, waitFor } from '../../queue.ts';
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

/** What a handler is going to get back. */
export interface Expected {
  readonly answer: Answer;
  /** From the question to the answer. */
  readonly takes: Millis;
  /** Whose answer it is, and what is heard instead when that container ends before; absent: nothing comes before it. */
  readonly from?: { readonly instance: Instance; readonly ended: Answer };
}

export function atOnce(answer: Answer): Expected {
  return { answer, takes: 0 };
}

/**
 * An answer for which a container takes its time.
 * @param seconds how much; absent: none
 */
export function delayed(
  instance: Instance,
  seconds: number | undefined,
  timeout: Millis,
  { answer, timedOut, ended }: { readonly answer: Answer; readonly timedOut: Answer; readonly ended: Answer },
): Expected {
  const takes = millis(seconds ?? 0);
  if (takes === 0) return atOnce(answer);
  const from = { instance, ended };
  return takes < timeout ? { answer, takes, from } : { answer: timedOut, takes: timeout, from };
}

/**
 * Waits for the answer.
 * @param asked when the question was asked
 */
export function* receive({ answer, takes, from }: Expected, asked: Millis): Process<Answer> {
  if (takes === 0) return answer;
  if (from === undefined) {
    yield* sleepUntil(asked + takes);
    return answer;
  }
  const { instance, ended } = from;
  if (instance.state.kind !== 'running') return ended;
  return (yield* waitFor([instance.exited], asked + takes)) ? ended : answer;
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
