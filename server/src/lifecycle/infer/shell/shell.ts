/** A POSIX shell over virtual time: what it knows, and what passes between its commands. */
import type { CommandNode, CompoundList, Statement } from 'unbash';
import type { ContainerWorld } from '../world/container.ts';
import type { FileSystem } from '../world/files.ts';
import type { Process, Routine, Wait, World } from '../world/world.ts';

export interface Shell {
  readonly world: World;
  readonly container: ContainerWorld;
  readonly files: FileSystem;
  readonly variables: Map<string, string>;
  /** Variables that programs are given. */
  readonly exported: Set<string>;
  /** Bash's arrays, values by index or by key. */
  readonly arrays: Map<string, Map<string, string>>;
  readonly functions: Map<string, CommandNode | CompoundList>;
  /** Actions by signal name, without `SIG`. */
  readonly traps: Map<string, string>;
  readonly jobs: Process[];
  /** Signals that came and have not been acted upon. */
  readonly pending: string[];
  /** What `$$` is: 1 for the container's main process. */
  readonly pid: number;
  positional: readonly string[];
  readonly name: string;
  directory: string;
  status: number;
  exitsOnError: boolean;
  /** `set -u`: a variable that is not set ends the script. */
  failsUnset: boolean;
  /** `set -a`: what is set is exported. */
  exportsAll: boolean;
  /** Why a word cannot be expanded, and with which status that ends the script. */
  expansionError: { readonly message: string; readonly status: number } | undefined;
  /** Inside a function: what its local variables were outside. */
  outside: Map<string, string | undefined> | undefined;
  /** `set -o pipefail`. */
  failsInPipes: boolean;
  readonly dialect: Dialect;
  /** Whether it is the container's main process. */
  isMain: boolean;
  /** Whether programs that are not known are taken to end at once, wherever they stand: in probes and init containers. */
  readonly isBrief: boolean;
  /** How many lists of commands are being run, one within the other. */
  depth: number;
  /** Runs a builtin or a program. */
  readonly run: Runner;
  /** Runs a program in place of the container's main process. */
  readonly become: (shell: Shell, argv: readonly string[], io: Io) => Routine;
  /** Runs a list of commands: of a script, a loop, or `$( … )`, which may stand inside of what runs it. */
  readonly runList: ListRunner;
  /** The path of a program by its name; undefined: the container has none of that name. */
  readonly find: (container: ContainerWorld, name: string) => string | undefined;
}

/** Bash, busybox' ash with its few extensions, or Debian's dash, which knows POSIX alone. */
export type Dialect = 'bash' | 'ash' | 'dash';

/** Deepest nesting of functions, groups and subshells that is followed. */
export const DEEPEST = 100;

/** Standard input, and where output goes. `exec` with redirections changes it for the rest of a shell. */
export interface Io {
  readonly input: string;
  /** How much of the input `read` has taken. */
  readonly taken?: { characters: number };
  /** Bytes of no interest that come from standard input besides. */
  readonly piped?: number;
  /** Counts such bytes where standard output goes to another program. */
  readonly pipe?: { bytes: number } | undefined;
  /** The file that standard output goes to. */
  readonly target?: string | undefined;
  /** File descriptors from 3 on that something has been opened for. */
  readonly others?: ReadonlyMap<number, (text: string) => void>;
  out(text: string): void;
  error(text: string): void;
}

/** What a command left behind: its status, and whether the shell jumps. */
export interface Outcome {
  readonly status: number;
  readonly jump?: 'exit' | 'return' | 'break' | 'continue';
  /** Loops still to leave. */
  readonly levels?: number;
}

/** What comes after a command. */
export interface Standing {
  /** Nothing of the script comes after it. */
  readonly isLast: boolean;
  /** The shell, which has nothing else to do, becomes the program instead of waiting for its end. */
  readonly becomes: boolean;
}

/** Where a command stands. */
export interface Place extends Standing {
  /** Its failure is asked for, so that `set -e` does not apply. */
  readonly isCondition: boolean;
}

/** Runs the commands of a list, one after the other. */
export type ListRunner = (shell: Shell, statements: readonly Statement[], io: Io, place: Place) => Running;

/** Something of the script comes after it, or nothing does. */
export const FOLLOWED = { isLast: false, becomes: false, isCondition: false } as const;
export const LAST = { isLast: true, becomes: false, isCondition: false } as const;

/** Runs a builtin or a program. */
export type Runner = (shell: Shell, argv: readonly string[], io: Io, standing: Standing) => Running;

/** A command that is being run. */
export type Running = Generator<Wait, Outcome, void>;

/** A copy for a subshell or a background job: what it sets is not seen outside. */
export function subshell(shell: Shell): Shell {
  return {
    ...shell,
    variables: new Map(shell.variables),
    exported: new Set(shell.exported),
    arrays: new Map([...shell.arrays].map(([name, values]) => [name, new Map(values)])),
    functions: new Map(shell.functions),
    traps: new Map(),
    expansionError: undefined,
    jobs: [],
    pending: [],
    isMain: false,
  };
}

/** The variables that a program gets. */
export function environmentOf({ variables, exported }: Shell): Map<string, string> {
  return new Map([...variables].filter(([name]) => exported.has(name)));
}

/** Sets a variable. */
export function setVariable(shell: Shell, name: string, value: string): void {
  shell.variables.set(name, value);
  if (shell.exportsAll) shell.exported.add(name);
}

/** Ends the script for a word that cannot be expanded; bash ends with a status of its own. */
export function failExpansion(shell: Shell, message: string, statusOfBash = shell.exitsOnError ? 1 : 127): void {
  shell.expansionError ??= { message, status: shell.dialect === 'bash' ? statusOfBash : 2 };
}
