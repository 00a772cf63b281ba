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

/** The text of a file, or of standard input for `-`. Rejects, with a message for people, what is no text. */
export async function readText(io: CommandIo, path: string): Promise<string> {
  const bytes = await (path === '-' ? io.readStdin() : io.read(path));
  if (bytes.includes(0)) throw new Error('is a binary file, not YAML');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('is not UTF-8 text');
  }
}
