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
  readonly functions: Map<string, CommandNode | CompoundList>;
  /** Actions by signal name, without `SIG`. */
  readonly traps: Map<string, string>;
  readonly jobs: Process[];
  /** Signals that came and have not been acted upon. */
  readonly pending: string[];
  positional: readonly string[];
  readonly name: string;
  directory: string;
  status: number;
  exitsOnError: boolean;
  /** `set -u`: a variable that is not set ends the script. */
  failsUnset: boolean;
  /** Why a word cannot be expanded, which ends the script. */
  expansionError: string | undefined;
  /** Inside a function: what its local variables were outside. */
  outside: Map<string, string | undefined> | undefined;
  /** `set -o pipefail`. */
  failsInPipes: boolean;
  /** Whether it is bash, which knows more than POSIX. */
  readonly isBash: boolean;
  /** Whether it is the container's main process. */
  isMain: boolean;
  /** Whether it has but one command, and so becomes that program instead of waiting for it. */
  readonly becomesProgram: boolean;
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
}

/** Standard input, and where output goes. */
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

/** Where a command stands. */
export interface Place {
  /** Nothing of the script comes after it. */
  readonly isLast: boolean;
  /** Its failure is asked for, so that `set -e` does not apply. */
  readonly isCondition: boolean;
}

/** Runs the commands of a list, one after the other. */
export type ListRunner = (shell: Shell, statements: readonly Statement[], io: Io, place: Place) => Running;

/** Runs a builtin or a program. */
export type Runner = (shell: Shell, argv: readonly string[], io: Io, isLast: boolean) => Generator<Wait, Outcome, void>;

/** A command that is being run. */
export type Running = Generator<Wait, Outcome, void>;

/** A copy for a subshell or a background job: what it sets is not seen outside. */
export function subshell(shell: Shell): Shell {
  return {
    ...shell,
    variables: new Map(shell.variables),
    functions: new Map(shell.functions),
    traps: new Map(),
    expansionError: undefined,
    jobs: [],
    pending: [],
    isMain: false,
  };
}
