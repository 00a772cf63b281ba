import type { ListenAssumption, ProbeStep } from '../../assumptions/assumptions.ts';
import { goDuration } from '../../durations.ts';
import type { Container, Handler, Probe } from '../../pod/pod.ts';
import { type Millis, type Process, waitFor } from '../../queue.ts';
import { behaviourOf, type Instance, millis } from '../../runtime/runtime.ts';
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

const SUCCESS: Answer = { result: 'success', output: '' };
const NOT_FOUND: Answer = { result: 'failure', output: 'HTTP probe failed with statuscode: 404', answered: true };

/** What Go says of the first frame of HTTP/2, with which a gRPC server greets. */
const NO_HTTP_1 =
  'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x05\\x00\\x00@\\x00"';

const NO_TLS = 'tls: first record does not look like a TLS handshake';

/** What Go says of plain HTTP in answer to a TLS handshake. */
export const HTTP_TO_HTTPS = 'http: server gave HTTP response to HTTPS client';

function* exec(
  kubelet: Kubelet,
  container: Container,
  { command }: Handler & { kind: 'exec' },
  id: number,
  timeout: Millis,
): Process<Answer> {
  const instance = kubelet.runtime.instances.find((candidate) => candidate.id === id);
  if (instance?.state !== 'running')
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

function* httpGet(
  kubelet: Kubelet,
  container: Container,
  handler: Handler & { kind: 'httpGet' },
  timeout: Millis,
): Process<Answer> {
  const port = resolvePort(container, handler.port);
  if (typeof port === 'string') return { result: 'error', output: port };
  const address = `${handler.host || POD_IP}:${port}`;
  const failure = (reason: string): Answer => ({
    result: 'failure',
    output: `Get "${handler.scheme}://${address}${handler.path}": ${reason}`,
  });
  const refused = (): Answer => failure(`dial tcp ${address}: connect: connection refused`);
  const listeners = listenersOn(kubelet, port);
  const [asked = handler.path] = handler.path.split('?', 1);
  const { instance, listener } =
    listeners.find((each) => each.listener.path === handler.path) ??
    listeners.find((each) => each.listener.path === asked) ??
    listeners.find((each) => each.listener.path === undefined) ??
    {};
  const step = instance && currentStep(kubelet, instance, listener?.steps);
  if (instance === undefined) return listeners.length === 0 ? refused() : NOT_FOUND;
  if (step === undefined || step.closed === true) return refused();
  const secure = handler.scheme === 'https';
  if (listener?.kind === 'tcp') return failure('EOF');
  if (listener?.kind === 'grpc') return failure(secure ? NO_TLS : NO_HTTP_1);
  if (secure && listener?.tls !== true) return failure(HTTP_TO_HTTPS);
  if (!secure && listener?.tls === true)
    return { result: 'failure', output: 'HTTP probe failed with statuscode: 400', answered: true };
  const outcome = yield* delay(kubelet, step.delay, instance, timeout);
  if (outcome === 'timeout') {
    return {
      ...failure('context deadline exceeded (Client.Timeout exceeded while awaiting headers)'),
      result: 'timeout',
    };
  }
  if (outcome === 'died') return failure('EOF');
  const { status = 200 } = step;
  if (status >= 200 && status < 300) return SUCCESS;
  if (status >= 300 && status < 400)
    return { result: 'warning', output: 'Probe terminated redirects, Response body: ', answered: true };
  return { result: 'failure', output: `HTTP probe failed with statuscode: ${status}`, answered: true };
}

function tcpSocket(kubelet: Kubelet, container: Container, handler: Handler & { kind: 'tcpSocket' }): Answer {
  const port = resolvePort(container, handler.port);
  if (typeof port === 'string') return { result: 'error', output: port };
  const open = listenersOn(kubelet, port).some(({ instance, listener }) => {
    const step = currentStep(kubelet, instance, listener.steps);
    return step !== undefined && step.closed !== true;
  });
  if (open) return SUCCESS;
  return { result: 'failure', output: `dial tcp ${handler.host || POD_IP}:${port}: connect: connection refused` };
}

function* grpc(kubelet: Kubelet, { port }: Handler & { kind: 'grpc' }, timeout: Millis): Process<Answer> {
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

/** Waits for the answer: until it comes, the timeout ends, or the container does. */
function* delay(
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

/** The port's number, or why there is none, as Go says it. */
export function resolvePort(container: Container, port: number | string): number | string {
  const named = typeof port === 'string' ? container.ports.find(({ name }) => name === port)?.containerPort : port;
  if (named !== undefined) return named > 0 && named < 65_536 ? named : `invalid port number: ${named}`;
  return /^\d+$/.test(String(port)) ? Number(port) : `strconv.Atoi: parsing "${port}": invalid syntax`;
}

/** What listens on the port: all containers of the Pod share one address. */
function listenersOn({ runtime }: Kubelet, port: number): readonly Listening[] {
  const listening: Listening[] = [];
  for (const instance of runtime.instances) {
    if (instance.state !== 'running') continue;
    for (const listener of behaviourOf(runtime, instance.container.name).listen ?? []) {
      if (listener.port === port) listening.push({ instance, listener });
    }
  }
  return listening;
}

interface Listening {
  readonly instance: Instance;
  readonly listener: ListenAssumption;
}

/**
 * Of the steps that hold for this run and time the latest. A step begins just after its second: a real container starts
 * milliseconds after the tick that its start goes back to, and so has not quite come to full seconds at a later tick.
 */
function currentStep(
  { queue }: Kubelet,
  instance: Instance,
  script: readonly ProbeStep[] | undefined,
): ProbeStep | undefined {
  const age = queue.now - instance.startedAt;
  let current: ProbeStep | undefined;
  for (const step of script ?? []) {
    if (step.onlyRun !== undefined && step.onlyRun !== instance.run) continue;
    if ((step.from <= 0 || age > millis(step.from)) && (current === undefined || step.from >= current.from))
      current = step;
  }
  return current;
}
