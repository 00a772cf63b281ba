/** What a container starts, and with which files, variables and ports, read from the manifest. */

import { containersOf } from '../../model/containers.ts';
import {
  asMapping,
  asMappings,
  asNumber,
  asString,
  asStrings,
  isMapping,
  type PlainMapping,
} from '../../model/plain.ts';
import { parseQuantity } from '../../quantity/parse.ts';
import { isQuantity, value as quantityValue } from '../../quantity/quantity.ts';
import { knownImage } from './images/images.ts';
import type { KnownImage } from './images/known-image.ts';
import { createTree, type FileTree, type Mount, resolvePath } from './world/files.ts';

export interface Launch {
  readonly name: string;
  /** Of the Pod. */
  readonly namespace: string;
  /** Field path, such as `spec.containers[0]`. */
  readonly path: string;
  readonly role: 'init' | 'sidecar' | 'container';
  readonly image: string;
  readonly known: KnownImage | undefined;
  /** What is started; undefined when only the image knows. */
  readonly argv: readonly string[] | undefined;
  /** Field that `argv` comes from. */
  readonly field: string;
  readonly environment: ReadonlyMap<string, string>;
  /** Variables come from ConfigMaps and Secrets as a whole, too: any may be set. */
  readonly hasUnknownVariables: boolean;
  readonly directory: string;
  readonly isInteractive: boolean;
  readonly isRootReadOnly: boolean;
  readonly mounts: readonly (Mount & { readonly volume: string })[];
  readonly ports: readonly DeclaredPort[];
  /** Commands of exec probes and of the preStop hook. */
  readonly commands: readonly (readonly string[])[];
  readonly postStart: readonly string[] | undefined;
  readonly terminationMessagePath: string;
  readonly fallsBackToLogs: boolean;
  /** As whom it runs, by id or by the name that the image gives; 0 where nothing is known of that. */
  readonly user: number | string;
  /** It must not run as root, and the Pod does not say as whom it runs. */
  readonly dependsOnImageUser: boolean;
  /** Whether it is started again after an exit with this code. */
  restartsAfter(exitCode: number): boolean;
}

export interface DeclaredPort {
  readonly port: number;
  readonly kind: 'http' | 'grpc';
  /** A probe or a hook asks it with scheme HTTPS. */
  readonly tls: boolean;
}

/** An HTTP request that a probe or a hook makes. */
export interface Request {
  readonly port: number;
  readonly path: string;
}

type Volumes = ReadonlyMap<string, { readonly tree: FileTree; readonly isReadOnly: boolean }>;

export function readLaunches(pod: PlainMapping): readonly Launch[] {
  const volumes = readVolumes(asMapping(pod.spec));
  return containersOf(pod).map(({ value, path, role }) => readLaunch(pod, value, path, role, volumes));
}

/** Every HTTP request that the Pod's probes and hooks make. */
export function readRequests(pod: PlainMapping): readonly Request[] {
  return containersOf(pod).flatMap(({ value: container }) =>
    handlersOf(container).flatMap(({ httpGet }) => {
      if (!isMapping(httpGet)) return [];
      const port = portNumber(container, httpGet.port);
      const path = asString(httpGet.path) || '/';
      return port === undefined ? [] : [{ port, path: path.startsWith('/') ? path : `/${path}` }];
    }),
  );
}

function readLaunch(
  pod: PlainMapping,
  raw: PlainMapping,
  path: string,
  role: Launch['role'],
  volumes: Volumes,
): Launch {
  const image = asString(raw.image) ?? '';
  const known = knownImage(image);
  const environment = readEnvironment(pod, raw);
  const command = asStrings(raw.command).map((word) => substitute(word, environment));
  const args = asStrings(raw.args).map((word) => substitute(word, environment));
  const own = asMapping(raw.securityContext);
  const ofPod = asMapping(asMapping(pod.spec).securityContext);
  const policy = role === 'sidecar' ? 'Always' : (asString(asMapping(pod.spec).restartPolicy) ?? 'Always');
  return {
    name: asString(raw.name) ?? '',
    namespace: asString(asMapping(pod.metadata).namespace) ?? 'default',
    path,
    role,
    image,
    known,
    ...readCommand(path, command, args, known),
    environment,
    hasUnknownVariables: asMappings(raw.envFrom).length > 0,
    directory: resolvePath(asString(raw.workingDir) || '/', '/'),
    isInteractive: raw.stdin === true || raw.tty === true,
    isRootReadOnly: own.readOnlyRootFilesystem === true,
    mounts: readMounts(raw, volumes, environment),
    ports: readPorts(raw),
    commands: commandsOf(raw),
    postStart: execCommand(asMapping(asMapping(raw.lifecycle).postStart)),
    terminationMessagePath: asString(raw.terminationMessagePath) || '/dev/termination-log',
    fallsBackToLogs: raw.terminationMessagePolicy === 'FallbackToLogsOnError',
    user: asNumber(own.runAsUser) ?? asNumber(ofPod.runAsUser) ?? known?.user ?? 0,
    dependsOnImageUser: dependsOnImageUser(own, ofPod),
    restartsAfter: (exitCode) => (exitCode === 0 ? policy === 'Always' && role !== 'init' : policy !== 'Never'),
  };
}

