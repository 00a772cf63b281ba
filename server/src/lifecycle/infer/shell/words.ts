/** Expansion of words: parameters, commands, arithmetic, field splitting and patterns. */
import * as l10n from '@vscode/l10n';
import type { ArithmeticExpression, DoubleQuotedChild, ParameterExpansionPart, Word, WordPart } from 'unbash';
import { glob, resolvePath } from '../world/files.ts';
import type { Wait } from '../world/world.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { parameter, valueIfSet } from './parameters.ts';
import { globPattern } from './patterns.ts';
import { FOLLOWED, failExpansion, type Io, type Shell, setVariable, subshell } from './shell.ts';

type Expanding<T> = Generator<Wait, T, void>;

/** Words to the arguments that a program gets. */
export function* expandWords(shell: Shell, words: readonly Word[], io: Io): Expanding<string[]> {
  const all: string[] = [];
  for (const word of words) all.push(...(yield* expandWord(shell, word, io)));
  return all;
}

/** A word to a single text, as in an assignment: neither split nor matched against files. */
export function* expandText(shell: Shell, word: Word, io: Io): Expanding<string> {
  if (!word.parts) return withHome(shell, word, word.value);
  return withHome(shell, word, yield* expandParts(shell, word.parts, io));
}

/** `~` and `~/…` begin with the home. */
function withHome({ variables }: Shell, { text }: Word, value: string): string {
  return /^~(\/|$)/.test(text) ? (variables.get('HOME') ?? '/root') + value.slice(1) : value;
}

/** The value of `$(( … ))`, whose operands are words again. */
export function expandArithmetic(shell: Shell, expression: ArithmeticExpression, io: Io): Expanding<number> {
  return evaluateArithmetic(shell, expression, (word) => expandText(shell, word, io));
}

/** Longest text that a word may become; scripts that double a variable would fill the memory. */
const LONGEST_TEXT = 65_536;

const join = (a: string, b: string): string => (a + b).slice(0, LONGEST_TEXT);

interface Field {
  text: string;
  pattern: string;
  isPattern: boolean;
  /** Quotes make a field even when there is nothing in them. */
  isKept: boolean;
}

export function* expandWord(shell: Shell, word: Word, io: Io): Expanding<string[]> {
  if (!word.parts) return [withHome(shell, word, word.value)];
  if (shell.dialect === 'bash') {
    const at = word.parts.findIndex(({ type }) => type === 'BraceExpansion');
    const braces = word.parts[at];
    if (braces !== undefined) return yield* expandAlternatives(shell, word, at, braces.text, io);
  }
  const first = newField();
  const fields: Field[] = [first];
  const last = () => fields.at(-1) ?? first;
  const add = (text: string, pattern: string) => {
    last().text = join(last().text, text);
    last().pattern = join(last().pattern, pattern);
  };
  for (const part of word.parts) {
    const list = listIn(shell, part);
    if (list !== undefined) {
      for (const [index, value] of list.entries()) {
        if (index > 0) fields.push(newField());
        add(value, quotePattern(value));
        last().isKept = true;
      }
      continue;
    }
    const text = yield* expandPart(shell, part, io);
    switch (part.type) {
      case 'Literal':
        add(text, quotePattern(text));
        last().isKept = true;
        break;
      case 'Glob':
      case 'ExtendedGlob':
        add(text, text);
        last().isPattern = true;
        last().isKept = true;
        break;
      case 'SimpleExpansion':
      case 'ParameterExpansion':
      case 'CommandExpansion':
      case 'ArithmeticExpansion': {
        const pieces = splitFields(shell, text);
        // Between two commas there is a field, between two spaces there is none.
        const separates = /[^ \t\n]/.test(shell.variables.get('IFS') ?? '');
        for (const [index, piece] of pieces.entries()) {
          if (index > 0) fields.push(newField());
          add(piece, piece);
          if (piece !== '' || (separates && index < pieces.length - 1)) last().isKept = true;
          if (/[*?[]/.test(piece)) last().isPattern = true;
        }
        break;
      }
      default:
        add(text, quotePattern(text));
        last().isKept = true;
    }
  }
  return fields.filter(({ isKept }) => isKept).flatMap((field) => matchFiles(shell, field));
}

/** By the characters in `IFS`: white space in a row counts as one. */
export function splitFields({ variables }: Shell, text: string): readonly string[] {
  const given = variables.get('IFS') ?? ' \t\n';
  if (given === '') return [text];
  const escaped = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&');
  const spaces = escaped(given.replace(/[^ \t\n]/g, ''));
  const others = escaped(given.replace(/[ \t\n]/g, ''));
  const between = spaces === '' ? '' : `[${spaces}]*`;
  const patterns = [
    ...(others === '' ? [] : [`${between}[${others}]${between}`]),
    ...(spaces === '' ? [] : [`[${spaces}]+`]),
  ];
  return text.split(new RegExp(patterns.join('|')));
}

const newField = (): Field => ({ text: '', pattern: '', isPattern: false, isKept: false });

/** What becomes a field for each of its values: all arguments, or all of an array, where quotes keep them whole. */
function listIn(shell: Shell, part: WordPart): readonly string[] | undefined {
  const isQuoted = part.type === 'DoubleQuoted';
  const inner = isQuoted && part.parts.length === 1 ? part.parts[0] : part;
  const values = inner && allValues(shell, inner);
  if (values === undefined) return undefined;
  const isJoined = /[*]\]?\}?$/.test(inner?.text ?? '');
  if (isQuoted) return isJoined ? undefined : values;
  return values.flatMap((value) => splitFields(shell, value).filter((piece) => piece !== ''));
}

