import { defaultPullPolicy } from '../../model/image.ts';
import { asMapping, asSequence, isMapping, type PlainMapping } from '../../model/plain.ts';
import { parseQuantity } from '../../quantity/parse.ts';
import { canonical, isQuantity, milliValue, value as quantityValue } from '../../quantity/quantity.ts';

/** A Pod as the simulator works on it: the fields that decide its life, defaulted as the API server does. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  /** Empty when the object carries none. */
  readonly uid: string;
  readonly nodeName: string;
  readonly hostNetwork: boolean;
  readonly priority: number;
  readonly restartPolicy: RestartPolicy;
  /** Seconds. */
  readonly terminationGracePeriodSeconds: number;
  /** Seconds. */
  readonly activeDeadlineSeconds?: number;
  /** Plain init containers and sidecars, in `spec` order. */
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly imagePullSecrets: readonly ObjectReference[];
  /** Condition types. */
  readonly readinessGates: readonly string[];
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  /** The object that it was read from, for the scheduler. */
  readonly object: unknown;
}

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface Container {
  readonly name: string;
  readonly role: 'init' | 'sidecar' | 'container';
  /** Field path, such as `spec.containers[0]`. */
  readonly path: string;
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  /** The container's own policy. */
  readonly restartPolicy?: RestartPolicy;
  readonly restartPolicyRules: readonly RestartRule[];
  readonly probes: { readonly [type in ProbeName]?: Probe };
  readonly postStart?: Handler;
  readonly preStop?: Handler;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  /** What its environment is taken from, in the order in which the kubelet reads it. */
  readonly environment: readonly ObjectReference[];
  /** Names of the volumes that it mounts. */
  readonly mounts: readonly string[];
  /** Bytes. */
  readonly memoryLimit?: number;
  /** CPUs. */
  readonly cpuLimit?: number;
  /** Of ephemeral storage. */
  readonly storageLimit?: Limit;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
}

export type ProbeName = 'startup' | 'liveness' | 'readiness';

export interface Probe {
  readonly handler: Handler;
  /** Field path. */
  readonly path: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  readonly terminationGracePeriodSeconds?: number;
}

export type Handler =
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | {
      readonly kind: 'httpGet';
      readonly path: string;
      readonly port: number | string;
      readonly host: string;
      readonly scheme: string;
    }
  | { readonly kind: 'tcpSocket'; readonly port: number | string; readonly host: string }
  | { readonly kind: 'grpc'; readonly port: number; readonly service: string }
  | { readonly kind: 'sleep'; readonly seconds: number };

export interface RestartRule {
  readonly action: string;
  readonly operator: string;
  readonly values: readonly number[];
}

export interface ObjectReference {
  readonly kind: 'configmap' | 'secret' | 'persistentvolumeclaim';
  readonly name: string;
  readonly optional: boolean;
  /** Field path. */
  readonly path: string;
}

export interface Volume {
  readonly name: string;
  /** Field path. */
  readonly path: string;
  /** The objects without which it cannot be mounted. */
  readonly objects: readonly ObjectReference[];
  readonly emptyDir?: { readonly inMemory: boolean; readonly sizeLimit?: Limit };
}

/** A quantity of bytes, and as Kubernetes writes it. */
export interface Limit {
  readonly bytes: number;
  readonly text: string;
}

/**
 * Reads a Pod from a plain object (`metadata` and `spec`, as parsed from YAML).
 * Wrong types become defaults; it never throws.
 */
