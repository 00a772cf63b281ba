/** What the shell does itself. */
import type { Call } from '../programs/program.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import { noteChange, type Process, signalProcess, type Wait } from '../world/world.ts';
import { readInto } from './read.ts';
import { runText } from './script.ts';
import { FOLLOWED, LAST, type Outcome, type Shell, setVariable } from './shell.ts';
import { isIgnoredByDefault, signalNamed, statusOfSignal } from './signals.ts';

type Builtin = (call: Call) => Outcome | Generator<Wait, Outcome, void>;

/** A builtin that leaves a status, and nothing else to do for the shell. */
const simple =
  (run: (call: Call) => number): Builtin =>
  (call) => ({ status: run(call) });

function exitStatus({ shell, args, io, name }: Call): number {
  const [given] = args;
  if (given === undefined) return shell.status;
  if (shell.dialect !== 'bash' && !/^[0-9]+$/.test(given)) {
    io.error(`${shell.name}: ${name}: Illegal number: ${given}\n`);
    return 2;
  }
  return /^-?[0-9]+$/.test(given) ? Number(given) & 255 : 2;
}

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  exit: (call) => ({ status: exitStatus(call), jump: 'exit' }),
  return: (call) => ({ status: exitStatus(call), jump: 'return' }),
  break: ({ args }) => ({ status: 0, jump: 'break', levels: Number(args[0] ?? 1) || 1 }),
  continue: ({ args }) => ({ status: 0, jump: 'continue', levels: Number(args[0] ?? 1) || 1 }),
  *exec({ shell, args, io }) {
    const argv = args[0] === '-a' ? args.slice(2) : args.slice(args[0] === '--' || args[0] === '-c' ? 1 : 0);
    if (argv.length === 0) return { status: 0 };
    shell.traps.clear();
    if (shell.isMain) return { status: yield* shell.become(shell, argv, io), jump: 'exit' };
    const { status } = yield* shell.run(shell, argv, io, LAST);
    return { status, jump: 'exit' };
  },
  eval: (call) => runText(call.shell, call.args.join(' '), call.io, call),
  '.': readScript,
  source: readScript,
  wait: waitForJobs,
  // Of jobs in the background, the last one or that of the number comes to the foreground.
  *fg({ shell, args }) {
    const [job = shell.jobs.at(-1)] = args.length > 0 ? jobsNamed(shell, args) : [];
    if (job === undefined) return { status: 1 };
    if (job.status === undefined) yield { processes: [job], isInterruptible: false };
    return { status: job.status ?? 0 };
  },
  ':': simple(() => 0),
  bg: simple(() => 0),
  disown: simple(() => 0),
  jobs: simple(({ shell, args, io }) => {
    if (args.includes('-p')) for (const { id, status } of shell.jobs) if (status === undefined) io.out(`${id}\n`);
    return 0;
  }),
  trap: simple(({ shell, args }) => {
    const [action = '', ...signals] = args[0] === '--' ? args.slice(1) : args;
    // A single operand, or a number in place of an action, gives the signals their default back.
    const isReset = action === '-' || signals.length === 0 || /^[0-9]+$/.test(action);
    for (const signal of signals.length === 0 ? [action] : signals) {
      const name = signal === '0' ? 'EXIT' : signalNamed(signal);
      if (isReset) shell.traps.delete(name);
      else shell.traps.set(name, action);
    }
    return 0;
  }),
  set: ({ shell, args, io }) => {
    for (const [index, arg] of args.entries()) {
      if (arg === '--') {
        shell.positional = args.slice(index + 1);
        break;
      }
      if (/^-[a-z]*e/.test(arg) || (arg === 'errexit' && args[index - 1] === '-o')) shell.exitsOnError = true;
      if (/^\+[a-z]*e/.test(arg)) shell.exitsOnError = false;
      if (/^-[a-z]*u/.test(arg) || (arg === 'nounset' && args[index - 1] === '-o')) shell.failsUnset = true;
      if (/^\+[a-z]*u/.test(arg)) shell.failsUnset = false;
      if (/^-[a-z]*a/.test(arg) || (arg === 'allexport' && args[index - 1] === '-o')) shell.exportsAll = true;
      if (/^\+[a-z]*a/.test(arg)) shell.exportsAll = false;
      if (arg === 'pipefail' && shell.dialect === 'dash') {
        io.error(`${shell.name}: set: Illegal option -o pipefail\n`);
        return { status: 2, jump: 'exit' };
      }
      if (arg === 'pipefail') shell.failsInPipes = args[index - 1]?.startsWith('-') === true;
      if (!/^[-+]/.test(arg) && !/^[-+][a-z]*o$/.test(args[index - 1] ?? '')) {
        shell.positional = args.slice(index);
        break;
      }
    }
    return { status: 0 };
  },
  shift: simple(({ shell, args }) => {
    shell.positional = shell.positional.slice(Number(args[0] ?? 1));
    return 0;
  }),
  cd: simple(({ shell, args, io }) => {
    const [to = shell.variables.get('HOME') ?? '/root'] = args.filter((arg) => !/^-[LPe]$/.test(arg));
    const path = resolvePath(to === '-' ? (shell.variables.get('OLDPWD') ?? '.') : to, shell.directory);
    if (lookUp(shell.files, path)) {
      shell.variables.set('OLDPWD', shell.directory);
      shell.directory = path;
      return 0;
    }
    io.error(`${shell.name}: cd: can't cd to ${to}: No such file or directory\n`);
    return shell.dialect === 'bash' ? 1 : 2;
  }),
  read: simple(readInto),
  unset: simple(({ shell, args }) => {
    for (const name of args) {
      shell.variables.delete(name);
      shell.arrays.delete(name);
      shell.exported.delete(name);
      if (args[0] === '-f') shell.functions.delete(name);
    }
    return 0;
  }),
  export: simple(exportVariables),
  readonly: simple(declare),
  local: simple(declareLocal),
  let: (call) => runText(call.shell, `((${call.args.join(',')}))`, call.io, FOLLOWED),
  command: (call) => {
    const { shell, args, io } = call;
    const [option = ''] = args;
    if (/^-[vV]$/.test(option)) return { status: findAll({ shell, io, args: args.slice(1) }) };
    return shell.run(shell, option === '-p' || option === '--' ? args.slice(1) : args, io, call);
  },
  type: simple(({ shell, args, io }) => findAll({ shell, io, args: args.filter((arg) => !/^-[a-zA-Z]$/.test(arg)) })),
  hash: simple(() => 0),
  kill,
  umask: simple(() => 0),
  ulimit: simple(() => 0),
};

