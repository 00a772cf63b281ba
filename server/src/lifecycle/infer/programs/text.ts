/** Tools that turn text into other text, as far as scripts of Pods use them. */
import * as l10n from '@vscode/l10n';
import { textPattern } from '../shell/patterns.ts';
import { lookUp, resolvePath } from '../world/files.ts';
import { takeMemory } from '../world/usage.ts';
import { headBytes } from './disk.ts';
import { expr } from './expr.ts';
import {
  type Call,
  complain,
  hasFlag,
  linesOf,
  operandsOf,
  type Programs,
  pathOf,
  type Run,
  readInput,
  runForever,
  textOf,
} from './program.ts';
import { sed } from './sed.ts';

/** What the operands name, or standard input. */
function inputOf({ shell, io }: Call, operands: readonly string[]): string {
  if (operands.length === 0) return io.input;
  return operands.map((operand) => lookUp(shell.files, resolvePath(operand, shell.directory))?.content ?? '').join('');
}

/** The value of an option that is written as `-d:` or `-d :`, and the arguments without it. */
function takeOption(args: readonly string[], letter: string): { value: string | undefined; rest: string[] } {
  const at = args.findIndex((arg) => arg.startsWith(`-${letter}`) && !arg.startsWith('--'));
  if (at < 0) return { value: undefined, rest: [...args] };
  const inline = (args[at] ?? '').slice(2);
  const count = inline === '' ? 2 : 1;
  return { value: inline || args[at + 1], rest: [...args.slice(0, at), ...args.slice(at + count)] };
}

function cut(call: Call): number {
  const delimiter = takeOption(call.args, 'd');
  const fields = takeOption(delimiter.rest, 'f');
  const characters = takeOption(fields.rest, 'c');
  const wanted = rangesOf(fields.value ?? characters.value ?? '');
  const by = fields.value === undefined ? '' : (delimiter.value ?? '\t');
  const lines = linesOf(inputOf(call, operandsOf(characters.rest))).map((line) => {
    if (by !== '' && !line.includes(by)) return line;
    return line
      .split(by)
      .filter((_, index) => wanted(index + 1))
      .join(by);
  });
  call.io.out(textOf(lines));
  return 0;
}

/** `1,3-5,7-` */
function rangesOf(list: string): (position: number) => boolean {
  const ranges = list.split(',').map((range) => {
    const [, from = '', dash, to = ''] = /^(\d*)(-?)(\d*)$/.exec(range) ?? [];
    const first = Number(from || 1);
    return { first, last: dash ? Number(to || Number.POSITIVE_INFINITY) : first };
  });
  return (position) => ranges.some(({ first, last }) => first <= position && position <= last);
}

function tr(call: Call): number {
  const flags = call.args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
  const [from = '', to = ''] = operandsOf(call.args).map(charactersOf);
  let text = '';
  for (const character of call.io.input) {
    const at = [...from].indexOf(character);
    const isMeant = at >= 0 !== /[cC]/.test(flags);
    const changed = !isMeant
      ? character
      : flags.includes('d')
        ? ''
        : ([...to].at(Math.min(at, [...to].length - 1)) ?? character);
    if (flags.includes('s') && isMeant && text.endsWith(changed)) continue;
    text += changed;
  }
  call.io.out(text);
  return 0;
}

const CLASSES: Readonly<Record<string, string>> = {
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:digit:]': '0-9',
  '[:alpha:]': 'A-Za-z',
  '[:alnum:]': 'A-Za-z0-9',
  '[:space:]': ' \t\n',
};

function charactersOf(set: string): string {
  const plain = set
    .replace(/\[:[a-z]+:\]/g, (name) => CLASSES[name] ?? '')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');
  return plain.replace(/([A-Za-z0-9])-([A-Za-z0-9])/g, (range, first: string, last: string) => {
    const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
    return from > to ? range : Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i)).join('');
  });
}

