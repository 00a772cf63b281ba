import type { DeclaredPort } from '../launch.ts';
import type { FileSystem, FileTree } from './files.ts';
import type { Listener, Process, World } from './world.ts';

/** What SIGTERM does to the main process. */
export type TermReaction =
  | { readonly kind: 'ends'; readonly after: number; readonly exitCode: number }
  /** The kernel spares process 1 from a signal that it has no handler for. */
  | { readonly kind: 'ignores' }
  | { readonly kind: 'unknown' };

/** A shell as the main process, which acts upon the signals that it has traps for. */
export interface TrappingProcess {
  readonly kind: 'shell';
  /** Actions by signal name, without `SIG`. */
  readonly traps: ReadonlyMap<string, string>;
  /** Signals that came and have not been acted upon. */
  readonly pending: string[];
}

export interface ContainerWorld {
  readonly name: string;
  readonly image: string;
  /** The image is a well-known one: its servers come with their usual configuration. */
  readonly isKnown: boolean;
  readonly world: World;
  readonly files: FileSystem;
  /** Whose wording its tools have. */
  readonly family: 'busybox' | 'gnu';
  readonly environment: ReadonlyMap<string, string>;
  /** Neither the image nor a ConfigMap or Secret may set any other. */
  readonly isEnvironmentKnown: boolean;
  readonly directory: string;
  /** Somebody may type into its standard input, so that an interactive shell waits. */
  readonly isInteractive: boolean;
  /** As whom its processes run, by id or by a name of the image; 0 where nothing is known of that. */
  readonly user: number | string;
  /** What its main process was started as; empty where only the image knows. */
  readonly commandLine: string;
  /** Ports that the manifest names. */
  readonly ports: readonly DeclaredPort[];
  /** All programs that it has; undefined: there may be others, in the image or since something has been installed. */
  programs: ReadonlySet<string> | undefined;
  /** What `sh` is here. */
  readonly sh: 'ash' | 'bash' | 'dash';
  /** Programs that go by another name in this image. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Sends a signal to the main process. */
  signal(name: string): void;
  startedAt: number;
  /** What it wrote to standard output and error, the end of it. */
  log: string;
  main: TrappingProcess | { readonly kind: 'program'; readonly term: TermReaction };
  memory: { readonly bytes: number; readonly after: number } | undefined;
  /** How many CPUs processes would take, and when. */
  readonly cpu: Demand[];
  /** How what it has on disk grew and shrank. */
  readonly disk: Growth[];
  exit: { readonly after: number; readonly code: number } | undefined;
  /** Why the runtime cannot start it. */
  startError: string | undefined;
  readsClock: boolean;
  /** Its main process has been told to end. */
  isEnding: boolean;
  /** Takes down something that is taken for granted. */
  assume(text: string): void;
  /** A program runs that is not known: it is taken to open the ports that the manifest names, and to write any file. */
  becomeOpaque(): void;
  /** A program runs of which nothing is known but that it ends: it is taken to write any file of its volumes. */
  mayWriteAnything(): void;
  /** Told of what else was looked at: ports and the clock. */
  saw(key: string): void;
  /** Told when a port opens. */
  opened(listener: Listener): void;
}

/** How much CPU a process would take; seconds after the container's start. */
export interface Demand {
  readonly from: number;
  to: number;
  readonly cores: number;
  readonly process: Process | undefined;
}

/** What came to a tree of files from second to second after the container's start. */
export interface Growth {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly tree: FileTree;
}

export function readClock(container: ContainerWorld): number {
  container.readsClock = true;
  container.saw('clock');
  return container.world.now;
}
