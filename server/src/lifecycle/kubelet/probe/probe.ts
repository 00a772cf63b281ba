import type { Container, Handler, Probe } from '../../pod/pod.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import type { Kubelet } from '../kubelet.ts';
import type { Answer } from './answer.ts';
import { SUCCESS } from './answer.ts';
import { exec } from './exec.ts';
import { grpc } from './grpc.ts';
import { httpGet } from './http.ts';
import { tcpSocket } from './tcp.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Asks a container through a probe's handler; it takes as long as the answer does. */
export function* ask(kubelet: Kubelet, container: Container, probe: Probe, id: number): Process<Answer> {
  return yield* call(kubelet, container, probe.handler, id, probe.timeoutSeconds * 1000);
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
  switch (handler.kind) {
    case 'exec':
      return yield* exec(kubelet, container, handler, id, timeout);
    case 'httpGet':
      return yield* httpGet(kubelet, container, handler, timeout);
    case 'tcpSocket':
      return tcpSocket(kubelet, container, handler);
    case 'grpc':
      return yield* grpc(kubelet, handler, timeout);
    case 'sleep':
      yield* waitFor([], kubelet.queue.now + handler.seconds * 1000);
      return SUCCESS;
  }
}