function dependsOnImageUser(own: PlainMapping, ofPod: PlainMapping): boolean {
  return (own.runAsNonRoot ?? ofPod.runAsNonRoot) === true && (own.runAsUser ?? ofPod.runAsUser) === undefined;
}

/** Kubernetes' `command` replaces the image's entrypoint, `args` its arguments. */
function readCommand(
  path: string,
  command: readonly string[],
  args: readonly string[],
  known: KnownImage | undefined,
): Pick<Launch, 'argv' | 'field'> {
  if (command.length > 0)
    return {
      argv: [...command, ...args],
      field: `${path}.${args.length > 0 && isShell(command) ? 'args' : 'command'}`,
    };
  if (args.length > 0) {
    const options = args[0]?.startsWith('-') && known?.takesOptions ? known.arguments.slice(0, 1) : [];
    // Of an image that is not known, arguments that start a shell or a tool are taken to be run as they are.
    const isRun = known !== undefined || isShell(args) || isTool(args);
    return { argv: isRun ? [...(known?.entrypoint ?? []), ...options, ...args] : undefined, field: `${path}.args` };
  }
  return { argv: known && [...known.entrypoint, ...known.arguments], field: `${path}.image` };
}

function isShell([program = '']: readonly string[]): boolean {
  return /^(.*\/)?(sh|ash|bash|dash)$/.test(program);
}

/** Programs that no image would have as a subcommand of its own. */
function isTool([program = '']: readonly string[]): boolean {
  return /^(.*\/)?(sleep|echo|printf|printenv|env|tail|cat|ls|true|false)$/.test(program);
}

function readEnvironment(pod: PlainMapping, raw: PlainMapping): ReadonlyMap<string, string> {
  const { name, namespace } = asMapping(pod.metadata);
  const spec = asMapping(pod.spec);
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': asString(name),
    'metadata.namespace': asString(namespace) ?? 'default',
    'spec.serviceAccountName': asString(spec.serviceAccountName) ?? 'default',
    'spec.nodeName': asString(spec.nodeName) ?? 'node',
  };
  const environment = new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOME', '/root'],
    ['HOSTNAME', asString(spec.hostname) ?? asString(name) ?? ''],
    ['KUBERNETES_SERVICE_HOST', '10.96.0.1'],
    ['KUBERNETES_SERVICE_PORT', '443'],
  ]);
  for (const { name: key, value, valueFrom } of asMappings(raw.env)) {
    const given = value ?? fields[asString(asMapping(asMapping(valueFrom).fieldRef).fieldPath) ?? ''] ?? '';
    if (typeof key === 'string') environment.set(key, substitute(String(given), environment));
  }
  return environment;
}

/** `$(NAME)` becomes the variable; one that is not set stays, and `$$` is one dollar sign. */
function substitute(word: string, environment: ReadonlyMap<string, string>): string {
  return word.replace(/\$\$|\$\(([^()]+)\)/g, (token, name?: string) =>
    name === undefined ? '$' : (environment.get(name) ?? token),
  );
}

function readVolumes(spec: PlainMapping): Volumes {
  return new Map(
    asMappings(spec.volumes).map((volume) => {
      const name = asString(volume.name) ?? '';
      const isKept = isMapping(volume.persistentVolumeClaim);
      const isFresh = ['emptyDir', 'ephemeral', 'persistentVolumeClaim'].some((kind) => isMapping(volume[kind]));
      const isReadOnly = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'].some((kind) =>
        isMapping(volume[kind]),
      );
      const tree = createTree(`volume ${name}`, isFresh ? 'all' : 'none', capacityOf(volume));
      if (isFile(asMapping(volume.hostPath)))
        tree.nodes.set('/', { kind: 'file', content: '', modified: 0, isExecutable: false });
      const runs = !isReadOnly || isMapping(volume.image) || hasExecutable(volume);
      return [name, { tree: { ...tree, isKept, ...(!runs && { isExecutable: false as const }) }, isReadOnly }];
    }),
  );
}

