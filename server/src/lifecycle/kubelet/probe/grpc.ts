import { goDuration } from '../../durations.ts';
import type { Handler } from '../../pod/pod.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, currentStep, delay, POD_IP, SUCCESS } from './answer.ts';
import { listenersOn } from './listeners.ts';

export function* grpc(kubelet: Kubelet, { port }: Handler & { kind: 'grpc' }, timeout: Millis): Process<Answer> {
  const { instance, listener } = listenersOn(kubelet, port).find((each) => each.listener.kind === 'grpc') ?? {};
  const step = instance && currentStep(kubelet, instance, listener?.steps);
  if (instance === undefined || step === undefined || step.closed === true) {
    yield* waitFor([], kubelet.queue.now + timeout);
    const output = `timeout: failed to connect service "${POD_IP}:${port}" within ${goDuration(timeout)}: context deadline exceeded`;
    return { result: 'timeout', output };
  }
  const outcome = yield* delay(kubelet, step.delay, instance, timeout);
  if (outcome === 'timeout')
    return { result: 'timeout', output: `timeout: health rpc did not complete within ${goDuration(timeout)}` };
  if (outcome === 'died')
    return {
      result: 'failure',
      output: 'error: health rpc probe failed: rpc error: code = Unavailable desc = error reading from server: EOF',
    };
  if (step.serving === false) return { result: 'failure', output: 'service unhealthy (responded with "NOT_SERVING")' };
  return SUCCESS;
}
