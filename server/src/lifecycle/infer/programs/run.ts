/** From an argument list to what runs: a builtin, a server, a tool, a script, or a program that is not known. */
import * as l10n from '@vscode/l10n';
import { parse } from 'unbash';
import { BUILTINS } from '../shell/builtins.ts';
import { type Io, type Outcome, runScript, type Shell, subshell } from '../shell/shell.ts';
import { type ContainerWorld, listen, openPorts, type TermReaction } from '../world/container.ts';
import { lookUp, resolvePath, writeFile } from '../world/files.ts';
import { FOREVER, type Routine, spawn, type Wait } from '../world/world.ts';
import { NETWORK_PROGRAMS } from './network.ts';
import { type Call, PROGRAMS, type Program } from './programs.ts';
import { SERVERS, type Server } from './servers.ts';

type Running = Generator<Wait, Outcome, void>;

/** Runs a builtin or a program in a shell. */
export function* runProgram(shell: Shell, argv: readonly string[], io: Io, isLast: boolean): Running {
  const [name = '', ...args] = argv;
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin) {
    const result = builtin({ shell, name, args, io }, isLast);
    return 'status' in result ? result : yield* result;
  }
  if (shell.isMain && shell.becomesProgram) return { status: yield* becomeProgram(shell, argv, io) };
  return { status: yield* execute(shell, argv, io, isLast) };
}

/** Runs an argument list as the container's main process, the way `exec` and the runtime do. */
export function* becomeProgram(shell: Shell, argv: readonly string[], io: Io): Routine {
  const name = programName(argv);
  // These become what they are given.
  const given = /^(gosu|su-exec)$/.test(name) ? argv.slice(2) : /^(nohup|setsid|exec)$/.test(name) ? argv.slice(1) : [];
  if (given.length > 0) return yield* becomeProgram(shell, given, io);
  shell.isMain = false;
  if (SHELLS.test(name)) return yield* runShell({ shell, name, args: argv.slice(1), io }, true);
  shell.container.main = { kind: 'program', term: termOf(shell, argv) };
  return yield* execute(shell, argv, io, true);
}

function* execute(shell: Shell, argv: readonly string[], io: Io, isLast: boolean): Routine {
  const name = programName(argv);
  const missing = whyMissing(shell.container, argv);
  if (missing !== undefined) {
    shell.container.assume(missing);
    io.error(`${shell.name}: ${name}: not found\n`);
    return 127;
  }
  const call: Call = { shell, name, args: argv.slice(1), io };
  if (SHELLS.test(name)) return yield* runShell(call, false);
  const server = serverOf(shell, argv);
  if (server && isControl(argv)) {
    if (/^(quit|stop|shutdown|graceful-stop)$/.test(argv.at(-1) ?? '')) shell.container.signal('TERM');
    return 0;
  }
  if (server) return yield* startServer(shell, server, argv, io);
  const program = programOf(name);
  if (program) {
    const result = program(call);
    return typeof result === 'number' ? result : yield* result;
  }
  const file = argv[0]?.includes('/') ? lookUp(shell.files, resolvePath(argv[0], shell.directory)) : undefined;
  if (file?.content)
    return yield* runScript(scriptShell(shell, argv[0] ?? '', argv.slice(1)), file.content, io, isLast);
  return yield* runUnknown(call, isLast);
}

/**
 * Why the container surely has no such program: it is one of the well-known ones that its image does not come with and
 * that nobody has installed, or a whole command line where the name of a program belongs. Undefined: it may have it.
 */
export function whyMissing(container: ContainerWorld, argv: readonly string[]): string | undefined {
  const { lacks, files, image } = container;
  container.saw(INSTALLED);
  const [program = ''] = argv;
  if (/^[^/]*\s/.test(program))
    return l10n.t('there is no program of the name `{0}`: each word of a command is an item of its own', program);
  const [, folder, name = program] = /^(\/(?:usr\/)?(?:local\/)?s?bin)\/([^/]+)$/.exec(program) ?? [];
  const isElsewhere = folder === undefined && program.includes('/');
  const isMounted = files.mounts.some(({ path }) => program === path || program.startsWith(`${path}/`));
  return lacks.has(name) && !isElsewhere && !isMounted
    ? l10n.t('the image `{0}` comes without `{1}`', image, name)
    : undefined;
}

