/** Programs that start another. */

import { environmentOf, FOLLOWED, LAST, type Shell } from '../shell/shell.ts';
import { signalNamed, statusOfSignal } from '../shell/signals.ts';
import type { Routine } from '../world/world.ts';
import { signalProcess, spawn } from '../world/world.ts';
import { parseDuration } from './durations.ts';
import { type Call, each, type Program, type Programs, type Run, sleepFor } from './program.ts';

function* statusOf(running: ReturnType<Call['shell']['run']>): Routine {
  return (yield* running).status;
}

/** A program that starts another: `nohup CMD`, `env A=b CMD`. */
function wrapper(skip: (args: readonly string[], shell: Shell) => number): Run {
  return function* (call) {
    const argv = call.args.slice(skip(call.args, call.shell));
    return argv.length > 0 ? (yield* call.shell.run(call.shell, argv, call.io, call)).status : 0;
  };
}

const firstOperand = (args: readonly string[]): number => {
  const index = args.findIndex((arg) => !arg.startsWith('-'));
  return index < 0 ? args.length : index;
};

/** These pass signals on to what they started. */
const passingOn = (run: Run): Program => ({ run, term: () => ({ kind: 'ends', exitCode: 143, after: 0.05 }) });

/** Variables for one program; without one, the list of them. */
function* env({ args, shell, io, isLast, becomes }: Call): Routine {
  const scope = { ...shell, variables: new Map(shell.variables), exported: new Set(shell.exported) };
  let index = 0;
  for (; index < args.length; index++) {
    const arg = args[index] ?? '';
    const [, name, value = ''] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(arg) ?? [];
    if (name !== undefined) {
      scope.variables.set(name, value);
      scope.exported.add(name);
    } else if (/^(-i|-|--ignore-environment)$/.test(arg)) scope.exported.clear();
    else if (arg === '-u') scope.exported.delete(args[++index] ?? '');
    else if (arg !== '-S' && arg !== '--') break;
  }
  if (index < args.length) return (yield* shell.run(scope, args.slice(index), io, { isLast, becomes })).status;
  for (const [name, value] of environmentOf(scope)) io.out(`${name}=${value}\n`);
  return 0;
}

/** Most programs that `xargs` starts. */
const MOST_STARTS = 1000;

/** Starts a program for the words of standard input: all at once, or so many at a time (`-n`), or line by line (`-I`). */
function* xargs({ args, io, shell }: Call): Routine {
  const valued = /^-[nIPLsdE]$/;
  const start = args.findIndex((arg, index) => !arg.startsWith('-') && !valued.test(args[index - 1] ?? ''));
  const option = (letter: string): string | undefined => {
    const at = args.slice(0, start < 0 ? args.length : start).findIndex((arg) => arg.startsWith(`-${letter}`));
    return at < 0 ? undefined : (args[at] ?? '').slice(2) || args[at + 1];
  };
  const command = start < 0 ? ['echo'] : args.slice(start);
  const mark = option('I');
  const lines = io.input.split('\n').filter((line) => line.trim() !== '');
  const words = io.input.split(/[\s\0]+/).filter((word) => word !== '');
  const count = Number(option('n') ?? words.length) || words.length || 1;
  const starts =
    mark !== undefined
      ? lines.map((line) => command.map((word) => word.replaceAll(mark, () => line.trim())))
      : words.length === 0
        ? args.some((arg) => /^-[0-9a-z]*r/.test(arg))
          ? []
          : [command]
        : Array.from({ length: Math.ceil(words.length / count) }, (_, i) => [
            ...command,
            ...words.slice(i * count, (i + 1) * count),
          ]);
  let status = 0;
  for (const argv of starts.slice(0, MOST_STARTS)) {
    const ended = yield* shell.run(shell, argv, { ...io, input: '' }, FOLLOWED);
    if (ended.status !== 0) status = ended.status === 127 || ended.status === 126 ? ended.status : 123;
  }
  return status;
}

export const WRAPPERS: Programs = {
  xargs,
  env,
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
    let signal = 'TERM';
    let killAfter = Infinity;
    while (rest[0]?.startsWith('-')) {
      const option = rest.shift() ?? '';
      const value = /^(-[sk]|--signal|--kill-after)$/.test(option)
        ? rest.shift()
        : option.replace(/^(-[sk]|--[a-z-]+=)/, '');
      if (/^(-s|--signal)/.test(option)) signal = signalNamed(value ?? '');
      if (/^(-k|--kill-after)/.test(option)) killAfter = parseDuration(value ?? '') ?? Infinity;
    }
    const limit = parseDuration(rest.shift() ?? '') ?? Infinity;
    const child = spawn(shell.world, shell.container.name, statusOf(shell.run(shell, rest, io, LAST)));
    let isOver = false;
    const send = (name: string) => () => {
      isOver ||= child.status === undefined;
      signalProcess(shell.world, child, name, statusOfSignal(name));
    };
    const clocks = [
      spawn(shell.world, shell.container.name, sleepFor(limit), send(signal)),
      spawn(shell.world, shell.container.name, sleepFor(limit + killAfter), send('KILL')),
    ];
    yield { processes: [child], isInterruptible: false };
    for (const clock of clocks) clock.status ??= 0;
    if (!isOver || shell.container.family === 'busybox' || child.status === 137) return child.status ?? 0;
    return 124;
  },
};