export function readPod(object: unknown): Pod {
  const metadata = asMapping(asMapping(object).metadata);
  const spec = asMapping(asMapping(object).spec);
  const security = asMapping(spec.securityContext);
  const names = new Set<string>();
  const unnamed = (container: Container): boolean =>
    !names.has(container.name) && names.add(container.name) !== undefined;
  const containers = asSequence(spec.containers)
    .map((value, index) => readContainer(value, `spec.containers[${index}]`, false))
    .filter(unnamed);
  const initContainers = asSequence(spec.initContainers)
    .map((value, index) => readContainer(value, `spec.initContainers[${index}]`, true))
    .filter(unnamed);
  return {
    name: text(metadata.name) || text(metadata.generateName) || 'pod',
    namespace: text(metadata.namespace) || 'default',
    uid: text(metadata.uid),
    nodeName: text(spec.nodeName),
    hostNetwork: spec.hostNetwork === true,
    priority: integer(spec.priority) ?? (SYSTEM_CLASS.test(text(spec.priorityClassName)) ? 2_000_000_000 : 0),
    restartPolicy: restartPolicy(spec.restartPolicy) ?? 'Always',
    terminationGracePeriodSeconds: Math.max(0, integer(spec.terminationGracePeriodSeconds) ?? 30),
    ...optional('activeDeadlineSeconds', positive(spec.activeDeadlineSeconds)),
    initContainers,
    containers,
    volumes: asSequence(spec.volumes).map((value, index) => readVolume(value, `spec.volumes[${index}]`)),
    imagePullSecrets: asSequence(spec.imagePullSecrets).flatMap((secret, index) =>
      reference('secret', secret, `spec.imagePullSecrets[${index}]`),
    ),
    readinessGates: asSequence(spec.readinessGates).map((gate) => text(asMapping(gate).conditionType)),
    ...optional('runAsNonRoot', boolean(security.runAsNonRoot)),
    ...optional('runAsUser', integer(security.runAsUser)),
    object,
  };
}

/** The classes that every cluster has. */
const SYSTEM_CLASS = /^system-(cluster|node)-critical$/;

function readContainer(value: unknown, path: string, init: boolean): Container {
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

function readVolume(value: unknown, path: string): Volume {
  const volume = asMapping(value);
  const claim = asMapping(volume.persistentVolumeClaim);
  const emptyDir = isMapping(volume.emptyDir)
    ? { inMemory: volume.emptyDir.medium === 'Memory', ...optional('sizeLimit', limit(volume.emptyDir.sizeLimit)) }
    : undefined;
  const projected = asSequence(asMapping(volume.projected).sources).flatMap((source, index) => [
    ...reference('configmap', asMapping(source).configMap, `${path}.projected.sources[${index}].configMap`),
    ...reference('secret', asMapping(source).secret, `${path}.projected.sources[${index}].secret`),
  ]);
  return {
    name: text(volume.name),
    path,
    objects: [
      ...reference('configmap', volume.configMap, `${path}.configMap`),
      ...reference('secret', volume.secret, `${path}.secret`, 'secretName'),
      ...(text(claim.claimName) === ''
        ? []
        : reference('persistentvolumeclaim', claim, `${path}.persistentVolumeClaim`, 'claimName')),
      ...projected,
    ],
    ...optional('emptyDir', emptyDir),
  };
}

function reference(kind: ObjectReference['kind'], value: unknown, path: string, key = 'name'): ObjectReference[] {
  if (!isMapping(value)) return [];
  return [{ kind, name: text(value[key]), optional: value.optional === true, path: `${path}.${key}` }];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function positive(value: unknown): number | undefined {
  const number = integer(value);
  return number !== undefined && number > 0 ? number : undefined;
}

function port(value: unknown): number | string {
  return integer(value) ?? text(value);
}

function restartPolicy(value: unknown): RestartPolicy | undefined {
  return value === 'Always' || value === 'OnFailure' || value === 'Never' ? value : undefined;
}

function bytes(value: unknown): number | undefined {
  const parsed = parseQuantity(text(value));
  return isQuantity(parsed) ? Number(quantityValue(parsed)) || undefined : undefined;
}

function limit(value: unknown): Limit | undefined {
  const parsed = parseQuantity(text(value));
  const bytes = isQuantity(parsed) ? Number(quantityValue(parsed)) : 0;
  return isQuantity(parsed) && bytes > 0 ? { bytes, text: canonical(parsed) } : undefined;
}

/** The kubelet counts whole thousandths, rounded up. */
function cpus(value: unknown): number | undefined {
  const parsed = parseQuantity(text(value));
  return isQuantity(parsed) ? Number(milliValue(parsed)) / 1000 || undefined : undefined;
}

/** The property, or none: what is absent is left out, as JSON does. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
