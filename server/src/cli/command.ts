/** What the subcommands have in common. */
import type { Task, TaskResult } from './check/task.ts';
import type { COMMON_OPTIONS, Options, Synopsis, Values } from './options.ts';
import { helpOf, readOptions, UsageError } from './options.ts';

/** What a subcommand may touch. Paths are as given on the command line; what fails rejects with a message for people. */
export interface CommandIo {
  read(path: string): Promise<Uint8Array>;
  readStdin(): Promise<Uint8Array>;
  /** Replaces a file as a whole: nobody ever sees half of it. */
  write(path: string, text: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** What a folder holds; undefined when the path is no folder. */
  list(path: string): Promise<readonly FolderEntry[] | undefined>;
  /** The `file:` URI of a path. */
  uri(path: string): string;
  /** The path of a `file:` URI, short where it can be. */
  path(uri: string): string;
  /** The text behind a `file:` URI; undefined for what is not there. */
  readUri(uri: string): Promise<string | undefined>;
  /** A text file of our own package, such as `docs/rules/latest-image.md`; undefined when it has none. */
  readPackage(path: string): Promise<string | undefined>;
  /** Says so whenever one of these files has been written, replaced or removed. */
  changes(paths: readonly string[]): AsyncIterable<unknown>;
  /** Milliseconds since 1970. */
  now(): number;
  out(text: string): void;
  err(text: string): void;
  /** Characters in a line, where output or errors go to a terminal. */
  readonly columns: { readonly out?: number; readonly err?: number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Threads that check many files; absent where there is one. */
  readonly startThreads?: () => Threads;
}

export interface Threads {
  readonly count: number;
  run(task: Task): Promise<TaskResult>;
  stop(): void;
}

export interface FolderEntry {
  readonly name: string;
  /** Of links none is followed into a folder: they could lead around in circles. */
  readonly isFolder: boolean;
}

/**
 * Runs with the arguments behind its name.
 * @returns the exit code: 0 fine, 1 problems of severity error, 2 bad usage or unreadable input
 */
export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

/** A command that reads its options as its synopsis says; what is wrong with them it tells, and exits with 2. */
export function command<O extends Options>(
  synopsis: Synopsis<O>,
  run: (
    values: Values<O & typeof COMMON_OPTIONS>,
    operands: readonly string[],
    io: CommandIo,
  ) => Promise<number> | number,
): Command {
  return async (args, io) => {
    try {
      const { values, operands } = readOptions(synopsis, args);
      if (!values.help) return await run(values, operands, io);
      io.out(helpOf(synopsis));
      return 0;
    } catch (error) {
      io.err(`podwright: ${error instanceof Error ? error.message : String(error)}\n`);
      if (error instanceof UsageError) io.err(`"podwright ${synopsis.usage.split(' ')[0]} --help" tells more.\n`);
      return 2;
    }
  };
}

/** The text of a file, or of standard input for `-`. Rejects, with a message for people, what is no text. */
export async function readText(io: Pick<CommandIo, 'read' | 'readStdin'>, path: string): Promise<string> {
  return textOf(await (path === '-' ? io.readStdin() : io.read(path)));
}

/** @throws Error with a message for people, when it is no text */
export function textOf(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new Error('is a binary file, not YAML');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('is not UTF-8 text');
  }
}

/** Whether to write ANSI colors to standard output. */
export function wantsColor(choice: string | undefined, { columns, environment }: CommandIo): boolean {
  if (choice === 'always' || choice === 'never') return choice === 'always';
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return columns.out !== undefined && environment.TERM !== 'dumb';
}
