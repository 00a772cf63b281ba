/** Tools that wait, tell of the system, or send signals. */
import { runTestProgram } from '../shell/conditions.ts';
import { environmentOf } from '../shell/shell.ts';
import { readClock } from '../world/container.ts';
import { isStream } from '../world/files.ts';
import type { Routine } from '../world/world.ts';
import { parseDuration } from './durations.ts';
import { type Call, each, operandsOf, type Programs, print, runForever, sleepFor } from './program.ts';
import { busy } from './stress.ts';
import { ANY_LINE } from './text.ts';

/** Seconds since 1970 at which the virtual world begins. */
export const EPOCH = 1_700_000_000;

export const SYSTEM_PROGRAMS: Programs = {
  true: () => 0,
  false: () => 1,
  test: ({ shell, args }) => runTestProgram(shell, args),
  '[': ({ shell, args }) => (args.at(-1) === ']' ? runTestProgram(shell, args.slice(0, -1)) : 2),
  sleep: ({ args, io, shell }) => {
    let seconds = 0;
    if (args.length === 0) {
      io.error('sleep: missing operand\n');
      return 1;
    }
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
  usleep: ({ args }) => sleepFor((Number(args[0]) || 0) / 1e6),
  which: ({ shell, args, io }) => {
    const found = operandsOf(args).map((name) => shell.find(shell.container, name));
    for (const path of found) if (path !== undefined) print(io, path);
    return found.includes(undefined) ? 1 : 0;
  },
  watch: runForever,
  crond: ({ args }) => (args.some((arg) => /^-[a-z]*[fn]/.test(arg)) ? runForever() : 0),
  cron: ({ args }) => (args.includes('-f') ? runForever() : 0),
  date: ({ shell, args, io }) => {
    const now = new Date(1000 * (EPOCH + Math.floor(readClock(shell.container))));
    const format = args.find((arg) => arg.startsWith('+'))?.slice(1);
    return print(io, format === undefined ? now.toUTCString() : formatDate(now, format));
  },
  hostname: ({ shell, io }) => print(io, shell.variables.get('HOSTNAME') ?? ''),
  pwd: ({ shell, io }) => print(io, shell.directory),
  id: ({ args, io, shell: { container } }) => {
    if (args.includes('-un')) return print(io, nameOf(container.user));
    const id = typeof container.user === 'number' ? container.user : SOME_USER;
    return print(io, args.includes('-u') ? `${id}` : `uid=${id} gid=0(root)`);
  },
  whoami: ({ io, shell: { container } }) => print(io, nameOf(container.user)),
  uname: ({ args, io }) => print(io, args.includes('-a') ? 'Linux' : args.includes('-m') ? 'x86_64' : 'Linux'),
  basename: ({ args: [path = '', suffix = ''], io }) =>
    print(io, (path.split('/').at(-1) ?? '').replace(new RegExp(`${suffix.replace(/[^\w]/g, '\\$&')}$`), '')),
  dirname: ({ args: [path = ''], io }) =>
    print(io, path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.'),
  printenv: ({ shell, args: [name], io }) => {
    const variables = environmentOf(shell);
    const value = name === undefined ? [...variables].map((entry) => entry.join('=')).join('\n') : variables.get(name);
    return value === undefined ? 1 : print(io, value);
  },
  // Whatever else runs there, it is taken to be among them.
  ps: ({ shell, io }) => print(io, `PID USER COMMAND\n1 root ${shell.container.commandLine}\n${ANY_LINE}`),
  pgrep: ({ shell }) => (shell.container.isEnding ? 1 : 0),
  pidof: ({ shell }) => (shell.container.isEnding ? 1 : 0),
  ...each('killall pkill', killByName),
  ...each('gzip md5sum sha1sum sha256sum sha512sum', digest),
};

/** As `strftime`, in UTC. */
function formatDate(date: Date, format: string): string {
  const iso = date.toISOString();
  const [weekday = '', , month = ''] = date.toUTCString().split(/,? /);
  const parts: Readonly<Record<string, string>> = {
    s: `${Math.floor(date.getTime() / 1000)}`,
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    Y: iso.slice(0, 4),
    y: iso.slice(2, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    N: '000000000',
    u: `${date.getUTCDay() || 7}`,
    w: `${date.getUTCDay()}`,
    a: weekday,
    b: month,
    Z: 'UTC',
    z: '+0000',
    n: '\n',
    '%': '%',
  };
  return format.replace(/%[-_0]?(.)/g, (whole, letter: string) => parts[letter] ?? whole);
}

/** What stands for a user of whom only the name is known. */
const SOME_USER = 1000;

const nameOf = (user: number | string): string => (user === 0 ? 'root' : `${user}`);

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
