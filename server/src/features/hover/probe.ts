/** What a probe comes to in time, by the kubelet's rules: when it first looks, and how long trouble stays unnoticed. */
import { type Container, type Handler, type Pod, type Probe, type ProbeName, readPod } from '../../lifecycle/pod.ts';
import { code, type Describe, type Hovered, plural, seconds } from './hovered.ts';

const NAMES: Readonly<Record<string, ProbeName>> = {
  'Container.livenessProbe': 'liveness',
  'Container.readinessProbe': 'readiness',
  'Container.startupProbe': 'startup',
};

export const describeProbe: Describe = (hovered) => {
  const name = probeAt(hovered);
  if (!name || !hovered.pod || !hovered.container) return undefined;
  const pod = readPod(hovered.pod);
  const container = [...pod.initContainers, ...pod.containers].find(({ path }) => path === hovered.container?.path);
  const probe = container?.probes[name];
  if (!container || !probe) return undefined;
  return [describeCheck(probe, container), TIMINGS[name](probe, container, pod)].join(' ');
};

/** The probe that a place is, or whose numbers it is one of. */
function probeAt({ place, field, owner }: Hovered): ProbeName | undefined {
  if (NAMES[field]) return NAMES[field];
  if (owner.definition !== 'Probe') return undefined;
  const name = place.path.findLast((segment) => typeof segment === 'string' && segment.endsWith('Probe'));
  return NAMES[`Container.${String(name)}`];
}

function describeCheck({ handler, timeoutSeconds }: Probe, { ports }: Container): string {
  const at = (port: number | string): string => {
    const named = ports.find(({ name }) => name === port);
    return named ? `port ${code(port)} (${named.containerPort})` : `port ${port}`;
  };
  return `Succeeds when ${SUCCESS[handler.kind](handler as never, at)} within ${seconds(timeoutSeconds)}.`;
}

const SUCCESS: {
  readonly [K in Handler['kind']]: (handler: Handler & { kind: K }, at: (port: number | string) => string) => string;
} = {
  exec: ({ command }) => `${code(command.join(' '))} exits with 0`,
  httpGet: ({ scheme, host, port, path }, at) =>
    `${scheme === 'HTTPS' ? 'HTTPS' : 'HTTP'} GET ${code(path)} on ${at(port)}${host ? ` of ${code(host)}` : ''} is answered with 200–399`,
  tcpSocket: ({ host, port }, at) => `${at(port)}${host ? ` of ${code(host)}` : ''} accepts a connection`,
  grpc: ({ port, service }, at) =>
    `the gRPC health service on ${at(port)} says SERVING${service ? ` for ${code(service)}` : ''}`,
  sleep: () => 'time has passed',
};

type Timing = (probe: Probe, container: Container, pod: Pod) => string;

const TIMINGS: Readonly<Record<ProbeName, Timing>> = {
  liveness: (probe, container, pod) => {
    const { periodSeconds } = probe;
    const first = container.probes.startup
      ? `First check up to ${seconds(periodSeconds)} after the startup probe has succeeded`
      : `First check ${firstOnGrid(probe)}`;
    return [
      `${first}, then every ${seconds(periodSeconds)}.`,
      `${ending(probe, container, pod)}, so a hang is noticed after ${noticed(probe)}.`,
      grace(probe, pod),
    ].join(' ');
  },
  readiness: (probe, container) => {
    const { failureThreshold, successThreshold, periodSeconds, initialDelaySeconds } = probe;
    const first = container.probes.startup
      ? 'First check as soon as the startup probe has succeeded'
      : `First check ${initialDelaySeconds > 0 ? firstReadiness(probe) : 'within 2 s of the start'}`;
    const back = successThreshold > 1 ? `${successThreshold} successes in a row bring` : 'One success brings';
    return [
      `${first}, then every ${seconds(periodSeconds)}.`,
      'Until it succeeds the Pod is not Ready, and Services send it no traffic.',
      `${failures(failureThreshold)} ${failureThreshold === 1 ? 'takes' : 'take'} it out again: ${noticed(probe)} after a hang.`,
      `${back} it back. It never restarts the container.`,
    ].join(' ');
  },
  startup: (probe, container, pod) => {
    const { failureThreshold, periodSeconds, initialDelaySeconds, timeoutSeconds } = probe;
    const least = initialDelaySeconds + (failureThreshold - 1) * periodSeconds;
    return [
      `First check ${firstOnGrid(probe)}, then every ${seconds(periodSeconds)}; the other probes wait for its success.`,
      `The application has ${seconds(least, initialDelaySeconds + failureThreshold * periodSeconds + timeoutSeconds)} to start:`,
      `${lowerFirst(ending(probe, container, pod))}.`,
      grace(probe, pod),
    ].join(' ');
  },
};

/** Ticks stay on a grid that began with the Pod, so the first one after the delay comes up to a period later. */
function firstOnGrid({ initialDelaySeconds, periodSeconds }: Probe): string {
  return initialDelaySeconds === 0
    ? `up to ${seconds(periodSeconds)} after the start`
    : `${seconds(initialDelaySeconds, initialDelaySeconds + periodSeconds)} after the start`;
}

/** The kubelet starts this probe's clock anew when it notices the start, 1–3 s late. */
function firstReadiness({ initialDelaySeconds, periodSeconds }: Probe): string {
  const ticks = Math.max(1, Math.ceil((initialDelaySeconds - 1) / periodSeconds)) * periodSeconds;
  return `about ${seconds(ticks + 1, ticks + 3)} after the start`;
}

function failures(threshold: number): string {
  return threshold === 1 ? 'One failure' : `${threshold} failures in a row`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A hang just before a check that is refused at once, to one just after a check, when each then takes its timeout. */
function noticed({ failureThreshold, periodSeconds, timeoutSeconds }: Probe): string {
  const between = Math.max(periodSeconds, timeoutSeconds);
  const most = periodSeconds + (failureThreshold - 1) * between + timeoutSeconds;
  return seconds((failureThreshold - 1) * periodSeconds, most);
}

/** What too many failures do: `3 failures in a row restart the container`. */
function ending({ failureThreshold }: Probe, { role, restartPolicy }: Container, pod: Pod): string {
  const policy = restartPolicy ?? (role === 'sidecar' ? 'Always' : pod.restartPolicy);
  const verb = policy === 'Never' ? 'end' : 'restart';
  const forGood = policy === 'Never' ? ' for good' : '';
  return `${failures(failureThreshold)} ${verb}${failureThreshold === 1 ? 's' : ''} the container${forGood}`;
}

function grace(probe: Probe, pod: Pod): string {
  const given = probe.terminationGracePeriodSeconds ?? pod.terminationGracePeriodSeconds;
  return `It then gets ${plural(given, 'second')} to stop.`;
}
