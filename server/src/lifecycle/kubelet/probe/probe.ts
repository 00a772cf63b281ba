import type { Container, Handler, Probe } from '../../pod/pod.ts';
import type { Millis, Process } from '../../queue.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, type Expected, receive, SUCCESS } from './answer.ts';
import { exec } from './exec.ts';
import { checkHealth, grpc } from './grpc.ts';
import { httpGet } from './http.ts';
import { tcpSocket } from './tcp.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Asks a container through a probe's handler; it takes as long as the answer does. */
export function* ask(kubelet: Kubelet, container: Container, probe: Probe, id: number): Process<Answer> {
  return yield* call(kubelet, container, probe.handler, id, probe.timeoutSeconds * 1000);
}

/** What a probe that asks now is going to hear if nothing changes; undefined: it depends on when a server is there. */
export function expectedOf(
  kubelet: Kubelet,
  container: Container,
  { handler, timeoutSeconds }: Probe,
  id: number,
): Expected | undefined {
  const timeout = timeoutSeconds * 1000;
  return handler.kind === 'grpc'
    ? checkHealth(kubelet, handler, timeout, kubelet.queue.now + timeout)
    : answerTo(kubelet, container, handler, id, timeout);
}

/**
 * Runs a handler against a container.
 * @param timeout milliseconds; none for hooks
 */
export function* call(
  kubelet: Kubelet,
  container: Container,
  handler: Handler,
  id: number,
  timeout: Millis = NEVER,
): Process<Answer> {
  if (handler.kind === 'grpc') return yield* grpc(kubelet, handler, timeout);
  return yield* receive(answerTo(kubelet, container, handler, id, timeout), kubelet.queue.now);
}

function answerTo(
  kubelet: Kubelet,
  container: Container,
  handler: Exclude<Handler, { kind: 'grpc' }>,
  id: number,
  timeout: Millis,
): Expected {
  switch (handler.kind) {
    case 'exec':
      return exec(kubelet, container, handler, id, timeout);
    case 'httpGet':
      return httpGet(kubelet, container, handler, timeout);
    case 'tcpSocket':
      return tcpSocket(kubelet, container, handler);
    case 'sleep':
      return { answer: SUCCESS, takes: handler.seconds * 1000 };
  }
}
