/** The tools that containers run: what each does to files and time, and how it complains. */
import { runTestProgram } from '../shell/conditions.ts';
import { globPattern, textPattern } from '../shell/patterns.ts';
import type { Io, Shell } from '../shell/shell.ts';
import { readClock, takeMemory } from '../world/container.ts';
import {
  type FileError,
  growFile,
  listDirectory,
  lookUp,
  makeDirectory,
  remove,
  resolvePath,
  writeFile,
} from '../world/files.ts';
import { FOREVER, type Routine, spawn } from '../world/world.ts';
import { copyBulk, DISK_PROGRAMS, headBytes, isStream, pourInto } from './disk.ts';
import { parseDuration } from './durations.ts';
import { INTERPRETERS } from './interpreters.ts';
import { busy, stress, vishStress } from './stress.ts';
import { TEXT_PROGRAMS } from './text.ts';

export interface Call {
  readonly shell: Shell;
  readonly name: string;
  readonly args: readonly string[];
  readonly io: Io;
}

/** Its exit code, at once or after some time. */
export type Program = (call: Call) => number | Routine;

/** An error in the words of the image's tools. */
function complain({ shell, name, io }: Call, path: string, problem: FileError | string, verb = "can't open"): number {
  io.error(
    shell.container.family === 'busybox'
      ? `${name}: ${verb} '${path}': ${problem}\n`
      : `${name}: ${GNU_VERBS[verb] ?? ''}${/^cannot|failed/.test(GNU_VERBS[verb] ?? '') ? `'${path}'` : path}: ${problem}\n`,
  );
  return 1;
}

const GNU_VERBS: Readonly<Record<string, string>> = {
  "can't remove": 'cannot remove ',
  "can't create directory": 'cannot create directory ',
  "can't rename": 'cannot stat ',
  "can't stat": 'cannot stat ',
};

const operandsOf = (args: readonly string[]): string[] => args.filter((arg) => !arg.startsWith('-') || arg === '-');
const hasFlag = (args: readonly string[], flag: string): boolean =>
  args.some((arg) => /^-[a-zA-Z]/.test(arg) && !arg.startsWith('--') && arg.includes(flag));
const pathOf = ({ shell }: Call, operand: string): string => resolvePath(operand, shell.directory);

