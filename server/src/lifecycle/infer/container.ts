/** A container in the virtual world: its files, its main process, and what it has been seen to do. */
import type { FileSystem } from './files.ts';
import type { Io, Runner, Shell } from './shell.ts';
import { type Listener, noteChange, type Routine, type World } from './world.ts';

/** What SIGTERM does to the main process. */
export type TermReaction =
  | { readonly kind: 'ends'; readonly after: number; readonly exitCode: number }
  /** The kernel spares process 1 from a signal that it has no handler for. */
  | { readonly kind: 'ignores' }
  | { readonly kind: 'unknown' };

export interface ContainerWorld {
  readonly name: string;
  readonly world: World;
  readonly files: FileSystem;
  /** Whose wording its tools have. */
  readonly family: 'busybox' | 'gnu';
  readonly environment: ReadonlyMap<string, string>;
  readonly directory: string;
  /** Somebody may type into its standard input, so that an interactive shell waits. */
  readonly isInteractive: boolean;
  /** Programs that go by another name in this image. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Runs a builtin or a program. */
  readonly run: Runner;
  /** Replaces the main process. */
  become(shell: Shell, argv: readonly string[], io: Io): Routine;
  /** Sends a signal to the main process. */
  signal(name: string): void;
  startedAt: number;
  /** What it wrote to standard output and error, the end of it. */
  log: string;
  main: { readonly kind: 'shell'; readonly shell: Shell } | { readonly kind: 'program'; readonly term: TermReaction };
  memory: { readonly bytes: number; readonly after: number } | undefined;
  exit: { readonly after: number; readonly code: number } | undefined;
  readsClock: boolean;
  /** Its main process has been told to end. */
  isEnding: boolean;
  /** Takes down something that is taken for granted. */
  assume(text: string): void;
  /** A program runs that is not known: it is taken to open the ports that the manifest names, and to write any file. */
  becomeOpaque(): void;
  /** Told of what else was looked at: ports and the clock. */
  saw(key: string): void;
  /** Told when a port opens. */
  opened(listener: Listener): void;
}

export type Listening = Pick<Listener, 'port' | 'kind' | 'status'> & {
  /** Seconds until it accepts connections. */
  readonly startup?: number;
  /** Ages in seconds at which its answers change. */
  readonly changesAt?: readonly number[];
};

export function listen(
  container: ContainerWorld,
  { port, kind, status, startup = 0, changesAt = [] }: Listening,
): Listener {
  const { world } = container;
  const listener: Listener = {
    owner: container.name,
    port,
    kind,
    status,
    opensAt: world.now + startup,
    closesAt: Infinity,
    changesAt,
  };
  world.listeners.push(listener);
  noteChange(world);
  container.opened(listener);
  return listener;
}

export function stopListening(container: ContainerWorld, listener: Listener): void {
  listener.closesAt = container.world.now;
  noteChange(container.world);
  container.files.changed(`port:${listener.port}`);
}

/** Who accepts connections on a port of the Pod now. */
export function listenerOn(container: ContainerWorld, port: number): Listener | undefined {
  container.saw(`port:${port}`);
  const { now, listeners } = container.world;
  return listeners.find((each) => each.port === port && each.opensAt <= now && now < each.closesAt);
}

export function readClock(container: ContainerWorld): number {
  container.readsClock = true;
  container.saw('clock');
  return container.world.now;
}

/** How much memory the processes take, and when; the largest counts. */
export function takeMemory(container: ContainerWorld, bytes: number, seconds: number): void {
  if (bytes <= (container.memory?.bytes ?? 0)) return;
  const after = container.world.now - container.startedAt + seconds;
  container.memory = { bytes, after: Math.round(after * 1000) / 1000 };
}