/** What only bash does itself, and ash a little of. */
export const BASH_BUILTINS: Readonly<Record<string, Builtin>> = {
  declare: simple(declareLocal),
  typeset: simple(declareLocal),
  mapfile: simple(readArray),
  readarray: simple(readArray),
  shopt: simple(() => 0),
};

/** The builtin of that name in this shell; undefined: it has none. */
export function builtinOf({ dialect }: Shell, name: string): Builtin | undefined {
  const isMissing = dialect === 'dash' && /^(source|let|disown)$/.test(name);
  const table = dialect === 'bash' && Object.hasOwn(BASH_BUILTINS, name) ? BASH_BUILTINS : BUILTINS;
  return Object.hasOwn(table, name) && !isMissing ? table[name] : undefined;
}

/** `wait`, `wait %1 $!`, and `wait -n`, which is for whichever ends first. */
function* waitForJobs({ shell, args, io }: Call): Generator<Wait, Outcome, void> {
  const isForOne = args[0] === '-n';
  if (isForOne && shell.dialect === 'dash') {
    io.error(`${shell.name}: wait: Illegal option -n\n`);
    return { status: 2 };
  }
  const operands = args.filter((arg) => !/^-[nfp]$/.test(arg));
  const wanted = operands.length > 0 ? jobsNamed(shell, operands) : [...shell.jobs];
  const isRunning = ({ status }: Process): boolean => status === undefined;
  const before = wanted.filter(isRunning);
  if (isForOne && before.length === 0) return { status: 127 };
  if (before.length > 0) yield { processes: before, isInterruptible: true, isOneEnough: isForOne };
  // A signal that is trapped ends the waiting.
  const [signal] = shell.pending;
  if (signal !== undefined) return { status: statusOfSignal(signal) };
  if (isForOne) return { status: before.find((job) => !isRunning(job))?.status ?? 0 };
  return { status: operands.length > 0 ? (wanted.at(-1)?.status ?? 127) : 0 };
}

