/** What the subcommands have in common: pure functions from arguments to what is printed. */

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** 0: fine; 1: problems of severity error; 2: bad usage or unreadable input. */
  readonly exitCode: 0 | 1 | 2;
}

/** What a subcommand may read. */
export interface CommandInput {
  /** The whole of standard input. */
  stdin(): string;
}
