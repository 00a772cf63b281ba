/** `$(( … ))`: whole numbers, variables without `$`, and assignment. */
import type { ArithmeticExpression, Word } from 'unbash';
import type { Wait } from '../world/world.ts';
import { parameter, valueIfSet } from './parameters.ts';
import { failExpansion, type Shell, setVariable } from './shell.ts';

/** Expands the words that an expression holds. */
export type Reader = (word: Word) => Generator<Wait, string, void>;

/** Longer expressions are nested too deeply to be followed. */
const LONGEST_EXPRESSION = 2000;

export function* evaluateArithmetic(
  shell: Shell,
  expression: ArithmeticExpression,
  read: Reader,
): Generator<Wait, number, void> {
  return expression.end - expression.pos > LONGEST_EXPRESSION ? 0 : yield* evaluate(shell, expression, read);
}

function* evaluate(shell: Shell, expression: ArithmeticExpression, read: Reader): Generator<Wait, number, void> {
  switch (expression.type) {
    case 'ArithmeticWord':
      return numberOf(
        shell,
        yield* read({ ...expression, type: 'Word', text: expression.value, parts: expression.parts }),
      );
    case 'ArithmeticGroup':
      return yield* evaluate(shell, expression.expression, read);
    case 'ArithmeticCommandExpansion': {
      const { pos, end, text, script } = expression;
      const parts = [{ type: 'CommandExpansion', pos, end, text, script } as const];
      return numberOf(shell, yield* read({ type: 'Word', pos, end, text, value: text, parts }));
    }
    case 'ArithmeticTernary': {
      const isTrue = (yield* evaluate(shell, expression.test, read)) !== 0;
      return yield* evaluate(shell, isTrue ? expression.consequent : expression.alternate, read);
    }
    case 'ArithmeticUnary': {
      const value = yield* evaluate(shell, expression.operand, read);
      const step = expression.operator === '++' ? 1 : expression.operator === '--' ? -1 : undefined;
      if (step === undefined) return unary(expression.operator, value);
      set(shell, expression.operand, value + step);
      return expression.prefix ? value + step : value;
    }
    case 'ArithmeticBinary': {
      const { operator, left, right } = expression;
      if (/^(\*|\/|%|\+|-|<<|>>|&|\^|\|)?=$/.test(operator)) {
        const operand = yield* evaluate(shell, right, read);
        const value =
          operator === '='
            ? operand
            : binary(shell, operator.slice(0, -1), yield* evaluate(shell, left, read), operand);
        set(shell, left, value);
        return value;
      }
      const first = yield* evaluate(shell, left, read);
      if (operator === '&&' && first === 0) return 0;
      if (operator === '||' && first !== 0) return 1;
      return binary(shell, operator, first, yield* evaluate(shell, right, read));
    }
  }
}

function set(shell: Shell, target: ArithmeticExpression, value: number): void {
  if (target.type === 'ArithmeticWord') setVariable(shell, target.value, `${value}`);
}

function numberOf(shell: Shell, given: string): number {
  const text = given.trim();
  const isName = /^[A-Za-z_]/.test(text);
  const digits = (isName ? unsetIsZero(shell, text) : text).trim();
  const number = Number(digits.replace(/^0([0-9]+)$/, '0o$1'));
  if (Number.isInteger(number)) return number;
  // To others, the value of a variable is an expression again.
  if (/^0[0-9]+$/.test(digits) || shell.dialect === 'dash')
    failExpansion(shell, `arithmetic expression: ${digits} is no number`, 1);
  return 0;
}

/** A variable that is not set counts as 0, but not for bash with `set -u`. */
function unsetIsZero(shell: Shell, name: string): string {
  return (shell.dialect === 'bash' ? valueIfSet(shell, name) : parameter(shell, name)) ?? '';
}

function unary(operator: string, value: number): number {
  switch (operator) {
    case '-':
      return -value;
    case '!':
      return value === 0 ? 1 : 0;
    case '~':
      return ~value;
    default:
      return value;
  }
}

function binary(shell: Shell, operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
    case '%':
      if (b === 0) failExpansion(shell, 'arithmetic expression: division by zero', 1);
      return b === 0 ? 0 : operator === '%' ? a % b : Math.trunc(a / b);
    case '**':
      return a ** b;
    case '<':
      return a < b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a !== b ? 1 : 0;
    case '&&':
      return a !== 0 && b !== 0 ? 1 : 0;
    case '||':
      return a !== 0 || b !== 0 ? 1 : 0;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    default:
      return b;
  }
}
