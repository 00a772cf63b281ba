/** The command line: `podwright check`, `timeline`, `quantity` and `explain`. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { checkCommand } from './cli/check.ts';
import type { Command, CommandIo } from './cli/command.ts';
import { explainCommand } from './cli/explain.ts';
import { quantityCommand } from './cli/quantity.ts';
import { timelineCommand } from './cli/timeline.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  check: checkCommand,
  timeline: timelineCommand,
  quantity: quantityCommand,
  explain: explainCommand(() => readFile(join(__dirname, 'docs.json'), 'utf8')),
};

const USAGE = `usage: podwright COMMAND …
  check      what the API server would say of manifests
  timeline   what the kubelet would do with a Pod, second by second
  quantity   what a quantity comes to
  explain    what fields the API has, by Kubernetes version
"podwright COMMAND --help" tells more.
`;

const io: CommandIo = {
  read: (path) => readFile(path).catch(explain),
  readStdin: () => buffer(process.stdin),
  async list(path) {
    const stats = await stat(path).catch(explain);
    return stats.isDirectory() ? (await readdir(path)).map((name) => join(path, name)) : undefined;
  },
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'may not be read',
  EISDIR: 'is a folder',
};

/** A system error in words: its own message is for programmers. */
function explain(error: NodeJS.ErrnoException): never {
  throw new Error(REASONS[error.code ?? ''] ?? error.message);
}

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, io);
  const asked = name === '--help' || name === 'help';
  (asked ? io.out : io.err)(USAGE);
  return asked ? 0 : 2;
}

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    io.err(`podwright: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
