import type { Container, Handler } from '../../pod/pod.ts';
import type { Millis } from '../../queue.ts';
import type { Kubelet } from '../kubelet.ts';
import { type Answer, atOnce, currentStep, delayed, type Expected, POD_IP, SUCCESS } from './answer.ts';
import { listenersOn, resolvePort } from './listeners.ts';

const NOT_FOUND: Answer = { result: 'failure', output: 'HTTP probe failed with statuscode: 404', answered: true };

/** What Go says of the first frame of HTTP/2, with which a gRPC server greets. */
const NO_HTTP_1 =
  'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x05\\x00\\x00@\\x00"';

const NO_TLS = 'tls: first record does not look like a TLS handshake';

/** What Go says of plain HTTP in answer to a TLS handshake. */
export const HTTP_TO_HTTPS = 'http: server gave HTTP response to HTTPS client';

export function httpGet(
  kubelet: Kubelet,
  container: Container,
  handler: Handler & { kind: 'httpGet' },
  timeout: Millis,
): Expected {
  const port = resolvePort(container, handler.port);
  if (typeof port === 'string') return atOnce({ result: 'error', output: port });
  const address = `${handler.host || POD_IP}:${port}`;
  const failure = (reason: string): Answer => ({
    result: 'failure',
    output: `Get "${handler.scheme}://${address}${handler.path}": ${reason}`,
  });
  const refused = (): Expected => atOnce(failure(`dial tcp ${address}: connect: connection refused`));
  const listeners = listenersOn(kubelet, port);
  const [asked = handler.path] = handler.path.split('?', 1);
  const { instance, listener } =
    listeners.find((each) => each.listener.path === handler.path) ??
    listeners.find((each) => each.listener.path === asked) ??
    listeners.find((each) => each.listener.path === undefined) ??
    {};
  const step = instance && currentStep(kubelet, instance, listener?.steps);
  if (instance === undefined) return listeners.length === 0 ? refused() : atOnce(NOT_FOUND);
  if (step === undefined || step.closed === true) return refused();
  const secure = handler.scheme === 'https';
  if (listener?.kind === 'tcp') return atOnce(failure('EOF'));
  if (listener?.kind === 'grpc') return atOnce(failure(secure ? NO_TLS : NO_HTTP_1));
  if (secure && listener?.tls !== true) return atOnce(failure(HTTP_TO_HTTPS));
  if (!secure && listener?.tls === true)
    return atOnce({ result: 'failure', output: 'HTTP probe failed with statuscode: 400', answered: true });
  const late = failure('context deadline exceeded (Client.Timeout exceeded while awaiting headers)');
  return delayed(instance, step.delay, timeout, {
    answer: answerOf(step.status ?? 200),
    timedOut: { ...late, result: 'timeout' },
    ended: failure('EOF'),
  });
}

function answerOf(status: number): Answer {
  if (status >= 200 && status < 300) return SUCCESS;
  if (status >= 300 && status < 400)
    return { result: 'warning', output: 'Probe terminated redirects, Response body: ', answered: true };
  return { result: 'failure', output: `HTTP probe failed with statuscode: ${status}`, answered: true };
}
