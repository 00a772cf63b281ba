/** What `test`, `[` and `[[` ask. */
import { lookUp, resolvePath } from '../world/files.ts';
import { textPattern } from './patterns.ts';
import type { Shell } from './shell.ts';

/** More are nested too deeply to be followed. */
const MOST_OPERANDS = 200;

/** The status of `test`: 0 true, 1 false, 2 for what it does not understand. */
export function runTestProgram(shell: Shell, operands: readonly string[]): number {
  if (operands.length > MOST_OPERANDS) return 2;
  const rest = [...operands];
  const value = readOr(shell, rest);
  return rest.length > 0 || value === undefined ? 2 : value ? 0 : 1;
}

/** `-f FILE`, `-z TEXT` and the like; false for operators that are not known. */
export function isTrueOf(shell: Shell, operator: string, operand: string): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '-v') return shell.variables.has(operand);
  const node = lookUp(shell.files, resolvePath(operand, shell.directory));
  switch (operator) {
    case '-x':
      return node !== undefined && (node.kind === 'directory' || node.isExecutable);
    case '-d':
      return node?.kind === 'directory';
    case '-f':
      return node?.kind === 'file';
    case '-s':
      return node !== undefined && (node.kind === 'directory' || node.content !== '' || (node.size ?? 0) > 0);
    case '-e':
    case '-a':
    case '-r':
    case '-w':
      return node !== undefined;
    default:
      return false;
  }
}

/** A comparison of two texts; undefined when the operator is none. */
export function compareWith(operator: string, left: string, right: string): boolean | undefined {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-eq':
      return Number(left) === Number(right);
    case '-ne':
      return Number(left) !== Number(right);
    case '-lt':
      return Number(left) < Number(right);
    case '-le':
      return Number(left) <= Number(right);
    case '-gt':
      return Number(left) > Number(right);
    case '-ge':
      return Number(left) >= Number(right);
    case '=~':
      return textPattern(right, 'E').test(left);
    default:
      return undefined;
  }
}

const isInteger = (text = ''): boolean => /^\s*[-+]?[0-9]+\s*$/.test(text);

function readOr(shell: Shell, rest: string[]): boolean | undefined {
  let value = readAnd(shell, rest);
  while (rest[0] === '-o') {
    rest.shift();
    const other = readAnd(shell, rest);
    value = value === undefined || other === undefined ? undefined : value || other;
  }
  return value;
}

function readAnd(shell: Shell, rest: string[]): boolean | undefined {
  let value = readOne(shell, rest);
  while (rest[0] === '-a') {
    rest.shift();
    const other = readOne(shell, rest);
    value = value === undefined || other === undefined ? undefined : value && other;
  }
  return value;
}

function readOne(shell: Shell, rest: string[]): boolean | undefined {
  if (rest[0] === '!' && rest.length > 1) {
    rest.shift();
    const value = readOne(shell, rest);
    return value === undefined ? undefined : !value;
  }
  if (rest[0] === '(' && rest.includes(')')) {
    rest.shift();
    const value = readOr(shell, rest);
    return rest.shift() === ')' ? value : undefined;
  }
  const [first, second, third] = rest;
  if (first === undefined) return false;
  if (/^-(eq|ne|lt|le|gt|ge)$/.test(second ?? '') && !(isInteger(first) && isInteger(third))) return undefined;
  const compared = second !== undefined && third !== undefined ? compareWith(second, first, third) : undefined;
  if (compared !== undefined) {
    rest.splice(0, 3);
    return compared;
  }
  if (/^-[a-zA-Z]$/.test(first) && second !== undefined && second !== '-a' && second !== '-o') {
    rest.splice(0, 2);
    return isTrueOf(shell, first, second);
  }
  rest.shift();
  return first !== '';
}
