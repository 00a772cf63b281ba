/** What a program is here, and what programs have in common. */
import type { Io, Shell, Standing } from '../shell/shell.ts';
import type { TermReaction } from '../world/container.ts';
import { type FileError, lookUp, resolvePath } from '../world/files.ts';
import { FOREVER, type Routine } from '../world/world.ts';

export interface Call extends Standing {
  readonly shell: Shell;
  readonly name: string;
  readonly args: readonly string[];
  readonly io: Io;
}

/** Its exit code, at once or after some time. */
export type Run = (call: Call) => number | Routine;

export interface Program {
  readonly run: Run;
  /** What SIGTERM does to it as the main process. */
  term(args: readonly string[]): TermReaction;
}

/** Programs by name; of one that is but a function, process 1 is spared from SIGTERM, as the kernel does. */
export type Programs = Readonly<Record<string, Run | Program>>;

/** Several names of the same program. */
export const each = (names: string, program: Run | Program): Programs =>
  Object.fromEntries(names.split(' ').map((name) => [name, program]));

/** An error in the words of the image's tools. */
export function complain(
  { shell, name, io }: Call,
  path: string,
  problem: FileError | string,
  verb = "can't open",
): number {
  const said = shell.container.family === 'busybox' ? verb : GNU_VERBS[verb];
  io.error(said === undefined ? `${name}: ${path}: ${problem}\n` : `${name}: ${said} '${path}': ${problem}\n`);
  return 1;
}

const GNU_VERBS: Readonly<Record<string, string>> = {
  "can't remove": 'cannot remove',
  "can't create directory": 'cannot create directory',
  "can't rename": 'cannot stat',
  "can't stat": 'cannot stat',
};

export const operandsOf = (args: readonly string[]): string[] =>
  args.filter((arg) => !arg.startsWith('-') || arg === '-');
export const hasFlag = (args: readonly string[], flag: string): boolean =>
  args.some((arg) => /^-[a-zA-Z]/.test(arg) && !arg.startsWith('--') && arg.includes(flag));
export const pathOf = ({ shell }: Call, operand: string): string => resolvePath(operand, shell.directory);

/** The text of files, or of standard input; undefined after a complaint. */
export function readInput(call: Call, operands: readonly string[]): string | undefined {
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

/** Of a text that ends with a line break, what stands before each. */
export const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

export const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

export function print(io: Io, line: string): number {
  io.out(`${line}\n`);
  return 0;
}

export function* sleepFor(seconds: number): Routine {
  yield { seconds };
  return 0;
}

export function* runForever(): Routine {
  yield FOREVER;
  return 0;
}
