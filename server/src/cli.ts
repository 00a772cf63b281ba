/** The command line: `podwright check`, `timeline`, `quantity` and `explain`. In a thread of its own, a helper of `check`. */
import { isMainThread } from 'node:worker_threads';
import { checkCommand } from './cli/check.ts';
import type { Command, CommandIo } from './cli/command.ts';
import { explainCommand } from './cli/explain.ts';
import { machine } from './cli/machine.ts';
import { quantityCommand } from './cli/quantity.ts';
import { serveTasks } from './cli/threads.ts';
import { timelineCommand } from './cli/timeline.ts';
import { nearest } from './rules/nearest.ts';

const io: CommandIo = machine(__dirname, __filename);

const COMMANDS: Readonly<Record<string, Command>> = {
  check: checkCommand,
  timeline: timelineCommand,
  quantity: quantityCommand,
  explain: explainCommand(async () => (await io.readPackage('dist/docs.json')) ?? ''),
};

const USAGE = `usage: podwright COMMAND …

  check      what the API server would say of manifests
  timeline   what the kubelet would do with a Pod, second by second
  quantity   what a quantity comes to
  explain    what fields the API has, by Kubernetes version

"podwright COMMAND --help" tells more; "podwright --version" tells which this is.
`;

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command(args, io);
  if (name === '--version' || name === '-V') {
    io.out(`podwright ${JSON.parse((await io.readPackage('package.json')) ?? '{}').version ?? 'unknown'}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = args[0] !== undefined && Object.hasOwn(COMMANDS, args[0]) ? COMMANDS[args[0]] : undefined;
    if (about) return about(['--help'], io);
    io.out(USAGE);
    return 0;
  }
  if (name !== undefined) {
    const meant = nearest(name, Object.keys(COMMANDS));
    io.err(`podwright: there is no command ${name}${meant ? `; did you mean ${meant}?` : ''}\n`);
  }
  io.err(USAGE);
  return 2;
}

if (isMainThread) {
  // A reader that has seen enough, such as `head`, closes the pipe.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      io.err(`podwright: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 2;
    },
  );
} else serveTasks(io);