/** What is said of a program that is not known: the last of a main script serves, others end well at once. */
function* runUnknown({ shell, name, args }: Call, isLast: boolean): Routine {
  if (isLast && !shell.isBrief && !isQuick(name, args)) {
    shell.container.assume(l10n.t('assumed to run for ever: unknown program `{0}`', name));
    shell.container.becomeOpaque();
    yield FOREVER;
  }
  if (INSTALLERS.has(name)) {
    shell.container.lacks.clear();
    shell.container.files.changed(INSTALLED);
  }
  if (!QUICK.has(name)) {
    shell.container.assume(
      CLIENTS.has(name)
        ? l10n.t('`{0}` is assumed to succeed at once', name)
        : l10n.t('unknown program `{0}` is assumed to succeed at once', name),
    );
    shell.container.mayWriteAnything();
  } else if (WRITERS.has(name)) shell.container.mayWriteAnything();
  return 0;
}

function isQuick(name: string, args: readonly string[]): boolean {
  if (args.length === 1 && /^(-v|-V|--?version|--?help|version)$/.test(args[0] ?? '')) return true;
  // These start what the project says as well as they build it.
  if (/^(make|npm|npx|pnpm|yarn)$/.test(name))
    return /^(add|build|ci|i|install|test|(.*[ :])?migrate)$/.test(args.join(' '));
  return QUICK.has(name) || CLIENTS.has(name);
}

/** Key of what may have been installed. */
const INSTALLED = 'installed';

/** After these, programs may be there that the image does not come with. */
const INSTALLERS = new Set('apk apt apt-get dnf microdnf npm pip pip3 yum'.split(' '));

/** These put files where nobody can tell. */
const WRITERS = new Set('envsubst git gunzip make npm openssl pip pip3 tar unzip'.split(' '));

/** Programs that are known to come to an end, and whose effects do not matter here. */
const QUICK = new Set(
  'addgroup adduser apk apt apt-get base64 chgrp chmod chown clear cmp df diff du envsubst free gcc git groupadd gunzip iptables jq ldconfig ln locale-gen make mkfifo mknod mktemp mount npm openssl pip pip3 strings stty su sync sysctl tar top ulimit umask umount unzip update-ca-certificates uptime useradd yum zip'.split(
    ' ',
  ),
);

/** Clients that do what they are asked and end. */
const CLIENTS = new Set(
  'aws az gcloud gsutil helm kubectl mc mongodump mongorestore mysqldump pg_dump pg_dumpall pg_restore rclone restic rsync s3cmd ssh terraform'.split(
    ' ',
  ),
);

const SHELLS = /^(sh|ash|dash|bash|zsh|ksh)$/;

export function programName(argv: readonly string[]): string {
  return (argv[0] ?? '').split('/').at(-1) ?? '';
}

/** How the main process takes SIGTERM. */
function termOf(shell: Shell, argv: readonly string[]): TermReaction {
  const name = programName(argv);
  const server = serverOf(shell, argv);
  if (server) return server.term;
  // These pass the signal on to what they started.
  if (name === 'tini' || name === 'dumb-init') return { kind: 'ends', exitCode: 143, after: 0.05 };
  if (name === 'java') return { kind: 'ends', exitCode: 143, after: 0.1 };
  if (name === 'stress-ng') return { kind: 'ends', exitCode: 0, after: 0.1 };
  // Go's runtime ends its program with 2 when the kernel spares it from the signal.
  if (name === 'vish-stress') return { kind: 'ends', exitCode: 2, after: 0.05 };
  return programOf(name) ? { kind: 'ignores' } : { kind: 'unknown' };
}

/** Whether a server's program is called to check, or to control the one that runs: `nginx -s quit`. */
function isControl([program = '', option = '']: readonly string[]): boolean {
  return /(nginx|httpd)$/.test(program)
    ? /^-[stTvVk]$/.test(option)
    : /^(stop|shutdown|--version|--help)$/.test(option);
}

function programOf(name: string): Program | undefined {
  if (Object.hasOwn(PROGRAMS, name)) return PROGRAMS[name];
  return Object.hasOwn(NETWORK_PROGRAMS, name) ? NETWORK_PROGRAMS[name] : undefined;
}

function serverOf({ container }: Shell, argv: readonly string[]): Server | undefined {
  const name = programName(argv);
  const subcommand = argv[1] ?? '';
  if (name === 'agnhost')
    return subcommand === 'liveness' ? SERVERS['liveness-server'] : SERVERS[`agnhost ${subcommand}`];
  // busybox has a program of that name too, with other options.
  if (name === 'httpd') return argv.some((arg) => /^-[fphv]/.test(arg)) ? undefined : SERVERS['httpd-foreground'];
  const alias = container.aliases[name] ?? name;
  return Object.hasOwn(SERVERS, alias) ? SERVERS[alias] : undefined;
}

