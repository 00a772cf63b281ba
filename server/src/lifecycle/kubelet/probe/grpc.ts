import { goDuration } from '../../durations.ts';
import type { Handler } from '../../pod/pod.ts';
import { type Millis, type Process, sleepUntil } from '../../queue.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, currentStep, delayed, type Expected, POD_IP, receive, SUCCESS } from './answer.ts';
import { listenersOn } from './listeners.ts';

/** gRPC tries a refused connection again after a second, then 1.6 times as long: the middle of its ±20 % (`DefaultConfig` of its `backoff`). */
const FIRST_RETRY: Millis = 1000;
const RETRY_FACTOR = 1.6;

export function* grpc(kubelet: Kubelet, handler: Handler & { kind: 'grpc' }, timeout: Millis): Process<Answer> {
  const { queue } = kubelet;
  const end = queue.now + timeout;
  for (let wait = FIRST_RETRY; queue.now < end; wait = Math.round(wait * RETRY_FACTOR)) {
    const expected = checkHealth(kubelet, handler, timeout, end);
    if (expected !== undefined) return yield* receive(expected, queue.now);
    yield* sleepUntil(Math.min(end, queue.now + wait));
  }
  const output = `timeout: failed to connect service "${POD_IP}:${handler.port}" within ${goDuration(timeout)}: context deadline exceeded`;
  return { result: 'timeout', output };
}

/**
 * What a server is going to answer; undefined: none listens.
 * @param end when the timeout ends
 */
export function checkHealth(
  kubelet: Kubelet,
  { port }: Handler & { kind: 'grpc' },
  timeout: Millis,
  end: Millis,
): Expected | undefined {
  const { instance, listener } = listenersOn(kubelet, port).find((each) => each.listener.kind === 'grpc') ?? {};
  const step = instance && currentStep(kubelet, instance, listener?.steps);
  if (instance === undefined || step === undefined || step.closed === true) return undefined;
  const unavailable = 'rpc error: code = Unavailable desc = error reading from server: EOF';
  return delayed(instance, step.delay, end - kubelet.queue.now, {
    answer:
      step.serving === false
        ? { result: 'failure', output: 'service unhealthy (responded with "NOT_SERVING")' }
        : SUCCESS,
    timedOut: { result: 'timeout', output: `timeout: health rpc did not complete within ${goDuration(timeout)}` },
    ended: { result: 'failure', output: `error: health rpc probe failed: ${unavailable}` },
  });
}
