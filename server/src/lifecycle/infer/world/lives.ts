/** Lets containers live in a virtual world, and watches what their probes would see. */
import * as l10n from '@vscode/l10n';
import type { ProbeStep } from '../../assumptions/assumptions.ts';
import type { Launch, Request } from '../launch.ts';
import { whyMissing } from '../programs/missing.ts';
import { becomeProgram, runProgram } from '../programs/run.ts';
import type { Io, Shell } from '../shell/shell.ts';
import { type ContainerWorld, type Growth, releaseCpu } from './container.ts';
import { copyFileSystem, createTree, type FileSystem, type FileTree, lookUp } from './files.ts';
import { openPorts } from './ports.ts';
import {
  at,
  createWorld,
  endAll,
  FOREVER,
  type Listener,
  type Process,
  type Routine,
  runWorld,
  spawn,
  type World,
} from './world.ts';

/** One world with the Pod's volumes, and the containers that were started in it. */
export interface Universe {
  readonly world: World;
  readonly requests: readonly Request[];
  /** The volumes' trees here, by the ones that the manifest was read into. */
  readonly volumes: Map<FileTree, FileTree>;
  readonly lives: Life[];
  /** Paths, ports and the clock that changed since the watches were last looked at. */
  readonly dirty: Set<string>;
}

/** One run of a container. */
export interface Life {
  readonly launch: Launch;
  readonly container: ContainerWorld;
  readonly process: Process;
  /** Answers of exec probes and hooks by their command joined by spaces. */
  readonly exec: Map<string, Watch>;
  readonly listening: ListeningWatch[];
  /** What was taken for granted, in the order that it came up. */
  readonly assumed: Set<string>;
}

export interface Watch {
  readonly steps: ProbeStep[];
  readonly seen: Set<string>;
  isDone: boolean;
  evaluate(): Omit<ProbeStep, 'from'>;
}

export interface ListeningWatch extends Watch {
  readonly listener: Listener;
  /** Only answers to this path; undefined for all. */
  readonly path: string | undefined;
}

/** Key of what any file rests on: whether a program may have written it of which nothing is known. */
const OPAQUE = 'opaque';
/** Steps of programs that one world may take. */
const BUDGET = 8000;
/** Steps that a probe may take. */
const PROBE_BUDGET = 500;
/** Seconds that a probe is followed, and that something that never ends is taken to last. */
const LONGEST_PROBE = 3600;
/** Seconds after which nothing is expected any more. */
const HORIZON = 10 * 366 * 86_400;
/** Seconds between two looks of a probe that reads the clock, and how long it is looked at. */
const CLOCK_STEP = 5;
const CLOCK_SPAN = 900;

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
    world,
    files,
    family: launch.known?.family ?? 'busybox',
    environment: launch.environment,
    directory: launch.directory,
    isInteractive: launch.isInteractive,
    isRoot: launch.isRoot,
    commandLine: launch.argv?.join(' ') ?? '',
    ports: launch.ports,
    lacks: new Set(launch.known?.lacks),
    aliases: launch.known?.aliases ?? {},
    run: runProgram,
    become: becomeProgram,
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
  const process = spawn(world, launch.name, mainRoutine(launch, container), (status) =>
    endContainer(universe, life, status),
  );
  const life: Life = { launch, container, process, exec: new Map(), listening: [], assumed };
  universe.lives.push(life);

  for (const command of launch.commands) {
    const key = command.join(' ');
    const evaluate = () => evaluateCommand(life, command, (looked) => watch.seen.add(looked));
    const watch: Watch = { steps: [], seen: new Set(), isDone: false, evaluate };
    life.exec.set(key, watch);
  }
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
  root.nodes.set(NAMESPACE_FILE, { kind: 'file', content: launch.namespace, modified: 0 });
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