/** Whether any file of a ConfigMap, Secret or the like can be run: its mode is 0644 unless something else is given. */
function hasExecutable(volume: PlainMapping): boolean {
  const modes = (source: PlainMapping): readonly unknown[] => [
    source.defaultMode,
    ...asMappings(source.items).map(({ mode }) => mode),
  ];
  const sources = [volume.configMap, volume.secret, volume.projected, volume.downwardAPI].map(asMapping);
  const projected = sources.flatMap((source) => asMappings(source.sources).flatMap((each) => Object.values(each)));
  return [...sources, ...projected.map(asMapping)].flatMap(modes).some((mode) => ((asNumber(mode) ?? 0) & 0o111) !== 0);
}

/** A path of the node may be that of a file, such as a log or a socket. */
function isFile({ path, type }: PlainMapping): boolean {
  if (typeof path !== 'string' || type === 'Directory' || type === 'DirectoryOrCreate') return false;
  return (
    ['File', 'FileOrCreate', 'Socket', 'CharDevice', 'BlockDevice'].includes(String(type)) ||
    /\.(log|sock|conf|cfg|ya?ml|json|txt|crt|key|pem|pid)$/.test(path)
  );
}

/** A volume in memory takes no more than its size; one on disk does, and the Pod is evicted for it. */
function capacityOf({ emptyDir }: PlainMapping): number | undefined {
  const { medium, sizeLimit } = asMapping(emptyDir);
  const limit = parseQuantity(String(sizeLimit));
  return medium === 'Memory' && isQuantity(limit) ? Number(quantityValue(limit)) || undefined : undefined;
}

function readMounts(raw: PlainMapping, volumes: Volumes, environment: ReadonlyMap<string, string>): Launch['mounts'] {
  return asMappings(raw.volumeMounts).flatMap(({ name, mountPath, subPath, subPathExpr, readOnly }) => {
    const volume = volumes.get(asString(name) ?? '');
    if (!volume) return [];
    const base = asString(subPath) ?? substitute(asString(subPathExpr) ?? '', environment);
    return [
      {
        volume: asString(name) ?? '',
        path: resolvePath(asString(mountPath) ?? '/', '/'),
        tree: volume.tree,
        base: resolvePath(base, '/'),
        isReadOnly: volume.isReadOnly || readOnly === true,
      },
    ];
  });
}

function readPorts(raw: PlainMapping): readonly DeclaredPort[] {
  const ports = new Map<number, DeclaredPort>();
  for (const { containerPort, protocol } of asMappings(raw.ports)) {
    const port = asNumber(containerPort);
    if (port && (protocol ?? 'TCP') === 'TCP') ports.set(port, { port, kind: 'http', tls: false });
  }
  for (const { httpGet, tcpSocket, grpc } of handlersOf(raw)) {
    const port = portNumber(raw, asMapping(httpGet ?? tcpSocket ?? grpc).port);
    const tls = asMapping(httpGet).scheme === 'HTTPS';
    if (port) ports.set(port, { port, kind: isMapping(grpc) ? 'grpc' : 'http', tls });
  }
  return [...ports.values()];
}

function handlersOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: PlainMapping): readonly PlainMapping[] {
  const { postStart, preStop } = asMapping(lifecycle);
  return [livenessProbe, readinessProbe, startupProbe, postStart, preStop].filter(isMapping);
}

function portNumber({ ports }: PlainMapping, port: unknown): number | undefined {
  if (typeof port !== 'string') return asNumber(port);
  return asNumber(asMappings(ports).find(({ name }) => name === port)?.containerPort);
}

function commandsOf({
  livenessProbe,
  readinessProbe,
  startupProbe,
  lifecycle,
}: PlainMapping): readonly (readonly string[])[] {
  const handlers = [livenessProbe, readinessProbe, startupProbe, asMapping(lifecycle).preStop];
  return handlers.map((handler) => execCommand(asMapping(handler))).filter((command) => command !== undefined);
}

function execCommand({ exec }: PlainMapping): readonly string[] | undefined {
  const command = asStrings(asMapping(exec).command);
  return command.length > 0 ? command : undefined;
}
