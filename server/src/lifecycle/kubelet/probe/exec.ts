import { goDuration } from '../../durations.ts';
import type { Container, Handler } from '../../pod/pod.ts';
import type { Millis, Process } from '../../queue.ts';
import { behaviourOf } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';
import type { Answer } from './answer.ts';
import { currentStep, delay, SUCCESS } from './answer.ts';

export function* exec(
  kubelet: Kubelet,
  container: Container,
  { command }: Handler & { kind: 'exec' },
  id: number,
  timeout: Millis,
): Process<Answer> {
  const instance = kubelet.runtime.instances.find((candidate) => candidate.id === id);
  if (instance?.state.kind !== 'running')
    return { result: 'error', output: 'rpc error: code = NotFound desc = container not running' };
  const line = command.join(' ');
  const step = currentStep(kubelet, instance, behaviourOf(kubelet.runtime, container.name).exec?.[line]);
  if (step?.error !== undefined) return { result: 'error', output: step.error };
  const outcome = yield* delay(kubelet, step?.delay, instance, timeout);
  if (outcome === 'timeout')
    return { result: 'timeout', output: `command timed out: "${line}" timed out after ${goDuration(timeout)}` };
  const output = (step?.output ?? '').trimEnd();
  // A command that is under way dies with its container.
  if (outcome === 'died') return { result: 'failure', output };
  const exitCode = step?.exit ?? 0;
  if (exitCode !== 0) return { result: 'failure', output, exitCode };
  return SUCCESS;
}
