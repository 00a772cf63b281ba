/** Lets containers live in a virtual world, from their start to their end. */
import type { Launch, Request } from '../launch.ts';
import { runMain } from '../programs/main.ts';
import type { ContainerWorld, Growth } from './container.ts';
import { createTree, type FileSystem, type FileTree, lookUp } from './files.ts';
import type { Life, Universe, Watch } from './life.ts';
import { openPorts } from './ports.ts';
import { LONGEST_PROBE, look, OPAQUE, rounded, startHook, watchCommand, watchListener } from './watches.ts';
import { at, createWorld, endAll, runWorld, spawn } from './world.ts';

/** Steps of programs that one world may take. */
const BUDGET = 8000;

/** Seconds after which nothing is expected any more. */
const HORIZON = 10 * 366 * 86_400;

/** Where every container finds the namespace of its Pod. */
const NAMESPACE_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/namespace';

export function createUniverse(
  requests: readonly Request[],
  volumes: ReadonlyMap<FileTree, FileTree> = new Map(),
): Universe {
  const copies = [...volumes].map(([original, tree]) => [original, { ...tree, nodes: new Map(tree.nodes) }] as const);
  const universe: Universe = {
    world: createWorld(BUDGET),
    requests,
    volumes: new Map(copies),
    lives: [],
    dirty: new Set(),
  };
  universe.world.onSettled = () => look(universe);
  return universe;
}

export const stepsTaken = ({ world }: Universe): number => BUDGET - world.budget;

/** Lets time pass until these containers have ended, or nothing more will happen. */
export function runUntilExit({ world }: Universe, lives: readonly Life[], until: number = HORIZON): void {
  runWorld(world, until, () => lives.every(({ container }) => container.exit !== undefined));
}

export function startContainer(universe: Universe, launch: Launch): Life {
  const { world } = universe;
  const assumed = new Set<string>();
  const seen: { watch: Watch | undefined } = { watch: undefined };
  const disk: Growth[] = [];
  const files = containerFiles(universe, launch, disk, (key) => seen.watch?.seen.add(key));
  const container: ContainerWorld = {
    name: launch.name,
    image: launch.image,
    isKnown: launch.known !== undefined && launch.known.copyOf === undefined,
    world,
    files,
    family: launch.known?.family ?? 'busybox',
    environment: launch.environment,
    isEnvironmentKnown: launch.known?.isPlain === true && !launch.hasUnknownVariables,
    directory: launch.directory,
    isInteractive: launch.isInteractive,
    user: launch.user,
    commandLine: launch.argv?.join(' ') ?? '',
    ports: launch.ports,
    programs: launch.known?.programs,
    sh: launch.known?.sh ?? (launch.known?.family === 'gnu' ? 'dash' : 'ash'),
    aliases: launch.known?.aliases ?? {},
    signal: (name) => signalMain(life, name),
    startedAt: world.now,
    log: '',
    main: { kind: 'program', term: { kind: 'unknown' } },
    memory: undefined,
    cpu: [],
    disk,
    exit: undefined,
    startError: undefined,
    readsClock: false,
    isEnding: false,
    assume: (text) => assumed.add(text),
    becomeOpaque: () => becomeOpaque(universe, container),
    mayWriteAnything: () => forgetVolumes(universe, container),
    saw: (key) => seen.watch?.seen.add(key),
    opened: (listener) => watchListener(universe, life, listener, seen),
  };
  const process = spawn(world, launch.name, runMain(launch, container), (status) =>
    endContainer(universe, life, status),
  );
  const life: Life = { launch, container, process, exec: new Map(), listening: [], assumed };
  universe.lives.push(life);

  for (const command of launch.commands) watchCommand(life, command);
  if (launch.postStart) startHook(life, launch.postStart);
  return life;
}

/** What SIGTERM at this time leads to: when and how the container ends; undefined when it does not. */
export function terminate(universe: Universe, life: Life, time: number): { after: number; code: number } | undefined {
  const { world } = universe;
  const { container } = life;
  world.isSignalPending = true;
  at(world, time, () => {
    world.isSignalPending = false;
    container.signal('TERM');
  });
  runUntilExit(universe, [life], time + LONGEST_PROBE);
  if (!container.exit || container.exit.after < time - container.startedAt) return undefined;
  return { after: container.exit.after - (time - container.startedAt), code: container.exit.code };
}

/** The text that the container leaves behind when it ends. */
export function terminationMessage({ launch, container }: Life): string | undefined {
  const written = lookUp(container.files, launch.terminationMessagePath)?.content;
  if (written) return written.slice(0, 4096);
  return launch.fallsBackToLogs && container.exit?.code ? container.log.slice(-2048) || undefined : undefined;
}

function containerFiles(universe: Universe, launch: Launch, disk: Growth[], saw: (key: string) => void): FileSystem {
  const { world, volumes, dirty } = universe;
  const startedAt = world.now;
  const treeHere = (tree: FileTree): FileTree => {
    const here = volumes.get(tree) ?? { ...tree, nodes: new Map(tree.nodes) };
    volumes.set(tree, here);
    return here;
  };
  const root = createTree(`root of ${launch.name}`, launch.known?.isPlain ? 'all' : 'transient');
  const texts = {
    [NAMESPACE_FILE]: launch.namespace,
    '/etc/hostname': `${launch.environment.get('HOSTNAME') ?? ''}\n`,
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
  };
  for (const [path, content] of Object.entries(texts))
    root.nodes.set(path, { kind: 'file', content, modified: 0, isExecutable: false });
  return {
    root,
    isRootReadOnly: launch.isRootReadOnly,
    mounts: launch.mounts.map((mount) => ({ ...mount, tree: treeHere(mount.tree) })),
    now: () => world.now,
    saw,
    changed: (key) => {
      world.version++;
      if (world.current) world.current.isIdle = false;
      dirty.add(key);
    },
    grew: (tree, bytes, seconds) => {
      const from = world.now - startedAt;
      disk.push({ from, to: from + seconds, bytes, tree });
    },
  };
}

function endContainer({ world, dirty }: Universe, { container }: Life, code: number): void {
  if (container.exit) return;
  container.exit = { after: rounded(world.now - container.startedAt), code };
  endAll(world, container.name);
  for (const listener of world.listeners) if (listener.owner === container.name) dirty.add(`port:${listener.port}`);
}

/** Process 1 gets only the signals that it has a handler for. */
function signalMain({ container, process }: Life, name: string): void {
  const { world, main } = container;
  const isToEnd = /^(TERM|INT|QUIT)$/.test(name);
  if (isToEnd) container.isEnding = true;
  if (main.kind === 'program') {
    if (!isToEnd) return;
    if (main.term.kind === 'ends') {
      const { after, exitCode } = main.term;
      at(world, world.now + after, () => {
        if (process.status !== undefined) return;
        process.status = exitCode;
        process.onExit?.(exitCode);
      });
    }
    return;
  }
  if (!main.traps.get(name)) return;
  main.pending.push(name);
  if (process.isInterruptible) process.waitsFor = [];
  process.isIdle = false;
}

function becomeOpaque(universe: Universe, container: ContainerWorld): void {
  container.files.root.knowledge = 'none';
  forgetVolumes(universe, container);
  openPorts(container, 0);
}

/** What is in the volumes that it can write is not known any more. */
function forgetVolumes({ world, dirty }: Universe, { files }: ContainerWorld): void {
  for (const { tree, isReadOnly } of files.mounts) if (!isReadOnly) tree.knowledge = 'none';
  dirty.add(OPAQUE);
  world.version++;
}
