/** What a probe comes to in time, by the kubelet's rules: when it first looks, and how long trouble stays unnoticed. */
import * as l10n from '@vscode/l10n';
import type { Container, Handler, Pod, Probe, ProbeName } from '../../lifecycle/pod/pod.ts';
import { readPod } from '../../lifecycle/pod/read-pod.ts';
import { code, type Describe, type Hovered, paragraph, seconds } from './hovered.ts';

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
  return paragraph([describeCheck(probe, container), ...TIMINGS[name](probe, container, pod)]);
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
    return named
      ? l10n.t('port {0} ({1})', code(port), named.containerPort)
      : l10n.t('port {0}', typeof port === 'string' ? code(port) : port);
  };
  return SUCCESS[handler.kind](handler as never, at, seconds(timeoutSeconds));
}

const SUCCESS: {
  readonly [K in Handler['kind']]: (
    handler: Handler & { kind: K },
    at: (port: number | string) => string,
    within: string,
  ) => string;
} = {
  exec: ({ command }, _, within) =>
    l10n.t('Succeeds when {0} exits with 0 within {1}.', code(command.join(' ')), within),
  httpGet: ({ scheme, host, port, path }, at, within) => {
    const get = `${scheme === 'HTTPS' ? 'HTTPS' : 'HTTP'} GET ${code(path)}`;
    return l10n.t('Succeeds when {0} on {1} is answered with 200–399 within {2}.', get, onHost(at(port), host), within);
  },
  tcpSocket: ({ host, port }, at, within) =>
    l10n.t('Succeeds when {0} accepts a connection within {1}.', onHost(at(port), host), within),
  grpc: ({ port, service }, at, within) =>
    service
      ? l10n.t(
          'Succeeds when the gRPC health service on {0} says SERVING for {1} within {2}.',
          at(port),
          code(service),
          within,
        )
      : l10n.t('Succeeds when the gRPC health service on {0} says SERVING within {1}.', at(port), within),
  sleep: (_handler, _at, within) => l10n.t('Succeeds when time has passed within {0}.', within),
};

const onHost = (port: string, host: string | undefined): string =>
  host ? l10n.t({ message: '{0} of {1}', comment: 'a port and a host', args: [port, code(host)] }) : port;

type Timing = (probe: Probe, container: Container, pod: Pod) => readonly string[];

const TIMINGS: Readonly<Record<ProbeName, Timing>> = {
  liveness: (probe, container, pod) => {
    const period = seconds(probe.periodSeconds);
    return [
      container.probes.startup
        ? l10n.t('First check up to {0} after the startup probe has succeeded, then every {0}.', period)
        : l10n.t('First check {0}, then every {1}.', firstOnGrid(probe), period),
      l10n.t('{0}, so a hang is noticed after {1}.', ending(probe, container, pod), noticed(probe)),
      grace(probe, pod),
    ];
  },
  readiness: (probe, container) => {
    const { failureThreshold, successThreshold, periodSeconds, initialDelaySeconds } = probe;
    const period = seconds(periodSeconds);
    return [
      container.probes.startup
        ? l10n.t('First check as soon as the startup probe has succeeded, then every {0}.', period)
        : initialDelaySeconds > 0
          ? l10n.t('First check {0}, then every {1}.', firstReadiness(probe), period)
          : l10n.t('First check within 2 s of the start, then every {0}.', period),
      l10n.t('Until it succeeds the Pod is not Ready, and Services send it no traffic.'),
      failureThreshold === 1
        ? l10n.t('One failure takes it out again: {0} after a hang.', noticed(probe))
        : l10n.t('{0} failures in a row take it out again: {1} after a hang.', failureThreshold, noticed(probe)),
      successThreshold > 1
        ? l10n.t('{0} successes in a row bring it back. It never restarts the container.', successThreshold)
        : l10n.t('One success brings it back. It never restarts the container.'),
    ];
  },
  startup: (probe, container, pod) => {
    const { failureThreshold, periodSeconds, initialDelaySeconds, timeoutSeconds } = probe;
    const least = initialDelaySeconds + (failureThreshold - 1) * periodSeconds;
    const most = initialDelaySeconds + failureThreshold * periodSeconds + timeoutSeconds;
    return [
      l10n.t(
        'First check {0}, then every {1}; the other probes wait for its success.',
        firstOnGrid(probe),
        seconds(periodSeconds),
      ),
      l10n.t('The application has {0} to start: {1}.', seconds(least, most), lowerFirst(ending(probe, container, pod))),
      grace(probe, pod),
    ];
  },
};

/** Ticks stay on a grid that began with the Pod, so the first one after the delay comes up to a period later. */
function firstOnGrid({ initialDelaySeconds, periodSeconds }: Probe): string {
  return initialDelaySeconds === 0
    ? l10n.t('up to {0} after the start', seconds(periodSeconds))
    : l10n.t('{0} after the start', seconds(initialDelaySeconds, initialDelaySeconds + periodSeconds));
}

/** The kubelet starts this probe's clock anew when it notices the start, 1–3 s late. */
function firstReadiness({ initialDelaySeconds, periodSeconds }: Probe): string {
  const ticks = Math.max(1, Math.ceil((initialDelaySeconds - 1) / periodSeconds)) * periodSeconds;
  return l10n.t('about {0} after the start', seconds(ticks + 1, ticks + 3));
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
  if (policy === 'Never')
    return failureThreshold === 1
      ? l10n.t('One failure ends the container for good')
      : l10n.t('{0} failures in a row end the container for good', failureThreshold);
  return failureThreshold === 1
    ? l10n.t('One failure restarts the container')
    : l10n.t('{0} failures in a row restart the container', failureThreshold);
}

function grace(probe: Probe, pod: Pod): string {
  const given = probe.terminationGracePeriodSeconds ?? pod.terminationGracePeriodSeconds;
  return given === 1 ? l10n.t('It then gets 1 second to stop.') : l10n.t('It then gets {0} seconds to stop.', given);
}
