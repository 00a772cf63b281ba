/** `expr`: arithmetic, comparisons and a little of text, as scripts of old do them. */
import { textPattern } from '../shell/patterns.ts';
import { type Call, print } from './program.ts';

/** Longer expressions are not followed. */
const MOST_OPERANDS = 100;

/** Operators, those that bind tighter later. */
const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['=', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];

/** Prints the value; the status is 1 where that is 0 or nothing, and 2 where it cannot be read. */
export function expr({ args, io }: Call): number {
  const rest = args.slice(0, MOST_OPERANDS);
  const value = readLevel(rest, 0);
  if (value === undefined || rest.length > 0) {
    io.error('expr: syntax error\n');
    return 2;
  }
  print(io, value);
  return value === '' || value === '0' ? 1 : 0;
}

function readLevel(rest: string[], level: number): string | undefined {
  const operators = LEVELS[level];
  if (operators === undefined) return readOperand(rest);
  let left = readLevel(rest, level + 1);
  while (left !== undefined && operators.includes(rest[0] ?? '')) {
    const operator = rest.shift() ?? '';
    const right = readLevel(rest, level + 1);
    left = right === undefined ? undefined : apply(operator, left, right);
  }
  return left;
}

function readOperand(rest: string[]): string | undefined {
  const word = rest.shift();
  if (word === '(') {
    const value = readLevel(rest, 0);
    return rest.shift() === ')' ? value : undefined;
  }
  if (word === 'length' && rest.length > 0) return `${(rest.shift() ?? '').length}`;
  if (word === 'match' && rest.length > 1) return matched(rest.shift() ?? '', rest.shift() ?? '');
  if (word === 'substr' && rest.length > 2) {
    const [text = '', from, length] = rest.splice(0, 3);
    return text.slice(Number(from) - 1, Number(from) - 1 + Number(length));
  }
  return word;
}

function apply(operator: string, left: string, right: string): string | undefined {
  const isNothing = (text: string): boolean => text === '' || text === '0';
  if (operator === '|') return isNothing(left) ? right : left;
  if (operator === '&') return isNothing(left) || isNothing(right) ? '0' : left;
  if (operator === ':') return matched(left, right);
  const areNumbers = [left, right].every((text) => /^-?[0-9]+$/.test(text));
  const [a, b] = areNumbers ? [Number(left), Number(right)] : [left, right];
  switch (operator) {
    case '=':
      return a === b ? '1' : '0';
    case '!=':
      return a !== b ? '1' : '0';
    case '<':
      return a < b ? '1' : '0';
    case '<=':
      return a <= b ? '1' : '0';
    case '>':
      return a > b ? '1' : '0';
    case '>=':
      return a >= b ? '1' : '0';
  }
  if (typeof a === 'string' || typeof b === 'string') return undefined;
  switch (operator) {
    case '+':
      return `${a + b}`;
    case '-':
      return `${a - b}`;
    case '*':
      return `${a * b}`;
    case '/':
      return b === 0 ? undefined : `${Math.trunc(a / b)}`;
    default:
      return b === 0 ? undefined : `${a % b}`;
  }
}

/** The group of a pattern that matches from the beginning on, or how many characters it matches. */
function matched(text: string, pattern: string): string {
  const found = textPattern(`^${pattern}`).exec(text);
  return pattern.includes('\\(') ? (found?.[1] ?? '') : `${found?.[0].length ?? 0}`;
}
