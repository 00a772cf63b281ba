/** What the subcommands have in common. */

/** What a subcommand may touch. Paths are as given on the command line; all reading rejects with a message for people. */
export interface CommandIo {
  read(path: string): Promise<Uint8Array>;
  readStdin(): Promise<Uint8Array>;
  /** Paths of what a folder holds; undefined when the path is no folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  out(text: string): void;
  err(text: string): void;
}

/**
 * Runs with the arguments behind its name.
 * @returns the exit code: 0 fine, 1 problems of severity error, 2 bad usage or unreadable input
 */
export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;