function sort(call: Call): number {
  const flags = call.args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
  const lines = linesOf(inputOf(call, operandsOf(call.args)));
  const compare = (a: string, b: string): number =>
    flags.includes('n') ? Number.parseFloat(a) - Number.parseFloat(b) : a < b ? -1 : Number(a > b);
  lines.sort((a, b) => (flags.includes('r') ? compare(b, a) : compare(a, b)));
  call.io.out(textOf(flags.includes('u') ? [...new Set(lines)] : lines));
  return 0;
}

function uniq(call: Call): number {
  const flags = call.args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
  const counts: { readonly line: string; count: number }[] = [];
  for (const line of linesOf(inputOf(call, operandsOf(call.args)))) {
    const last = counts.at(-1);
    if (last?.line === line) last.count++;
    else counts.push({ line, count: 1 });
  }
  const isShown = ({ count }: { readonly count: number }): boolean =>
    flags.includes('d') ? count > 1 : !flags.includes('u') || count === 1;
  const shown = counts.filter(isShown);
  call.io.out(
    textOf(shown.map(({ line, count }) => (flags.includes('c') ? `${`${count}`.padStart(7)} ${line}` : line))),
  );
  return 0;
}

/** `{print $N}`; other programs of it are not followed. */
function awk(call: Call): number {
  const separator = takeOption(call.args, 'F');
  const [program = '', ...files] = operandsOf(separator.rest);
  const field = /^\s*\{\s*print\s+\$(\d+|NF)\s*;?\s*\}\s*$/.exec(program)?.[1];
  if (field === undefined) {
    call.shell.container.assume(l10n.t('a program for `awk` is not followed, and assumed to print nothing'));
    return 0;
  }
  const lines = linesOf(inputOf(call, files)).map((line) => {
    const fields = separator.value === undefined ? line.trim().split(/\s+/) : line.split(separator.value);
    return field === '0' ? line : ((field === 'NF' ? fields.at(-1) : fields[Number(field) - 1]) ?? '');
  });
  call.io.out(textOf(lines));
  return 0;
}

/** Nothing is left to chance: numbers from the middle on. */
function shuf(call: Call): number {
  const range = takeOption(call.args, 'i');
  const count = takeOption(range.rest, 'n');
  const [first = 0, last = first] = (range.value ?? '').split('-').map(Number);
  const lines =
    range.value === undefined
      ? linesOf(inputOf(call, operandsOf(count.rest)))
      : Array.from({ length: Math.min(1000, Math.max(0, last - first + 1)) }, (_, index) => `${first + index}`);
  const number = Math.min(lines.length, Number(count.value ?? lines.length));
  const start = range.value === undefined ? 0 : Math.floor((lines.length - number) / 2);
  call.shell.container.assume(l10n.t('`shuf` is assumed to take what is in the middle'));
  call.io.out(textOf(lines.slice(start, start + number)));
  return 0;
}

function endOfText(count: 'first' | 'last'): Run {
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

/** A line that is taken to be what somebody looks for. */
export const ANY_LINE = '\uFFFC';

export const TEXT_PROGRAMS: Programs = {
  ...{ awk, cut, expr, sed, shuf, sort, tr, uniq },
  head: (call) => headBytes(call) ?? endOfText('first')(call),
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
      : endOfText('last')(call);
  },
  grep: (call) => {
    const flags = call.args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join('');
    const [pattern = '', ...operands] = operandsOf(call.args);
    const input = readInput(call, operands);
    if (input === undefined) return 2;
    const matches = textPattern(pattern, flags);
    const isFound = (line: string): boolean => line === ANY_LINE || matches.test(line) !== flags.includes('v');
    const found = linesOf(input).filter(isFound);
    const shown = flags.includes('o')
      ? found
          .flatMap((line) => line.match(new RegExp(matches, `${matches.flags}g`)) ?? [])
          .filter((part) => part !== '')
      : found;
    if (!flags.includes('q')) call.io.out(flags.includes('c') ? `${found.length}\n` : textOf(shown));
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
};
