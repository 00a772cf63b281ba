import { defaultPullPolicy } from '../../model/image.ts';
import { asMapping, asSequence, isMapping, type PlainMapping } from '../../model/plain.ts';
import type { Container, Handler, ObjectReference, Probe, RestartRule } from './pod.ts';
import {
  boolean,
  bytes,
  cpus,
  integer,
  limit,
  optional,
  port,
  positive,
  reference,
  restartPolicy,
  text,
} from './values.ts';

export function readContainer(value: unknown, path: string, init: boolean): Container {
  const container = asMapping(value);
  const image = text(container.image);
  const policy = restartPolicy(container.restartPolicy);
  const lifecycle = asMapping(container.lifecycle);
  const security = asMapping(container.securityContext);
  const limits = asMapping(asMapping(container.resources).limits);
  const probes = Object.fromEntries(
    (['startup', 'liveness', 'readiness'] as const).flatMap((type) => {
      const probe = readProbe(container[`${type}Probe`], `${path}.${type}Probe`);
      return probe === undefined ? [] : [[type, probe]];
    }),
  ) as Container['probes'];
  const pullPolicy = container.imagePullPolicy;
  return {
    name: text(container.name),
    role: !init ? 'container' : policy === 'Always' ? 'sidecar' : 'init',
    path,
    image,
    imagePullPolicy:
      pullPolicy === 'Always' || pullPolicy === 'IfNotPresent' || pullPolicy === 'Never'
        ? pullPolicy
        : defaultPullPolicy(image),
    ...optional('restartPolicy', policy),
    restartPolicyRules: asSequence(container.restartPolicyRules).map(readRestartRule),
    probes,
    ...optional('postStart', readHandler(lifecycle.postStart)),
    ...optional('preStop', readHandler(lifecycle.preStop)),
    ports: asSequence(container.ports).map((port) => ({
      name: text(asMapping(port).name),
      containerPort: integer(asMapping(port).containerPort) ?? 0,
    })),
    environment: readEnvironment(container, path),
    mounts: asSequence(container.volumeMounts).map((mount) => text(asMapping(mount).name)),
    ...optional('memoryLimit', bytes(limits.memory)),
    ...optional('cpuLimit', cpus(limits.cpu)),
    ...optional('storageLimit', limit(limits['ephemeral-storage'])),
    ...optional('runAsNonRoot', boolean(security.runAsNonRoot)),
    ...optional('runAsUser', integer(security.runAsUser)),
  };
}

function readProbe(value: unknown, path: string): Probe | undefined {
  const handler = readHandler(value);
  if (handler === undefined || handler.kind === 'sleep') return undefined;
  const probe = asMapping(value);
  return {
    handler,
    path,
    initialDelaySeconds: Math.max(0, integer(probe.initialDelaySeconds) ?? 0),
    periodSeconds: positive(probe.periodSeconds) ?? 10,
    timeoutSeconds: positive(probe.timeoutSeconds) ?? 1,
    successThreshold: positive(probe.successThreshold) ?? 1,
    failureThreshold: positive(probe.failureThreshold) ?? 3,
    ...optional('terminationGracePeriodSeconds', positive(probe.terminationGracePeriodSeconds)),
  };
}

function readHandler(value: unknown): Handler | undefined {
  const { exec, httpGet, tcpSocket, grpc, sleep } = asMapping(value);
  if (isMapping(exec)) return { kind: 'exec', command: asSequence(exec.command).map(text) };
  if (isMapping(httpGet)) {
    const path = text(httpGet.path) || '/';
    return {
      kind: 'httpGet',
      path: path.startsWith('/') ? path : `/${path}`,
      port: port(httpGet.port),
      host: text(httpGet.host),
      scheme: text(httpGet.scheme).toLowerCase() || 'http',
    };
  }
  if (isMapping(tcpSocket)) return { kind: 'tcpSocket', port: port(tcpSocket.port), host: text(tcpSocket.host) };
  if (isMapping(grpc)) return { kind: 'grpc', port: integer(grpc.port) ?? 0, service: text(grpc.service) };
  if (isMapping(sleep)) return { kind: 'sleep', seconds: Math.max(0, integer(sleep.seconds) ?? 0) };
  return undefined;
}

function readRestartRule(value: unknown): RestartRule {
  const exitCodes = asMapping(asMapping(value).exitCodes);
  return {
    action: text(asMapping(value).action),
    operator: text(exitCodes.operator),
    values: asSequence(exitCodes.values).flatMap((code) => integer(code) ?? []),
  };
}

/** `envFrom` first, then `env`, as the kubelet builds a container's environment. */
function readEnvironment(container: PlainMapping, path: string): ObjectReference[] {
  const sources = [
    ...asSequence(container.envFrom).map((source, index) => ({
      source: asMapping(source),
      path: `${path}.envFrom[${index}]`,
      suffix: 'Ref',
    })),
    ...asSequence(container.env).map((entry, index) => ({
      source: asMapping(asMapping(entry).valueFrom),
      path: `${path}.env[${index}].valueFrom`,
      suffix: 'KeyRef',
    })),
  ];
  return sources.flatMap(({ source, path: at, suffix }) => [
    ...reference('configmap', source[`configMap${suffix}`], `${at}.configMap${suffix}`),
    ...reference('secret', source[`secret${suffix}`], `${at}.secret${suffix}`),
  ]);
}