function allValues(shell: Shell, part: WordPart | DoubleQuotedChild): readonly string[] | undefined {
  if (/^\$([@*]|\{[@*]\})$/.test(part.text)) return shell.positional;
  if (part.type !== 'ParameterExpansion' || part.operation || !/^[@*]$/.test(part.index?.value ?? '')) return undefined;
  const array = arrayOf(shell, part.parameter);
  if (part.prefix === '#') return undefined;
  return [...(part.prefix === '!' ? array.keys() : array.values())];
}

/** A plain variable is an array of one value. */
function arrayOf({ arrays, variables }: Shell, name: string): ReadonlyMap<string, string> {
  const value = variables.get(name);
  return arrays.get(name) ?? new Map(value === undefined ? [] : [['0', value]]);
}

/** Braces make a word of each alternative, with what stands around them. */
function* expandAlternatives(shell: Shell, word: Word, at: number, text: string, io: Io): Expanding<string[]> {
  const words: string[] = [];
  for (const alternative of expandBraces(text)) {
    if (words.length >= MOST_ALTERNATIVES) break;
    const literal = { type: 'Literal', pos: word.pos, end: word.pos, value: alternative, text: alternative } as const;
    words.push(...(yield* expandWord(shell, { ...word, parts: word.parts?.with(at, literal) }, io)));
  }
  return words;
}

const MOST_ALTERNATIVES = 10_000;

function matchFiles(shell: Shell, { text, pattern, isPattern }: Field): string[] {
  if (!isPattern) return [text];
  const absolute = pattern.startsWith('/') ? pattern : `${shell.directory}/${pattern}`;
  const found = glob(shell.files, absolute.replace(/\/+/g, '/'));
  if (found.length === 0) return [text];
  if (pattern.startsWith('/')) return found;
  const base = resolvePath('.', shell.directory);
  return found.map((path) => path.slice(base === '/' ? 1 : base.length + 1));
}

function quotePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

function* expandParts(shell: Shell, parts: readonly (WordPart | DoubleQuotedChild)[], io: Io): Expanding<string> {
  let text = '';
  for (const part of parts) text = join(text, yield* expandPart(shell, part, io));
  return text;
}

function* expandPart(shell: Shell, part: WordPart | DoubleQuotedChild, io: Io): Expanding<string> {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'Glob':
      return part.parts ? `[${yield* expandParts(shell, part.parts, io)}]` : part.value;
    case 'DoubleQuoted':
    case 'LocaleString':
      return yield* expandParts(shell, part.parts, io);
    case 'SimpleExpansion':
      return valueIfSet(shell, part.text.slice(1));
    case 'ParameterExpansion':
      return yield* expandParameter(shell, part, io);
    case 'CommandExpansion': {
      let written = '';
      const capture: Io = {
        ...io,
        out: (text) => {
          written = join(written, text);
        },
      };
      const { status } = yield* shell.runList(subshell(shell), part.script?.commands ?? [], capture, FOLLOWED);
      shell.status = status;
      return written.replace(/\n+$/, '');
    }
    case 'ArithmeticExpansion':
      return part.expression ? `${yield* expandArithmetic(shell, part.expression, io)}` : '0';
    case 'ProcessSubstitution':
      shell.container.assume(l10n.t('process substitution is not followed'));
      return '/dev/fd/63';
    default:
      return part.text;
  }
}

