/** Programs that start another. */

import type { Shell } from '../shell/shell.ts';
import type { Routine } from '../world/world.ts';
import { spawn } from '../world/world.ts';
import { parseDuration } from './durations.ts';
import { type Call, each, type Program, type Programs, type Run, sleepFor } from './program.ts';

function* statusOf(running: ReturnType<Call['shell']['run']>): Routine {
  return (yield* running).status;
}

/** A program that starts another: `nohup CMD`, `env A=b CMD`. */
function wrapper(skip: (args: readonly string[], shell: Shell) => number): Run {
  return function* (call) {
    const argv = call.args.slice(skip(call.args, call.shell));
    return argv.length > 0 ? (yield* call.shell.run(call.shell, argv, call.io, call.isLast)).status : 0;
  };
}

const firstOperand = (args: readonly string[]): number => {
  const index = args.findIndex((arg) => !arg.startsWith('-'));
  return index < 0 ? args.length : index;
};

/** These pass signals on to what they started. */
const passingOn = (run: Run): Program => ({ run, term: () => ({ kind: 'ends', exitCode: 143, after: 0.05 }) });

export const WRAPPERS: Programs = {
  *xargs(call) {
    const { args, io, shell } = call;
    const words = io.input.split(/\s+/).filter((word) => word !== '');
    const argv = [...args.slice(firstOperand(args)), ...words];
    return argv.length > 0 ? (yield* shell.run(shell, argv, { ...io, input: '' }, false)).status : 0;
  },
  env: wrapper((args, shell) => {
    let index = 0;
    for (; /^(-i|-|[A-Za-z_][A-Za-z0-9_]*=.*)$/.test(args[index] ?? ''); index++) {
      const [name = '', ...rest] = (args[index] ?? '').split('=');
      if (rest.length > 0) shell.variables.set(name, rest.join('='));
    }
    return index;
  }),
  ...each('nohup setsid stdbuf time', wrapper(firstOperand)),
  nice: wrapper((args) => firstOperand(args) + (args[0] === '-n' ? 1 : 0)),
  ionice: wrapper((args) => args.findIndex((arg) => !/^-|^\d+$/.test(arg))),
  sudo: wrapper((args) => firstOperand(args) + (args[0] === '-u' ? 1 : 0)),
  ...each(
    'gosu su-exec',
    wrapper(() => 1),
  ),
  flock: wrapper((args) => firstOperand(args) + 1),
  ...each('dumb-init tini', passingOn(wrapper(firstOperand))),
  'docker-entrypoint.sh': wrapper(() => 0),
  *timeout({ shell, args, io }) {
    const rest = [...args];
    while (rest[0]?.startsWith('-')) if (/^-[sk]$/.test(rest.shift() ?? '')) rest.shift();
    const limit = parseDuration(rest.shift() ?? '') ?? Infinity;
    const child = spawn(shell.world, shell.container.name, statusOf(shell.run(shell, rest, io, true)));
    const clock = spawn(shell.world, shell.container.name, sleepFor(limit), () => {
      child.status ??= shell.container.family === 'busybox' ? 143 : 124;
    });
    yield { processes: [child], isInterruptible: false };
    clock.status ??= 0;
    return child.status ?? 0;
  },
};