/** The text of files, or of standard input; undefined after a complaint. */
function readInput(call: Call, operands: readonly string[]): string | undefined {
  if (operands.length === 0) return call.io.input;
  let text = '';
  for (const operand of operands) {
    const node = operand === '-' ? undefined : lookUp(call.shell.files, pathOf(call, operand));
    if (operand !== '-' && !node) {
      complain(call, operand, 'No such file or directory');
      return undefined;
    }
    text += node ? node.content : call.io.input;
  }
  return text;
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

function* statusOf(running: ReturnType<Call['shell']['container']['run']>): Routine {
  return (yield* running).status;
}

function* sleepFor(seconds: number): Routine {
  yield { seconds };
  return 0;
}

function* runForever(): Routine {
  yield FOREVER;
  return 0;
}

/** A program that starts another: `nohup CMD`, `env A=b CMD`. */
function wrapper(skip: (args: readonly string[], shell: Shell) => number): Program {
  return function* (call) {
    const argv = call.args.slice(skip(call.args, call.shell));
    return argv.length > 0 ? (yield* call.shell.container.run(call.shell, argv, call.io, true)).status : 0;
  };
}

const firstOperand = (args: readonly string[]): number => {
  const index = args.findIndex((arg) => !arg.startsWith('-'));
  return index < 0 ? args.length : index;
};

function text(count: 'first' | 'last'): Program {
  return (call) => {
    const { args } = call;
    const given = args.find((arg) => /^-n?[0-9]+$/.test(arg))?.replace(/^-n?/, '') ?? args[args.indexOf('-n') + 1];
    const number = args.some((arg) => /^-n/.test(arg) || /^-[0-9]+$/.test(arg)) ? Number(given) : 10;
    const operands = operandsOf(args).filter((_, index) => !(index === 0 && args.includes('-n')));
    const input = readInput(call, operands);
    if (input === undefined) return 1;
    const lines = linesOf(input);
    const chosen = count === 'first' ? lines.slice(0, number) : lines.slice(-number);
    call.io.out(chosen.map((line) => `${line}\n`).join(''));
    return 0;
  };
}

export const PROGRAMS: Readonly<Record<string, Program>> = {
  ...INTERPRETERS,
  ...DISK_PROGRAMS,
  ...TEXT_PROGRAMS,
  true: () => 0,
  ':': () => 0,
  false: () => 1,
  test: ({ shell, args }) => runTestProgram(shell, args),
  '[': ({ shell, args }) => (args.at(-1) === ']' ? runTestProgram(shell, args.slice(0, -1)) : 2),
  sleep: ({ args, io, shell }) => {
    let seconds = 0;
    for (const arg of args) {
      const duration = parseDuration(arg);
      if (duration === undefined) {
        io.error(
          shell.container.family === 'busybox'
            ? `sleep: invalid number '${arg}'\n`
            : `sleep: invalid time interval '${arg}'\n`,
        );
        return 1;
      }
      seconds += duration;
    }
    return sleepFor(seconds);
  },
  watch: runForever,
  crond: ({ args }) => (args.some((arg) => /^-[a-z]*f/.test(arg)) ? runForever() : 0),
  cron: ({ args }) => (args.includes('-f') ? runForever() : 0),
  *xargs(call) {
    const { args, io, shell } = call;
    const words = io.input.split(/\s+/).filter((word) => word !== '');
    const argv = [...args.slice(firstOperand(args)), ...words];
    return argv.length > 0 ? (yield* shell.container.run(shell, argv, { ...io, input: '' }, false)).status : 0;
  },
  usleep: ({ args }) => sleepFor((Number(args[0]) || 0) / 1e6),
  touch: (call) => {
    let status = 0;
    for (const operand of operandsOf(call.args)) {
      const problem = writeFile(call.shell.files, pathOf(call, operand), '', true);
      if (!problem || problem === 'Is a directory') continue;
      status = 1;
      const isGnu = call.shell.container.family === 'gnu';
      call.io.error(isGnu ? `touch: cannot touch '${operand}': ${problem}\n` : `touch: ${operand}: ${problem}\n`);
    }
    return status;
  },
  rm: (call) => {
    let status = 0;
    const isForced = hasFlag(call.args, 'f');
    for (const operand of operandsOf(call.args)) {
      const path = pathOf(call, operand);
      const node = lookUp(call.shell.files, path);
      if (!node) {
        if (!isForced) status = complain(call, operand, 'No such file or directory', "can't remove");
      } else if (node.kind === 'directory' && !hasFlag(call.args, 'r') && !hasFlag(call.args, 'R')) {
        status = complain(call, operand, 'Is a directory', "can't remove");
      } else {
        const problem = remove(call.shell.files, path);
        if (problem) status = complain(call, operand, problem, "can't remove");
      }
    }
    return status;
  },
  rmdir: (call) => {
    for (const operand of operandsOf(call.args)) remove(call.shell.files, pathOf(call, operand));
    return 0;
  },
  mkdir: (call) => {
    let status = 0;
    for (const operand of operandsOf(call.args)) {
      const problem = makeDirectory(call.shell.files, pathOf(call, operand), hasFlag(call.args, 'p'));
      if (problem) status = complain(call, operand, problem, "can't create directory");
    }
    return status;
  },
  cat: (call) => {
    const operands = operandsOf(call.args);
    const bulk = copyBulk(call, operands);
    if (bulk) return bulk;
    if (operands.length === 0 && call.io.input === '' && call.shell.container.isInteractive) return runForever();
    let status = 0;
    for (const operand of operands.length > 0 ? operands : ['-']) {
      const node = operand === '-' ? undefined : lookUp(call.shell.files, pathOf(call, operand));
      if (operand === '-') call.io.out(call.io.input);
      else if (!node) status = complain(call, operand, 'No such file or directory');
      else if (node.kind === 'directory') {
        call.io.error(
          call.shell.container.family === 'gnu'
            ? `cat: ${operand}: Is a directory\n`
            : 'cat: read error: Is a directory\n',
        );
        status = 1;
      } else call.io.out(node.content);
    }
    return status;
  },
  echo: ({ args, io }) => {
    const words = [...args];
    let newline = '\n';
    while (/^-[neE]+$/.test(words[0] ?? '')) if (words.shift()?.includes('n')) newline = '';
    io.out(withEscapes(words.join(' ')) + newline);
    return 0;
  },
  printf: ({ args: [format = '', ...values], io }) => {
    let index = 0;
    io.out(
      withEscapes(format).replace(/%([-0-9.]*)([sdifxcbq%])/g, (_, __, kind) =>
        kind === '%' ? '%' : (values[index++] ?? ''),
      ),
    );
    return 0;
  },
  cp: (call) => move(call, false),
  mv: (call) => move(call, true),
  ln: (call) =>
    hasFlag(call.args, 's') ? move({ ...call, args: operandsOf(call.args) }, false) && 0 : move(call, false),
  ls: (call) => {
    let status = 0;
    const operands = operandsOf(call.args);
    for (const operand of operands.length > 0 ? operands : ['.']) {
      const node = lookUp(call.shell.files, pathOf(call, operand));
      if (!node) {
        call.io.error(
          call.shell.container.family === 'gnu'
            ? `ls: cannot access '${operand}': No such file or directory\n`
            : `ls: ${operand}: No such file or directory\n`,
        );
        status = call.shell.container.family === 'gnu' ? 2 : 1;
      } else if (node.kind === 'file') call.io.out(`${operand}\n`);
      else for (const name of listDirectory(call.shell.files, pathOf(call, operand))) call.io.out(`${name}\n`);
    }
    return status;
  },
  head: (call) => headBytes(call) ?? text('first')(call),
  tail: (call) => {
    const isFollowing = call.args.some((arg) => /^-[a-zA-Z0-9]*[fF]/.test(arg) || arg === '--follow');
    const operands = operandsOf(call.args).filter((arg) => !/^[0-9]+$/.test(arg));
    if (operands.includes('/dev/zero')) {
      takeMemory(call.shell.container, 2 ** 37, 30);
      return runForever();
    }
    const known = operands.filter((operand) => lookUp(call.shell.files, pathOf(call, operand)));
    if (isFollowing && (known.length > 0 || hasFlag(call.args, 'F'))) return runForever();
    return isFollowing && operands.length > 0
      ? complain(call, operands[0] ?? '', 'No such file or directory')
      : (text('last')(call) as number);
  },
  grep: (call) => {
    const flags = call.args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
    const [pattern = '', ...operands] = operandsOf(call.args);
    const input = readInput(call, operands);
    if (input === undefined) return 2;
    const matches = textPattern(pattern, flags);
    const isFound = (line: string): boolean => line === ANY_LINE || matches.test(line) !== flags.includes('v');
    const found = linesOf(input).filter(isFound);
    if (!flags.includes('q'))
      call.io.out(flags.includes('c') ? `${found.length}\n` : found.map((line) => `${line}\n`).join(''));
    return found.length > 0 ? 0 : 1;
  },
  wc: (call) => {
    const input = readInput(call, operandsOf(call.args)) ?? '';
    const words = input.split(/\s+/).filter((word) => word !== '').length;
    const lines = input.split('\n').length - 1;
    const counts = hasFlag(call.args, 'l')
      ? [lines]
      : hasFlag(call.args, 'w')
        ? [words]
        : hasFlag(call.args, 'c')
          ? [input.length]
          : [lines, words, input.length];
    call.io.out(`${counts.join(' ')}\n`);
    return 0;
  },
  *tee(call) {
    for (const operand of operandsOf(call.args))
      writeFile(call.shell.files, pathOf(call, operand), call.io.input, hasFlag(call.args, 'a'));
    call.io.out(call.io.input);
    const [file = '/dev/stdout'] = operandsOf(call.args);
    return call.io.piped ? yield* pourInto(call, pathOf(call, file), call.io.piped, true) : 0;
  },
  seq: ({ args, io }) => {
    const numbers = args.map(Number);
    const [from = 1, step = 1, to = 0] =
      numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
    const count = Math.min(Math.max(0, Math.floor((to - from) / (step || 1)) + 1), 100_000);
    io.out(Array.from({ length: count }, (_, i) => `${from + i * step}\n`).join(''));
    return 0;
  },
  expr: ({ args: [left = '', operator = '', right = ''], io }) => {
    const [a, b] = [Number(left), Number(right)];
    const value =
      {
        '+': a + b,
        '-': a - b,
        '*': a * b,
        '/': Math.trunc(a / b),
        '%': a % b,
        '<': Number(a < b),
        '>': Number(a > b),
        '=': Number(left === right),
      }[operator] ?? 0;
    io.out(`${value}\n`);
    return value === 0 ? 1 : 0;
  },
  date: ({ shell, args, io }) => {
    const now = EPOCH + Math.floor(readClock(shell.container));
    io.out(args.some((arg) => arg.startsWith('+%s')) ? `${now}\n` : `${new Date(now * 1000).toUTCString()}\n`);
    return 0;
  },
  stat: (call) => {
    const operands = operandsOf(call.args).filter((arg) => !arg.startsWith('%'));
    const node = lookUp(call.shell.files, pathOf(call, operands.at(-1) ?? ''));
    if (!node) return complain(call, operands.at(-1) ?? '', 'No such file or directory', "can't stat");
    call.io.out(
      call.args.some((arg) => arg.includes('%Y')) ? `${EPOCH + Math.floor(node.modified)}\n` : `${operands.at(-1)}\n`,
    );
    return 0;
  },
  find: (call) => {
    const [start = '.'] = operandsOf(call.args);
    const age = call.args[call.args.indexOf('-mmin') + 1] ?? '';
    const node = lookUp(call.shell.files, pathOf(call, start));
    if (!node) return complain(call, start, 'No such file or directory', 'cannot access');
    const minutes = call.args.includes('-mmin') ? (readClock(call.shell.container) - node.modified) / 60 : 0;
    const isMeant = age.startsWith('-')
      ? minutes < Number(age.slice(1))
      : age.startsWith('+')
        ? minutes > Number(age.slice(1))
        : true;
    const name = call.args.includes('-name')
      ? globPattern(call.args[call.args.indexOf('-name') + 1] ?? '*')
      : undefined;
    const found =
      node.kind === 'file'
        ? [start]
        : listDirectory(call.shell.files, pathOf(call, start))
            .filter((each) => !name || name.test(each))
            .map((each) => `${start}/${each}`);
    if (isMeant) call.io.out(found.map((path) => `${path}\n`).join(''));
    return 0;
  },
  hostname: ({ shell, io }) => print(io, shell.variables.get('HOSTNAME') ?? ''),
  pwd: ({ shell, io }) => print(io, shell.directory),
  id: ({ args, io }) => print(io, args.includes('-u') ? '0' : 'uid=0(root) gid=0(root)'),
  whoami: ({ io }) => print(io, 'root'),
  uname: ({ args, io }) => print(io, args.includes('-a') ? 'Linux' : args.includes('-m') ? 'x86_64' : 'Linux'),
  basename: ({ args: [path = '', suffix = ''], io }) =>
    print(io, (path.split('/').at(-1) ?? '').replace(new RegExp(`${suffix.replace(/[^\w]/g, '\\$&')}$`), '')),
  dirname: ({ args: [path = ''], io }) =>
    print(io, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.'),
  printenv: ({ shell, args: [name], io }) => {
    const value =
      name === undefined ? [...shell.variables].map((entry) => entry.join('=')).join('\n') : shell.variables.get(name);
    return value === undefined ? 1 : print(io, value);
  },
  env: wrapper((args, shell) => {
    let index = 0;
    for (; /^(-i|-|[A-Za-z_][A-Za-z0-9_]*=.*)$/.test(args[index] ?? ''); index++) {
      const [name = '', ...rest] = (args[index] ?? '').split('=');
      if (rest.length > 0) shell.variables.set(name, rest.join('='));
    }
    return index;
  }),
  nohup: wrapper(firstOperand),
  setsid: wrapper(firstOperand),
  stdbuf: wrapper(firstOperand),
  nice: wrapper((args) => firstOperand(args) + (args[0] === '-n' ? 1 : 0)),
  ionice: wrapper((args) => args.findIndex((arg) => !/^-|^\d+$/.test(arg))),
  sudo: wrapper((args) => firstOperand(args) + (args[0] === '-u' ? 1 : 0)),
  gosu: wrapper(() => 1),
  'su-exec': wrapper(() => 1),
  flock: wrapper((args) => firstOperand(args) + 1),
  time: wrapper(firstOperand),
  tini: wrapper(firstOperand),
  'dumb-init': wrapper(firstOperand),
  'docker-entrypoint.sh': wrapper(() => 0),
  *timeout({ shell, args, io }) {
    const rest = [...args];
    while (rest[0]?.startsWith('-')) if (/^-[sk]$/.test(rest.shift() ?? '')) rest.shift();
    const limit = parseDuration(rest.shift() ?? '') ?? Infinity;
    const child = spawn(shell.world, shell.container.name, statusOf(shell.container.run(shell, rest, io, true)));
    const clock = spawn(shell.world, shell.container.name, sleepFor(limit), () => {
      child.status ??= shell.container.family === 'busybox' ? 143 : 124;
    });
    yield { processes: [child], isInterruptible: false };
    clock.status ??= 0;
    return child.status ?? 0;
  },
  // Whatever else runs there, it is taken to be among them.
  ps: ({ shell, io }) => print(io, `PID USER COMMAND\n1 root ${shell.container.commandLine}\n${ANY_LINE}`),
  killall: killByName,
  pkill: killByName,
  pgrep: ({ shell }) => (shell.container.isEnding ? 1 : 0),
  pidof: ({ shell }) => (shell.container.isEnding ? 1 : 0),
  md5sum: digest,
  sha1sum: digest,
  sha256sum: digest,
  sha512sum: digest,
  gzip: digest,
  stress,
  'stress-ng': stress,
  'vish-stress': vishStress,
};

/** A line that is taken to be what somebody looks for. */
const ANY_LINE = '\uFFFC';

/** The process of that name is taken to be the main one; signal 0 only asks whether it is there. */
function killByName({ shell, args }: Call): number {
  if (shell.container.isEnding) return 1;
  if (!args.includes('-0')) shell.container.signal('TERM');
  return 0;
}

/** Of a file it is quick, of a device without an end it never comes to one. */
function digest(call: Call): number | Routine {
  return operandsOf(call.args).some(isStream) ? busy(call) : 0;
}

/** Seconds since 1970 at which the virtual world begins. */
const EPOCH = 1_700_000_000;

function print(io: Io, line: string): number {
  io.out(`${line}\n`);
  return 0;
}

function withEscapes(given: string): string {
  return given.replace(
    /\\(n|t|r|0|c|\\)/g,
    (_, kind) => ({ n: '\n', t: '\t', r: '\r', '0': '\0', '\\': '\\' })[kind as string] ?? '',
  );
}

function move(call: Call, isMoving: boolean): number {
  const operands = operandsOf(call.args);
  const target = operands.pop() ?? '';
  const { files } = call.shell;
  let status = 0;
  for (const operand of operands) {
    const source = pathOf(call, operand);
    const node = lookUp(files, source);
    if (!node) {
      status = complain(call, operand, 'No such file or directory', isMoving ? "can't rename" : "can't stat");
      continue;
    }
    const into = pathOf(call, target);
    const isDirectory = target.endsWith('/') || lookUp(files, into)?.kind === 'directory';
    const destination = isDirectory ? `${into}/${source.split('/').at(-1)}` : into;
    const problem =
      node.kind === 'directory' ? makeDirectory(files, destination, true) : writeFile(files, destination, node.content);
    if (!problem && node.size !== undefined) growFile(files, destination, node.size, 0);
    if (problem) status = complain(call, target, problem, "can't create");
    else if (isMoving) remove(files, source);
  }
  return status;
}
