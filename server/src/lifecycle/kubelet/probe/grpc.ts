import type { ProbeStep } from '../../assumptions/assumptions.ts';
import { goDuration } from '../../durations.ts';
import type { Handler } from '../../pod/pod.ts';
import { type Millis, type Process, sleepUntil } from '../../queue.ts';
import type { Instance } from '../../runtime/runtime.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, currentStep, delay, POD_IP, SUCCESS } from './answer.ts';
import { listenersOn } from './listeners.ts';

/** gRPC tries a refused connection again after a second, then 1.6 times as long: the middle of its ±20 % (`DefaultConfig` of its `backoff`). */
const FIRST_RETRY: Millis = 1000;
const RETRY_FACTOR = 1.6;

export function* grpc(kubelet: Kubelet, { port }: Handler & { kind: 'grpc' }, timeout: Millis): Process<Answer> {
  const { queue } = kubelet;
  const end = queue.now + timeout;
  const server = yield* connect(kubelet, port, end);
  if (server === undefined) {
    const output = `timeout: failed to connect service "${POD_IP}:${port}" within ${goDuration(timeout)}: context deadline exceeded`;
    return { result: 'timeout', output };
  }
  const { step, instance } = server;
  const outcome = yield* delay(kubelet, step.delay, instance, end - queue.now);
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

/** Waits for a server, at most until `end`. */
function* connect(
  kubelet: Kubelet,
  port: number,
  end: Millis,
): Process<{ readonly instance: Instance; readonly step: ProbeStep } | undefined> {
  const { queue } = kubelet;
  for (let wait = FIRST_RETRY; queue.now < end; wait = Math.round(wait * RETRY_FACTOR)) {
    const { instance, listener } = listenersOn(kubelet, port).find((each) => each.listener.kind === 'grpc') ?? {};
    const step = instance && currentStep(kubelet, instance, listener?.steps);
    if (instance !== undefined && step !== undefined && step.closed !== true) return { instance, step };
    yield* sleepUntil(Math.min(end, queue.now + wait));
  }
  return undefined;
}
