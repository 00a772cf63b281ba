/** What the shell does itself. */

import type { Call } from '../programs/program.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import type { Wait } from '../world/world.ts';
import { endProcess, noteChange } from '../world/world.ts';
import { runText } from './script.ts';
import type { Outcome, Shell } from './shell.ts';
import { splitFields } from './words.ts';

type Builtin = (call: Call) => Outcome | Generator<Wait, Outcome, void>;

/** A builtin that leaves a status, and nothing else to do for the shell. */
const simple =
  (run: (call: Call) => number): Builtin =>
  (call) => ({ status: run(call) });

const statusOr = (shell: Shell, given: string | undefined): number =>
  given === undefined ? shell.status : Number(given) & 255;

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  exit: ({ shell, args }) => ({ status: statusOr(shell, args[0]), jump: 'exit' }),
  return: ({ shell, args }) => ({ status: statusOr(shell, args[0]), jump: 'return' }),
  break: ({ args }) => ({ status: 0, jump: 'break', levels: Number(args[0] ?? 1) || 1 }),
  continue: ({ args }) => ({ status: 0, jump: 'continue', levels: Number(args[0] ?? 1) || 1 }),
  *exec({ shell, args, io }) {
    if (args.length === 0) return { status: 0 };
    shell.traps.clear();
    if (shell.isMain) return { status: yield* shell.become(shell, args, io), jump: 'exit' };
    const { status } = yield* shell.run(shell, args, io, true);
    return { status, jump: 'exit' };
  },
  eval: ({ shell, args, io, isLast }) => runText(shell, args.join(' '), io, isLast),
  '.': readScript,
  source: readScript,
  *wait({ shell, args }) {
    const wanted = args.length > 0 ? shell.jobs.filter(({ id }) => args.includes(`${id}`)) : shell.jobs;
    const running = wanted.filter(({ status }) => status === undefined);
    if (running.length > 0) yield { processes: running, isInterruptible: true };
    // A signal that is trapped ends the waiting.
    if (shell.pending.length > 0) return { status: 143 };
    return { status: args.length > 0 ? (wanted.at(-1)?.status ?? 127) : 0 };
  },
  trap: simple(({ shell, args }) => {
    const [action = '', ...signals] = args[0]?.startsWith('-') && args[0].length > 1 ? args.slice(1) : args;
    for (const signal of signals) {
      const name =
        { '0': 'EXIT', '15': 'TERM', '2': 'INT', '1': 'HUP', '3': 'QUIT' }[signal] ??
        signal.replace(/^SIG/, '').toUpperCase();
      if (action === '-') shell.traps.delete(name);
      else shell.traps.set(name, action);
    }
    return 0;
  }),
  set: simple(({ shell, args }) => {
    for (const [index, arg] of args.entries()) {
      if (arg === '--') {
        shell.positional = args.slice(index + 1);
        break;
      }
      if (/^-[a-z]*e/.test(arg) || (arg === 'errexit' && args[index - 1] === '-o')) shell.exitsOnError = true;
      if (/^\+[a-z]*e/.test(arg)) shell.exitsOnError = false;
      if (/^-[a-z]*u/.test(arg) || (arg === 'nounset' && args[index - 1] === '-o')) shell.failsUnset = true;
      if (/^\+[a-z]*u/.test(arg)) shell.failsUnset = false;
      if (arg === 'pipefail') shell.failsInPipes = args[index - 1]?.startsWith('-') === true;
      if (!/^[-+]/.test(arg) && !/^[-+][a-z]*o$/.test(args[index - 1] ?? '')) {
        shell.positional = args.slice(index);
        break;
      }
    }
    return 0;
  }),
  shift: simple(({ shell, args }) => {
    shell.positional = shell.positional.slice(Number(args[0] ?? 1));
    return 0;
  }),
  cd: simple(({ shell, args, io }) => {
    const path = resolvePath(args[0] ?? shell.variables.get('HOME') ?? '/root', shell.directory);
    if (lookUp(shell.files, path)) shell.directory = path;
    else {
      io.error(`${shell.name}: cd: can't cd to ${args[0]}: No such file or directory\n`);
      return 2;
    }
    return 0;
  }),
  read: simple(({ shell, args, io }) => {
    const names = args.filter((arg) => !arg.startsWith('-'));
    const taken = io.taken ?? { characters: 0 };
    const rest = io.input.slice(taken.characters);
    const [line = ''] = rest.split('\n');
    taken.characters += line.length + 1;
    const words = splitFields(shell, shell.variables.get('IFS') === '' ? line : line.trim());
    const joint = shell.variables.get('IFS')?.[0] ?? ' ';
    for (const [index, name] of names.entries())
      shell.variables.set(name, index === names.length - 1 ? words.slice(index).join(joint) : (words[index] ?? ''));
    return rest === '' ? 1 : 0;
  }),
  unset: simple(({ shell, args }) => {
    for (const name of args) shell.variables.delete(name);
    return 0;
  }),
  export: simple(declare),
  readonly: simple(declare),
  local: simple(declareLocal),
  declare: simple(declareLocal),
  typeset: simple(declareLocal),
  let: ({ shell, args, io, isLast }) => runText(shell, `((${args.join(',')}))`, io, isLast),
  command: ({ shell, args, io, isLast }) => {
    if (args[0] !== '-v' && args[0] !== '-V') return shell.run(shell, args, io, isLast);
    io.out(`${args[1] ?? ''}\n`);
    return { status: 0 };
  },
  kill: simple(({ shell, args }) => {
    const signal = args.find((arg) => arg.startsWith('-'))?.replace(/^-(s$|SIG)?/, '') ?? 'TERM';
    if (signal === '0') return 0;
    let status = 0;
    for (const id of args.filter((arg) => /^[0-9]+$/.test(arg))) {
      if (id === '1') shell.container.signal('TERM');
      else if (!signalJob(shell, Number(id), signal === '9' || signal === 'KILL' ? 137 : 143)) status = 1;
    }
    return status;
  }),
  umask: simple(() => 0),
  ulimit: simple(() => 0),
};

/** `. FILE`: a script that the Pod's own commands wrote; others are not known. */
function readScript({ shell, args, io }: Call): Outcome | Generator<Wait, Outcome, void> {
  const file = lookUp(shell.files, resolvePath(args[0] ?? '', shell.directory));
  return file?.content ? runText(shell, file.content, io, false) : { status: file ? 0 : 1 };
}

/** In a function it gets its value back at the end. */
function declareLocal(call: Call): number {
  const { outside, variables } = call.shell;
  for (const arg of call.args) {
    const [name = ''] = arg.split('=');
    if (outside && !name.startsWith('-') && !outside.has(name)) outside.set(name, variables.get(name));
  }
  return declare(call);
}

function declare({ shell, args }: Call): number {
  for (const arg of args) {
    const [name = '', ...rest] = arg.split('=');
    if (arg.includes('=')) shell.variables.set(name, rest.join('='));
  }
  return 0;
}

/** What `kill` does to a job of this shell. */
function signalJob(shell: Shell, id: number, status: number): boolean {
  const process = shell.world.processes.find((other) => other.id === id && other.owner === shell.container.name);
  if (!process || process.status !== undefined) return false;
  endProcess(shell.world, process, status);
  noteChange(shell.world);
  return true;
}
