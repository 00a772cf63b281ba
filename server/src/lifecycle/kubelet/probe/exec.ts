import { goDuration } from '../../durations.ts';
import type { Container, Handler } from '../../pod/pod.ts';
import type { Millis } from '../../queue.ts';
import { behaviourOf } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';
import { atOnce, currentStep, delayed, type Expected, SUCCESS } from './answer.ts';

export function exec(
  kubelet: Kubelet,
  container: Container,
  { command }: Handler & { kind: 'exec' },
  id: number,
  timeout: Millis,
): Expected {
  const instance = kubelet.runtime.instances.find((candidate) => candidate.id === id);
  if (instance?.state.kind !== 'running')
    return atOnce({ result: 'error', output: 'rpc error: code = NotFound desc = container not running' });
  const line = command.join(' ');
  const step = currentStep(kubelet, instance, behaviourOf(kubelet.runtime, container.name).exec?.[line]);
  if (step?.error !== undefined) return atOnce({ result: 'error', output: step.error });
  const output = (step?.output ?? '').trimEnd();
  const exitCode = step?.exit ?? 0;
  return delayed(instance, step?.delay, timeout, {
    answer: exitCode === 0 ? SUCCESS : { result: 'failure', output, exitCode },
    timedOut: { result: 'timeout', output: `command timed out: "${line}" timed out after ${goDuration(timeout)}` },
    // A command that is under way dies with its container.
    ended: { result: 'failure', output },
  });
}