/** A server in the foreground, or one that goes to the background and lets its caller go on. */
function* startServer({ container, name: caller }: Shell, server: Server, argv: readonly string[], io: Io): Routine {
  const name = programName(argv);
  const configured = configuration(container, server, argv);
  const readOnly =
    configured === undefined ? server.writesTo?.find((folder) => !isWritable(container, folder)) : undefined;
  if (readOnly !== undefined) {
    container.assume(l10n.t('`{0}` does not start: it has to write to {1}, and may not', name, readOnly));
    io.error(`${caller}: ${name}: cannot write to ${readOnly}\n`);
    return 1;
  }
  if (configured !== undefined || server.isDaemon?.(argv.slice(1)) !== true)
    return yield* serve(container, server, argv, configured);
  container.assume(l10n.t('`{0}` goes to the background, and ends as a command', name));
  spawn(container.world, container.name, serve(container, server, argv, configured));
  return 0;
}

/** A process that is not root needs a volume where only root may write. */
function isWritable({ files, isRoot }: ContainerWorld, folder: string): boolean {
  const places = folder === '/run' ? ['/run', '/var/run'] : [folder];
  const isMounted = files.mounts.some(
    ({ path, isReadOnly }) => !isReadOnly && places.some((place) => place === path || place.startsWith(`${path}/`)),
  );
  return isMounted || (isRoot && !files.isRootReadOnly);
}

function* serve(
  container: ContainerWorld,
  server: Server,
  argv: readonly string[],
  configured: string | undefined,
): Routine {
  const { startup, changesAt = [] } = server;
  const name = programName(argv);
  const port = givenPort(container, server, argv) ?? server.port;
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
  { files }: ContainerWorld,
  { configuredBy }: Server,
  argv: readonly string[],
): string | undefined {
  if (configuredBy === undefined) return undefined;
  const given = argv.slice(1).map((arg) => arg.split('=')[0] ?? '');
  const places = [...files.mounts.map(({ path }) => path), ...files.root.nodes.keys(), ...given];
  return places.find((place) => configuredBy.test(place));
}

function givenPort(
  { environment }: ContainerWorld,
  { portOption, portVariable }: Server,
  argv: readonly string[],
): number | undefined {
  const portIn = (text: string): number => Number(text.replace(/^.*:/, ''));
  for (const [index, arg] of portOption === undefined ? [] : argv.entries()) {
    const [option = '', inline] = arg.split('=');
    const given = portOption?.test(option) ? portIn(inline ?? argv[index + 1] ?? '') : 0;
    if (given > 0) return given;
  }
  return (portVariable !== undefined && portIn(environment.get(portVariable) ?? '')) || undefined;
}

/** `sh -c SCRIPT`, `sh FILE`, and an interactive `sh`. */
function* runShell({ shell: outer, name, args, io }: Call, isMain: boolean): Routine {
  const { container } = outer;
  const rest = [...args];
  let hasScript = false;
  let exitsOnError = false;
  while (rest[0]?.startsWith('-') || rest[0]?.startsWith('+')) {
    const option = rest.shift() ?? '';
    if (option === '--') break;
    if (/^-[a-z]*c/i.test(option)) hasScript = true;
    if (/^-[a-z]*e/.test(option)) exitsOnError = true;
    if (/^-[a-z]*o$/.test(option)) rest.shift();
  }
  const [first, ...others] = rest;
  const inner: Shell = {
    ...subshell(outer),
    name: hasScript ? (others[0] ?? name) : (first ?? name),
    positional: hasScript ? others.slice(1) : others,
    functions: new Map(),
    status: 0,
    exitsOnError,
    isBash: name === 'bash' || name === 'zsh' || name === 'ksh',
    isMain,
    becomesProgram: hasScript && isSingleCommand(first ?? ''),
  };
  if (isMain) container.main = { kind: 'shell', shell: inner };
  if (hasScript) return yield* runScript(inner, first ?? '', io, true);
  if (first === undefined) {
    if (io.input !== '') return yield* runScript(inner, io.input, io, true);
    if (isMain && container.isInteractive) yield FOREVER;
    return 0;
  }
  const file = lookUp(inner.files, resolvePath(first, inner.directory));
  if (file?.content) return yield* runScript(inner, file.content, io, true);
  if (!file) {
    io.error(`${name}: can't open '${first}': No such file or directory\n`);
    return 2;
  }
  if (isMain && !outer.isBrief) {
    container.assume(l10n.t('assumed to run for ever: the script `{0}` is not in the manifest', first));
    container.becomeOpaque();
    yield FOREVER;
  }
  container.assume(l10n.t('the script `{0}` is not in the manifest, and assumed to succeed at once', first));
  return 0;
}

/** A shell that has one command to run does not wait for it, but becomes it. */
function isSingleCommand(script: string): boolean {
  const { commands } = parse(script);
  return commands.length === 1 && commands[0]?.command.type === 'Command' && !commands[0].background;
}

function scriptShell(shell: Shell, name: string, positional: readonly string[]): Shell {
  return { ...subshell(shell), name, positional, functions: new Map() };
}