/** By process id, or by `%1`, `%%` and the like. */
function jobsNamed({ jobs }: Shell, names: readonly string[]): Process[] {
  return names.flatMap((name) => {
    if (/^%[%+]?$/.test(name)) return jobs.at(-1) ?? [];
    const job = name.startsWith('%') ? jobs[Number(name.slice(1)) - 1] : jobs.find(({ id }) => `${id}` === name);
    return job ?? [];
  });
}

/** Tells where commands are; 127 or 1 when one of them is nowhere. */
function findAll({ shell, args, io }: Pick<Call, 'shell' | 'args' | 'io'>): number {
  let status = 0;
  for (const name of args) {
    const isOwn = shell.functions.has(name) || builtinOf(shell, name) !== undefined;
    const found = isOwn ? name : shell.find(shell.container, name);
    if (found === undefined) status = shell.dialect === 'bash' ? 1 : 127;
    else io.out(`${found}\n`);
  }
  return status;
}

/** `. FILE`: a script that the Pod's own commands wrote; others are not known. */
function readScript({ shell, args, io }: Call): Outcome | Generator<Wait, Outcome, void> {
  const [path = ''] = args;
  const file = lookUp(shell.files, resolvePath(path, shell.directory));
  if (file) return file.content ? runText(shell, file.content, io, FOLLOWED) : { status: 0 };
  io.error(`${shell.name}: .: can't open '${path}': No such file or directory\n`);
  return shell.dialect === 'bash' ? { status: 1 } : { status: 2, jump: 'exit' };
}

/** In a function it gets its value back at the end. */
function declareLocal(call: Call): number {
  const { outside, variables } = call.shell;
  for (const arg of call.args) {
    const [name = ''] = arg.split('=');
    if (outside && !name.startsWith('-') && !outside.has(name)) outside.set(name, variables.get(name));
  }
  return call.args.some((arg) => /^-[a-zA-Z]*x/.test(arg)) ? exportVariables(call) : declare(call);
}

function exportVariables(call: Call): number {
  for (const arg of call.args) {
    const [name = ''] = arg.split('=');
    if (call.args[0] === '-n') call.shell.exported.delete(name);
    else if (!name.startsWith('-')) call.shell.exported.add(name);
  }
  return declare(call);
}

function declare({ shell, args }: Call): number {
  for (const arg of args) {
    const [name = '', ...rest] = arg.split('=');
    if (arg.includes('=') && !name.startsWith('-')) setVariable(shell, name, rest.join('='));
  }
  return 0;
}

/** `mapfile -t NAME`: the lines of standard input. */
function readArray({ shell, args, io }: Call): number {
  const name = args.findLast((arg) => !arg.startsWith('-')) ?? 'MAPFILE';
  const lines = io.input === '' ? [] : io.input.replace(/\n$/, '').split('\n');
  shell.arrays.set(name, new Map(lines.map((line, at) => [`${at}`, line])));
  return 0;
}

/** `kill -s TERM PID`, `kill -9 %1`, and signal 0, which only asks. */
function kill({ shell, args }: Call): Outcome {
  const [first = '', second = ''] = args;
  const given = first === '-s' ? second : /^-[A-Za-z0-9]+$/.test(first) ? first.slice(1) : undefined;
  const signal = signalNamed(given ?? 'TERM');
  const targets = args.slice(first === '-s' ? 2 : given === undefined ? 0 : 1).filter((arg) => arg !== '--');
  let status = 0;
  for (const target of targets) {
    const [job] = jobsNamed(shell, [target]);
    if (target === '1') {
      if (given !== '0') shell.container.signal(signal);
    } else if (target === `${shell.pid}`) {
      if (given === '0') continue;
      if (shell.traps.get(signal)) shell.pending.push(signal);
      else if (!shell.traps.has(signal) && !isIgnoredByDefault(signal))
        return { status: statusOfSignal(signal), jump: 'exit' };
    } else if (!reach(shell, job?.id ?? Number(target), given === '0' ? undefined : signal)) status = 1;
  }
  return { status };
}

/** What a signal does to a process of this container; false: there is none. */
function reach({ world, container }: Shell, id: number, signal: string | undefined): boolean {
  const process = world.processes.find((other) => other.id === id && other.owner === container.name);
  if (!process || process.status !== undefined) return false;
  if (signal === undefined || isIgnoredByDefault(signal)) return true;
  signalProcess(world, process, signal, statusOfSignal(signal));
  noteChange(world);
  return true;
}
