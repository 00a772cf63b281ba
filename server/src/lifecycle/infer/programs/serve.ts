/** How a program serves: where it listens, what it answers, and when it does not. */
import * as l10n from '@vscode/l10n';
import type { ContainerWorld, TermReaction } from '../world/container.ts';
import { type FileSystem, writeFile } from '../world/files.ts';
import { listen, openPorts } from '../world/ports.ts';
import { FOREVER, type Routine, spawn } from '../world/world.ts';
import type { Call, Program } from './program.ts';

export interface Server {
  /** 0: none. */
  readonly port: number;
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** Seconds until it listens. */
  readonly startup: number;
  readonly term: TermReaction;
  /** HTTP status for a path at an age in seconds; 200 for all when absent. */
  status?(path: string, age: number, files: FileSystem): number;
  readonly changesAt?: readonly number[];
  /** Files that it writes when it starts. */
  readonly writes?: readonly string[];
  /** Option that takes another port, such as `--port`. */
  readonly portOption?: RegExp;
  /** Variable that takes another port. */
  readonly portVariable?: string;
  /**
   * Files and folders that may say where it listens and what it answers, and arguments that do: what is put there is not
   * read, and it is then taken to serve what the Pod declares and asks.
   */
  readonly configuredBy?: RegExp;
  /** It ends at once with 1 when nothing is put where its configuration belongs. */
  readonly needsConfiguration?: true;
  /** Whether these arguments send it to the background, where nothing keeps the container running. */
  isDaemon?(args: readonly string[]): boolean;
  /** Folders without which it does not start, and that only root may write in the image. */
  readonly writesTo?: readonly string[];
  /** Other ports on which it answers HTTP. */
  readonly alsoHttp?: readonly number[];
  /** It answers gRPC health checks on the same port, too. */
  readonly speaksGrpc?: true;
}

/** The program that is such a server. */
export const serving = (server: Server): Program => ({
  run: (call) => {
    const [option = ''] = call.args;
    if (!isControl(call.name, option)) return start(server, call);
    if (/^(quit|stop|shutdown|graceful-stop)$/.test(call.args.at(-1) ?? '')) call.shell.container.signal('TERM');
    return 0;
  },
  term: () => server.term,
});

/** Whether it is called to check, or to control the one that runs: `nginx -s quit`. */
function isControl(name: string, option: string): boolean {
  return /(nginx|httpd)$/.test(name) ? /^-[stTvVk]$/.test(option) : /^(stop|shutdown|--version|--help)$/.test(option);
}

/** A server in the foreground, or one that goes to the background and lets its caller go on. */
function* start(server: Server, { shell: { container, name: caller }, name, args, io }: Call): Routine {
  const configured = configuration(container, server, args);
  const isConfigured = container.files.mounts.some(({ path }) => server.configuredBy?.test(path));
  if (server.needsConfiguration && container.isKnown && !isConfigured) {
    container.assume(l10n.t('`{0}` ends at once: the image comes without a configuration for it', name));
    return 1;
  }
  const readOnly =
    configured === undefined ? server.writesTo?.find((folder) => !isWritable(container, folder)) : undefined;
  if (readOnly !== undefined) {
    container.assume(l10n.t('`{0}` does not start: it has to write to {1}, and may not', name, readOnly));
    io.error(`${caller}: ${name}: cannot write to ${readOnly}\n`);
    return 1;
  }
  if (configured !== undefined || server.isDaemon?.(args) !== true)
    return yield* serve(container, server, { name, args }, configured);
  container.assume(l10n.t('`{0}` goes to the background, and ends as a command', name));
  spawn(container.world, container.name, serve(container, server, { name, args }, configured));
  return 0;
}

/** A process that is not root needs a volume where only root may write. */
function isWritable({ files, user }: ContainerWorld, folder: string): boolean {
  const places = folder === '/run' ? ['/run', '/var/run'] : [folder];
  const isMounted = files.mounts.some(
    ({ path, isReadOnly }) => !isReadOnly && places.some((place) => place === path || place.startsWith(`${path}/`)),
  );
  return isMounted || (user === 0 && !files.isRootReadOnly);
}

function* serve(
  container: ContainerWorld,
  server: Server,
  { name, args }: Pick<Call, 'name' | 'args'>,
  configured: string | undefined,
): Routine {
  const { startup, changesAt = [] } = server;
  const port = givenPort(container, server, args) ?? server.port;
  for (const path of server.writes ?? []) writeFile(container.files, path, `${name} started\n`);
  if (port > 0) {
    const status = (path: string, age: number): number =>
      configured === undefined ? (server.status?.(path, age, container.files) ?? 200) : 200;
    listen(container, { port, kind: server.kind, startup, changesAt, status });
    for (const other of server.alsoHttp ?? [])
      listen(container, { port: other, kind: 'http', startup, status: () => 200 });
    if (server.speaksGrpc) listen(container, { port, kind: 'grpc', startup, status: () => 200 });
    container.assume(l10n.t('`{0}` is assumed to listen on port {1} {2} s after its start', name, port, startup));
  }
  if (configured !== undefined) {
    container.assume(
      l10n.t('`{0}` is assumed to serve what the Pod declares and asks: {1} is not read', name, configured),
    );
    openPorts(container, startup);
  }
  yield FOREVER;
  return 0;
}

/** Where something is put that says where the server listens and what it answers; undefined: it does as it always does. */
function configuration(
  { files, image, isKnown }: ContainerWorld,
  { configuredBy }: Server,
  args: readonly string[],
): string | undefined {
  // Who builds an image of his own puts his own configuration into it.
  if (!isKnown) return image;
  if (configuredBy === undefined) return undefined;
  const given = args.map((arg) => arg.split('=')[0] ?? '');
  const places = [...files.mounts.map(({ path }) => path), ...files.root.nodes.keys(), ...given];
  return places.find((place) => configuredBy.test(place));
}

function givenPort(
  { environment }: ContainerWorld,
  { portOption, portVariable }: Server,
  args: readonly string[],
): number | undefined {
  const portIn = (text: string): number => Number(text.replace(/^.*:/, ''));
  for (const [index, arg] of portOption === undefined ? [] : args.entries()) {
    const [option = '', inline] = arg.split('=');
    const given = portOption?.test(option) ? portIn(inline ?? args[index + 1] ?? '') : 0;
    if (given > 0) return given;
  }
  return (portVariable !== undefined && portIn(environment.get(portVariable) ?? '')) || undefined;
}
