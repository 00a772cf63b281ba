/** `$(( … ))`: whole numbers, variables without `$`, and assignment. */
import type { ArithmeticExpression } from 'unbash';
import type { Wait } from '../world/world.ts';
import type { Io, Shell } from './shell.ts';
import { expandText, parameter } from './words.ts';

/** Longer expressions are nested too deeply to be followed. */
const LONGEST_EXPRESSION = 2000;

export function* evaluateArithmetic(
  shell: Shell,
  expression: ArithmeticExpression,
  io: Io,
): Generator<Wait, number, void> {
  return expression.end - expression.pos > LONGEST_EXPRESSION ? 0 : yield* evaluate(shell, expression, io);
}

function* evaluate(shell: Shell, expression: ArithmeticExpression, io: Io): Generator<Wait, number, void> {
  switch (expression.type) {
    case 'ArithmeticWord':
      return numberOf(
        shell,
        yield* expandText(shell, { ...expression, type: 'Word', text: expression.value, parts: expression.parts }, io),
      );
    case 'ArithmeticGroup':
      return yield* evaluate(shell, expression.expression, io);
    case 'ArithmeticCommandExpansion': {
      const { pos, end, text, script } = expression;
      const parts = [{ type: 'CommandExpansion', pos, end, text, script } as const];
      return numberOf(shell, yield* expandText(shell, { type: 'Word', pos, end, text, value: text, parts }, io));
    }
    case 'ArithmeticTernary': {
      const isTrue = (yield* evaluate(shell, expression.test, io)) !== 0;
      return yield* evaluate(shell, isTrue ? expression.consequent : expression.alternate, io);
    }
    case 'ArithmeticUnary': {
      const value = yield* evaluate(shell, expression.operand, io);
      const step = expression.operator === '++' ? 1 : expression.operator === '--' ? -1 : undefined;
      if (step === undefined) return unary(expression.operator, value);
      set(shell, expression.operand, value + step);
      return expression.prefix ? value + step : value;
    }
    case 'ArithmeticBinary': {
      const { operator, left, right } = expression;
      if (/^(\*|\/|%|\+|-|<<|>>|&|\^|\|)?=$/.test(operator)) {
        const operand = yield* evaluate(shell, right, io);
        const value =
          operator === '=' ? operand : binary(operator.slice(0, -1), yield* evaluate(shell, left, io), operand);
        set(shell, left, value);
        return value;
      }
      const first = yield* evaluate(shell, left, io);
      if (operator === '&&' && first === 0) return 0;
      if (operator === '||' && first !== 0) return 1;
      return binary(operator, first, yield* evaluate(shell, right, io));
    }
  }
}

function set(shell: Shell, target: ArithmeticExpression, value: number): void {
  if (target.type === 'ArithmeticWord') shell.variables.set(target.value, `${value}`);
}

function numberOf(shell: Shell, text: string): number {
  const number = Number(text.replace(/^0([0-7]+)$/, '0o$1'));
  if (Number.isInteger(number)) return number;
  const value = Number(parameter(shell, text) ?? 0);
  return Number.isInteger(value) ? value : 0;
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

function binary(operator: string, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? 0 : Math.trunc(a / b);
    case '%':
      return b === 0 ? 0 : a % b;
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