function* expandParameter(shell: Shell, part: ParameterExpansionPart, io: Io): Expanding<string> {
  const { operation, index } = part;
  if (!isUnderstood(shell, part)) {
    failExpansion(shell, 'bad substitution', 1);
    return '';
  }
  const array = index && arrayOf(shell, part.parameter);
  const key = index && (yield* expandText(shell, index, io));
  const isWhole = key === '@' || key === '*';
  if (array && isWhole && part.prefix === '#') return `${array.size}`;
  const value = array
    ? isWhole
      ? [...array.values()].join(' ')
      : array.get(key?.replace(/^-(\d+)$/, (_, back: string) => `${array.size - Number(back)}`) ?? '')
    : parameter(shell, part.parameter);
  // What tells of a default is fine with a parameter that is not set.
  if (!array && operation?.type !== 'Default' && part.prefix !== '!') valueIfSet(shell, part.parameter);
  if (part.prefix === '#') return `${(value ?? '').length}`;
  if (part.prefix === '!' && !index) return parameter(shell, value ?? '') ?? '';
  if (!operation) return value ?? '';
  switch (operation.type) {
    case 'Default': {
      const isMissing = operation.operator.startsWith(':') ? !value : value === undefined;
      if (operation.operator.endsWith('+')) return isMissing ? '' : yield* expandText(shell, operation.operand, io);
      if (!isMissing) return value ?? '';
      const fallback = yield* expandText(shell, operation.operand, io);
      if (operation.operator.endsWith('=')) setVariable(shell, part.parameter, fallback);
      if (!operation.operator.endsWith('?')) return fallback;
      if (shell.container.isEnvironmentKnown)
        failExpansion(shell, `${part.parameter}: ${fallback || 'parameter not set'}`);
      return '';
    }
    case 'Remove': {
      const pattern = yield* expandText(shell, operation.operand, io);
      return removeMatch(value ?? '', pattern, operation.operator);
    }
    case 'Replace': {
      const pattern = yield* expandText(shell, operation.pattern, io);
      const replacement = yield* expandText(shell, operation.replacement, io);
      return operation.operator === '//'
        ? (value ?? '').replaceAll(pattern, () => replacement)
        : (value ?? '').replace(pattern, () => replacement);
    }
    case 'Slice': {
      const offset = Number(yield* expandText(shell, operation.offset, io)) || 0;
      const length = operation.length ? Number(yield* expandText(shell, operation.length, io)) : undefined;
      return (value ?? '').slice(offset, length === undefined ? undefined : length < 0 ? length : offset + length);
    }
    case 'CaseModification': {
      const change = (text: string): string =>
        operation.operator.startsWith('^') ? text.toUpperCase() : text.toLowerCase();
      const [first = '', ...rest] = value ?? '';
      return operation.operator.length > 1 ? change(value ?? '') : change(first) + rest.join('');
    }
    default:
      return value ?? '';
  }
}

/** Dash knows of POSIX alone, ash of `/` and `:` besides. */
function isUnderstood({ dialect, container }: Shell, { operation, prefix, index }: ParameterExpansionPart): boolean {
  if (dialect === 'bash' || !container.isKnown) return true;
  const isForeign = /^(CaseModification|Transform|Names|Unknown)$/.test(operation?.type ?? '');
  const isOfAsh = operation?.type === 'Replace' || operation?.type === 'Slice';
  return !isForeign && !(isOfAsh && dialect === 'dash') && prefix !== '!' && index === undefined;
}

function removeMatch(value: string, pattern: string, operator: '#' | '##' | '%' | '%%'): string {
  const matches = globPattern(pattern);
  const ends = Array.from({ length: value.length + 1 }, (_, i) => i);
  if (operator.startsWith('#')) {
    const end = (operator === '#' ? ends : ends.reverse()).find((i) => matches.test(value.slice(0, i)));
    return end === undefined ? value : value.slice(end);
  }
  const start = (operator === '%' ? ends.reverse() : ends).find((i) => matches.test(value.slice(i)));
  return start === undefined ? value : value.slice(0, start);
}

/** `{1..5}` and `{a,b}`. */
function expandBraces(text: string): string[] {
  const range = /^\{(-?[0-9]+)\.\.(-?[0-9]+)(?:\.\.(-?[0-9]+))?\}$/.exec(text);
  if (!range) return text.slice(1, -1).split(',');
  const [from, to, step] = [Number(range[1]), Number(range[2]), Math.abs(Number(range[3] ?? 1)) || 1];
  const count = Math.min(Math.floor(Math.abs(to - from) / step) + 1, MOST_ALTERNATIVES);
  const width = /^-?0\d/.test(`${range[1]}`) || /^-?0\d/.test(`${range[2]}`) ? `${range[1]}`.length : 0;
  return Array.from({ length: count }, (_, i) => `${from + Math.sign(to - from) * step * i}`.padStart(width, '0'));
}
