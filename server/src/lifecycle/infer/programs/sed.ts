/** `sed`: substitutions, and lines that are deleted or printed. */
import * as l10n from '@vscode/l10n';
import { textPattern } from '../shell/patterns.ts';
import { lookUp, writeFile } from '../world/files.ts';
import { type Call, complain, linesOf, pathOf, readInput, textOf } from './program.ts';

interface Command {
  /** Whether it is for a line, counted from 1. */
  isFor(line: string, number: number, count: number): boolean;
  readonly action:
    | { readonly kind: 'substitute'; readonly pattern: RegExp; readonly replacement: string; readonly prints: boolean }
    | { readonly kind: 'd' | 'p' | 'q' };
}

export function sed(call: Call): number {
  const { quiet, inPlace, extended, scripts, files } = readArguments(call.args);
  const commands = scripts.flatMap((script) => splitCommands(script)).map((text) => readCommand(text, extended));
  const known = commands.filter((command) => command !== undefined);
  if (known.length < commands.length)
    call.shell.container.assume(l10n.t('a program for `sed` is not followed, and assumed to leave its input as it is'));
  const edit = (text: string): string => (known.length < commands.length ? text : run(known, text, quiet));
  if (!inPlace) {
    const input = readInput(call, files);
    if (input === undefined) return 1;
    call.io.out(edit(input));
    return 0;
  }
  for (const file of files) {
    const node = lookUp(call.shell.files, pathOf(call, file));
    if (!node) return complain(call, file, 'No such file or directory', "can't read");
    const problem = writeFile(call.shell.files, pathOf(call, file), edit(node.content));
    if (problem) return complain(call, file, problem);
  }
  return 0;
}

function readArguments(args: readonly string[]) {
  const scripts: string[] = [];
  const files: string[] = [];
  let [quiet, inPlace, extended] = [false, false, false];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (/^-[a-zA-Z]+/.test(arg)) {
      if (arg.includes('n')) quiet = true;
      if (/^-[nrE]*i/.test(arg)) inPlace = true;
      if (/^-[ni]*[rE]/.test(arg)) extended = true;
      if (arg.endsWith('e')) scripts.push(args[++index] ?? '');
    } else if (arg.startsWith('--')) {
      if (/^--(quiet|silent)$/.test(arg)) quiet = true;
      if (arg.startsWith('--in-place')) inPlace = true;
      if (arg === '--regexp-extended') extended = true;
      if (arg.startsWith('--expression=')) scripts.push(arg.slice(13));
    } else files.push(arg);
  }
  if (scripts.length === 0) scripts.push(files.shift() ?? '');
  return { quiet, inPlace, extended, scripts, files };
}

/** At semicolons and line breaks that stand outside of a substitution. */
function splitCommands(script: string): readonly string[] {
  const commands: string[] = [];
  let rest = script.trim();
  while (rest !== '' && commands.length < MOST_COMMANDS) {
    const [, address = '', separator] = /^((?:[0-9$,]+|\/(?:[^\\/]|\\.)*\/)?\s*!?\s*)s(.)/.exec(rest) ?? [];
    const text =
      separator === undefined
        ? (/^[^;\n]*/.exec(rest)?.[0] ?? '')
        : address + substitution(rest.slice(address.length), separator);
    if (text.trim() !== '') commands.push(text.trim());
    rest = rest.slice(text.length).replace(/^[;\s]+/, '');
  }
  return commands;
}

const MOST_COMMANDS = 100;

/** `s/…/…/g` from the beginning of the text on. */
function substitution(text: string, separator: string): string {
  let separators = 0;
  for (let index = 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === separator && ++separators === 3)
      return text.slice(0, index + 1) + (/^[a-zA-Z0-9]*/.exec(text.slice(index + 1))?.[0] ?? '');
  }
  return text;
}

function readCommand(text: string, extended: boolean): Command | undefined {
  const [, address = '', negation = '', action = ''] =
    /^((?:\d+|\$)(?:,(?:\d+|\$))?|\/(?:[^\\/]|\\.)*\/)?\s*(!?)\s*(.*)$/s.exec(text) ?? [];
  const flags = extended ? 'E' : '';
  const isMeant = readAddress(address, flags);
  const isFor: Command['isFor'] = (...where) => isMeant(...where) !== (negation === '!');
  if (/^[dpq]$/.test(action)) return { isFor, action: { kind: action === 'd' ? 'd' : action === 'p' ? 'p' : 'q' } };
  const separator = action[1];
  if (!action.startsWith('s') || separator === undefined) return undefined;
  const [, pattern = '', replacement = '', options = ''] = splitAt(action, separator);
  const source = textPattern(
    pattern.replaceAll(`\\${separator}`, separator),
    flags + (/[iI]/.test(options) ? 'i' : ''),
  );
  return {
    isFor,
    action: {
      kind: 'substitute',
      pattern: new RegExp(source.source, source.flags + (options.includes('g') ? 'g' : '')),
      replacement: replacement.replaceAll(`\\${separator}`, separator),
      prints: options.includes('p'),
    },
  };
}

/** At each separator that has no backslash before it. */
function splitAt(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (let index = 0; index < text.length; index++) {
    if (text[index] === separator) {
      parts.push(part);
      part = '';
    } else part += text[index] === '\\' ? `\\${text[++index] ?? ''}` : text[index];
  }
  return [...parts, part];
}

function readAddress(address: string, flags: string): Command['isFor'] {
  if (address === '') return () => true;
  if (address.startsWith('/')) {
    const pattern = textPattern(address.slice(1, -1).replaceAll('\\/', '/'), flags);
    return (line) => pattern.test(line);
  }
  const [from = '', to = from] = address.split(',');
  const at = (text: string, count: number): number => (text === '$' ? count : Number(text));
  return (_, number, count) => at(from, count) <= number && number <= Math.max(at(from, count), at(to, count));
}

function run(commands: readonly Command[], text: string, quiet: boolean): string {
  const lines = linesOf(text);
  const shown: string[] = [];
  for (const [index, original] of lines.entries()) {
    let line = original;
    let [isDeleted, isOver] = [false, false];
    for (const { isFor, action } of commands) {
      if (isDeleted || isOver || !isFor(line, index + 1, lines.length)) continue;
      if (action.kind === 'substitute') {
        const before = line;
        line = line.replace(action.pattern, (...found) => replaced(action.replacement, found));
        if (action.prints && before !== line) shown.push(line);
      } else if (action.kind === 'p') shown.push(line);
      else if (action.kind === 'd') isDeleted = true;
      else isOver = true;
    }
    if (!isDeleted && !quiet) shown.push(line);
    if (isOver) break;
  }
  return textOf(shown);
}

/** `&` is what was found, `\\1` its first group. */
function replaced(replacement: string, found: readonly unknown[]): string {
  return replacement.replace(/\\(.)|&/gs, (token, escaped?: string) => {
    if (token === '&') return String(found[0]);
    if (escaped !== undefined && /\d/.test(escaped)) return String(found[Number(escaped)] ?? '');
    return escaped === 'n' ? '\n' : escaped === 't' ? '\t' : (escaped ?? '');
  });
}
