import { decimalDigits, divideAwayFromZero, isInt64, remove1024s, removeTens, wrapInt64 } from './integers.ts';
import { BINARY_SUFFIXES, DECIMAL_SUFFIXES, type Format } from './suffix.ts';

/** An exact number, `unscaled * 10^exponent`, that remembers how it was written. Rules: apimachinery 0.34. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: Format;
  /** Kept with arbitrary precision. Otherwise `unscaled` is an int64, and conversions may overflow as int64 do. */
  readonly wide: boolean;
  /** The canonical text, where Kubernetes keeps what was written. */
  readonly text?: string;
}

/** Why a text is no quantity, in Kubernetes' words. */
export interface QuantityError {
  readonly error: string;
}

export const ZERO: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI', wide: false };

export function isQuantity(parsed: Quantity | QuantityError): parsed is Quantity {
  return 'unscaled' in parsed;
}

/** -1, 0 or 1. */
export function sign(q: Quantity): -1 | 0 | 1 {
  return q.unscaled === 0n ? 0 : q.unscaled < 0n ? -1 : 1;
}

/** Less than 0, 0 or greater than 0, by value alone. */
export function compare(a: Quantity, b: Quantity): number {
  if (sign(a) !== sign(b)) return sign(a) - sign(b);
  if (sign(a) === 0) return 0;
  const order = decimalDigits(a.unscaled) + a.exponent - (decimalDigits(b.unscaled) + b.exponent);
  if (order !== 0) return order * sign(a);
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The sum; in the format of `a`, or of `b` when `a` is zero. */
export function add(a: Quantity, b: Quantity): Quantity {
  const format = a.unscaled === 0n ? b.format : a.format;
  const exponent = Math.min(a.exponent, b.exponent);
  if (!a.wide && !b.wide) {
    if (b.unscaled === 0n) return bare(a, format);
    if (a.unscaled === 0n) return bare(b, format);
    if (isClose(a, b)) {
      const [x, y] = align(a, b);
      if (isInt64(x) && isInt64(y) && isInt64(x + y)) return { unscaled: x + y, exponent, format, wide: false };
    }
  }
  if (!isClose(a, b)) return { ...bare(largerByExponent(a, b), format), wide: true };
  const [x, y] = align(a, b);
  return { unscaled: x + y, exponent, format, wide: true };
}

/** The difference, in the format of {@link add}. */
export function subtract(a: Quantity, b: Quantity): Quantity {
  return add(a, { ...b, unscaled: -b.unscaled });
}

/** The larger one; `a` when both are equal. */
export function max(a: Quantity, b: Quantity): Quantity {
  return compare(a, b) >= 0 ? a : b;
}

/** Rounded away from zero to a whole number, in Kubernetes' int64: what does not fit comes out as it does there. */
export function value(q: Quantity): bigint {
  return scaledValue(q, 0);
}

/** Thousandths, rounded and limited as {@link value} is. */
export function milliValue(q: Quantity): bigint {
  return scaledValue(q, -3);
}

/** The text that the API server would print. */
export function canonical(q: Quantity): string {
  if (q.text !== undefined) return q.text;
  if (q.unscaled === 0n) return '0';
  if (q.format === 'BinarySI') return canonicalBinary(q) ?? canonicalDecimal(q, 'DecimalSI');
  return canonicalDecimal(q, q.format);
}

/** The exact whole number; undefined when there is a fraction, or the number is too long to be written out. */
export function wholeNumber(q: Quantity): bigint | undefined {
  if (q.unscaled === 0n) return 0n;
  if (q.exponent >= 0) return q.exponent > FAR_APART ? undefined : q.unscaled * 10n ** BigInt(q.exponent);
  const divisor = 10n ** BigInt(-q.exponent);
  return q.unscaled % divisor === 0n ? q.unscaled / divisor : undefined;
}

function canonicalDecimal(q: Quantity, format: 'DecimalSI' | 'DecimalExponent'): string {
  const { rest, times } = removeTens(q.unscaled);
  const reduced = q.exponent + times;
  const exponent = Math.floor(reduced / 3) * 3;
  const mantissa = rest * 10n ** BigInt(reduced - exponent);
  if (format === 'DecimalExponent') return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
  // Beyond the known suffixes Kubernetes prints none.
  return `${mantissa}${DECIMAL_SUFFIXES.get(exponent) ?? ''}`;
}

/** Undefined where Kubernetes falls back to decimal: below 1024, or with a fraction. */
function canonicalBinary(q: Quantity): string | undefined {
  const whole = wholeNumber(q);
  if (whole === undefined || (whole > -1024n && whole < 1024n)) return undefined;
  const { rest, times } = remove1024s(whole);
  return `${rest}${BINARY_SUFFIXES[times] ?? ''}`;
}

/** `ceil(q / 10^scale)` away from zero, with the overflow of apimachinery's two implementations. */
function scaledValue(q: Quantity, scale: number): bigint {
  const power = q.exponent - scale;
  if (q.unscaled === 0n) return 0n;
  if (!q.wide) {
    if (power < 0) return divideAwayFromZero(q.unscaled, -power);
    if (power >= 64) return 0n;
    const product = q.unscaled * 10n ** BigInt(power);
    if (isInt64(product)) return product;
    // Kubernetes multiplies by these in one go and hands out the wrapped product; other powers yield 0.
    return power <= 3 || power === 6 || power === 9 ? wrapInt64(product) : 0n;
  }
  if (power >= 0) return wideTimesPowerOfTen(q.unscaled, power);
  return wideByPowerOfTen(q.unscaled, -power);
}

function wideTimesPowerOfTen(unscaled: bigint, power: number): bigint {
  // Go turns a float beyond int64 into the smallest int64.
  const factor = power <= 18 ? 10n ** BigInt(power) : -(2n ** 63n);
  return wrapInt64(unscaled * factor);
}

function wideByPowerOfTen(unscaled: bigint, power: number): bigint {
  const divisor = 10n ** BigInt(power);
  // Kubernetes takes int64 arithmetic for everything below its maximum, whatever is far below its minimum included,
  // and rounds up by adding 1 to a quotient that was cut towards zero.
  if (unscaled < 2n ** 63n - 1n && power < 19) {
    const narrow = wrapInt64(unscaled);
    return narrow / divisor + (narrow % divisor === 0n ? 0n : 1n);
  }
  const remainder = ((unscaled % divisor) + divisor) % divisor;
  return wrapInt64(wrapInt64((unscaled - remainder) / divisor) + (remainder === 0n ? 0n : 1n));
}

/** Powers of ten that are never multiplied out: no resource comes near, and the numbers would fill the memory. */
const FAR_APART = 8192;

const isClose = (a: Quantity, b: Quantity): boolean => Math.abs(a.exponent - b.exponent) <= FAR_APART;

/** Both mantissas at the finer of the two exponents. */
function align(a: Quantity, b: Quantity): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.unscaled * 10n ** BigInt(a.exponent - exponent), b.unscaled * 10n ** BigInt(b.exponent - exponent)];
}

function largerByExponent(a: Quantity, b: Quantity): Quantity {
  if (a.unscaled === 0n) return b;
  if (b.unscaled === 0n) return a;
  return a.exponent > b.exponent ? a : b;
}

function bare(q: Quantity, format: Format): Quantity {
  return { unscaled: q.unscaled, exponent: q.exponent, format, wide: q.wide };
}