function* mainRoutine(launch: Launch, container: ContainerWorld): Routine {
  const { argv, known, image } = launch;
  if (argv === undefined) return yield* unknownImage(launch, container);
  if (
    known?.needs &&
    launch.field.endsWith('.image') &&
    !launch.hasUnknownVariables &&
    !known.needs.oneOf.some((name) => container.environment.has(name))
  ) {
    container.assume(
      l10n.t(
        '`{0}` ends at once with exit code {1} unless {2} is set',
        image,
        known.needs.exitCode,
        known.needs.oneOf[0] ?? '',
      ),
    );
    return known.needs.exitCode;
  }
  const missing = whyMissing(container, argv);
  if (missing !== undefined) {
    container.assume(missing);
    container.startError = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${notFound(argv)}`;
    return 128;
  }
  const shell = newShell(container, launch.role === 'init');
  const log = (text: string) => {
    container.log = (container.log + text).slice(-4096);
  };
  return yield* becomeProgram({ ...shell, isMain: true }, argv, { input: '', out: log, error: log });
}

/** The words of runc. */
function notFound([program = '']: readonly string[]): string {
  const isPath = program.includes('/');
  const reason = isPath ? `stat ${program}: no such file or directory` : 'executable file not found in $PATH';
  return `exec: ${JSON.stringify(program)}: ${reason}: unknown`;
}

function* unknownImage({ role, image }: Launch, container: ContainerWorld): Routine {
  if (role === 'init') {
    container.mayWriteAnything();
    container.assume(l10n.t('the image `{0}` is not known, and assumed to end at once with success', image));
    return 0;
  }
  container.assume(l10n.t('assumed to run for ever: unknown image `{0}`', image));
  container.becomeOpaque();
  yield FOREVER;
  return 0;
}

function newShell(container: ContainerWorld, isBrief: boolean): Shell {
  return {
    world: container.world,
    container,
    files: container.files,
    variables: new Map(container.environment),
    functions: new Map(),
    traps: new Map(),
    jobs: [],
    pending: [],
    positional: [],
    name: 'sh',
    directory: container.directory,
    status: 0,
    exitsOnError: false,
    failsInPipes: false,
    isBash: false,
    isMain: false,
    becomesProgram: false,
    isBrief,
    depth: 0,
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
  container.isEnding = true;
  if (main.kind === 'program') {
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
  if (!main.shell.traps.get(name)) return;
  main.shell.pending.push(name);
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

function startHook(life: Life, command: readonly string[]): void {
  const { container, exec } = life;
  const shell = newShell(container, true);
  let written = '';
  const write = (text: string) => {
    written = (written + text).slice(0, 10_240);
  };
  const io: Io = { input: '', out: write, error: write };
  spawn(container.world, container.name, statusOf(shell, command, io), (status) => {
    const delay = rounded(container.world.now - container.startedAt);
    const step = { from: 0, exit: status, ...(delay > 0 && { delay }), ...(written && { output: written }) };
    exec.set(command.join(' '), { steps: [step], seen: new Set(), isDone: true, evaluate: () => step });
  });
}

function* statusOf(shell: Shell, argv: readonly string[], io: Io): Routine {
  return (yield* runProgram(shell, argv, io, true)).status;
}

/** What a probe's command answers now. It works on a copy: what it changes is not kept. */
function evaluateCommand(
  { container }: Life,
  command: readonly string[],
  saw: (key: string) => void,
): Omit<ProbeStep, 'from'> {
  const { world } = container;
  const missing = whyMissing({ ...container, saw }, command);
  if (missing !== undefined) {
    container.assume(missing);
    const id = 'ID';
    return {
      error: `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${notFound(command)}`,
    };
  }
  saw(OPAQUE);
  const aside: World = { ...createWorld(PROBE_BUDGET), now: world.now, listeners: [...world.listeners] };
  const files = copyFileSystem(container.files, { now: () => aside.now, saw, changed: () => {}, grew: () => {} });
  const copy: ContainerWorld = {
    ...container,
    world: aside,
    files,
    cpu: [],
    disk: [],
    saw,
    opened: () => {},
    becomeOpaque: () => {},
    mayWriteAnything: () => {},
    lacks: new Set(container.lacks),
    signal: () => {
      copy.isEnding = true;
    },
  };
  const shell = newShell(copy, true);
  let output = '';
  const write = (text: string) => {
    output = (output + text).slice(0, 10_240);
  };
  const process = spawn(aside, container.name, statusOf(shell, command, { input: '', out: write, error: write }));
  runWorld(aside, world.now + LONGEST_PROBE, () => process.status !== undefined);
  const delay = process.status === undefined ? LONGEST_PROBE : rounded(aside.now - world.now);
  return { exit: process.status ?? 0, ...(delay > 0 && { delay }), ...(output && { output }) };
}

function watchListener(universe: Universe, life: Life, listener: Listener, seen: { watch: Watch | undefined }): void {
  const { world, requests, dirty } = universe;
  const key = `port:${listener.port}`;
  const paths = [...new Set(requests.filter(({ port }) => port === listener.port).map(({ path }) => path))];
  for (const path of listener.kind === 'http' && paths.length > 0 ? paths : [undefined]) {
    const evaluate = () => {
      if (world.now < listener.opensAt || world.now >= listener.closesAt) return { closed: true };
      if (listener.kind === 'grpc') return { serving: true };
      if (listener.kind === 'tcp') return {};
      seen.watch = watch;
      const status = listener.status(path ?? '/', world.now - listener.opensAt);
      seen.watch = undefined;
      return path === undefined ? {} : { status };
    };
    const watch: ListeningWatch = { listener, path, steps: [], seen: new Set([key]), isDone: false, evaluate };
    life.listening.push(watch);
  }
  dirty.add(key);
  for (const age of [0, ...listener.changesAt]) {
    const time = listener.opensAt + age;
    if (time > world.now) at(world, time, () => dirty.add(key));
  }
}

/** Asks again whatever rests on something that changed. */
function look(universe: Universe): void {
  const { world, dirty } = universe;
  for (const { container, exec, listening } of universe.lives) {
    releaseCpu(container);
    const isOver = container.exit !== undefined;
    for (const watch of isOver ? listening : [...exec.values(), ...listening]) {
      const isFirst = watch.steps.length === 0;
      if (watch.isDone || (!isFirst && ![...watch.seen].some((key) => dirty.has(key)))) continue;
      const step = { from: rounded(world.now - container.startedAt), ...watch.evaluate() };
      if (isOver || isSame(watch.steps.at(-1), step)) continue;
      watch.steps.push(step);
      if (isFirst && watch.seen.has('clock')) scheduleLooks(universe);
    }
  }
  dirty.clear();
}

function scheduleLooks({ world, dirty }: Universe): void {
  const end = world.now + CLOCK_SPAN;
  const again = () => {
    if (world.isFrozen) return;
    dirty.add('clock');
    if (world.now + CLOCK_STEP <= end) at(world, world.now + CLOCK_STEP, again);
  };
  at(world, world.now + CLOCK_STEP, again);
}

function isSame(a: ProbeStep | undefined, b: ProbeStep): boolean {
  return a !== undefined && JSON.stringify({ ...a, from: 0 }) === JSON.stringify({ ...b, from: 0 });
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
