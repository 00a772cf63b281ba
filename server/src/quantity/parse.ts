import { divideAwayFromZero, wrapInt32 } from './integers.ts';
import { type Quantity, type QuantityError, ZERO } from './quantity.ts';
import { type Format, interpretSuffix } from './suffix.ts';

/**
 * Turns text into a quantity as apimachinery's `ParseQuantity` does, with the same verdicts and error texts.
 *
 * Kubernetes tries a fast form first (int64 mantissa and power of ten) and falls back to arbitrary precision
 * ({@link Quantity.wide}). Which of the two a number lands in is visible: in what is kept as written, in how sums are
 * formatted, and in what comes out when it does not fit 64 bits.
 */
export function parseQuantity(text: string): Quantity | QuantityError {
  let parsed = known.get(text);
  if (!parsed) {
    parsed = read(text);
    if (known.size === MOST_KNOWN) known.clear();
    if (text.length <= LONGEST_KNOWN) known.set(text, parsed);
  }
  return parsed;
}

/** Manifests say the same few over and over, and many a rule looks at each. */
const known = new Map<string, Quantity | QuantityError>();
const MOST_KNOWN = 500;
const LONGEST_KNOWN = 30;

function read(text: string): Quantity | QuantityError {
  const match = text === '' ? null : SYNTAX.exec(text);
  if (!match) return { error: WRONG_FORMAT };
  const [, sign = '', zeros = '', integer = '', fraction = '', suffix = ''] = match;
  const meaning = interpretSuffix(suffix);
  if (!meaning) return { error: WRONG_SUFFIX };

  const { base, exponent, format } = meaning;
  const negative = sign === '-';
  const digits = (integer || '0') + fraction;
  const scale = base === 10 ? wrapInt32(exponent - fraction.length) : 0;

  if (fitsFastForm(base, exponent, integer || '0', fraction) && scale >= NANO) {
    const mantissa = BigInt(digits);
    const magnitude = base === 10 ? mantissa : mantissa << BigInt(exponent);
    return {
      unscaled: negative ? -magnitude : magnitude,
      exponent: scale,
      format,
      wide: false,
      ...(isKeptAsWritten(base, scale, digits) && { text }),
    };
  }

  // Kubernetes looks for a digit as written here, so a suffix alone ("Ei") fails where "Ki" passes as 0.
  if (zeros + integer + fraction === '') return { error: WRONG_NUMBER };
  return wideQuantity(negative, BigInt(digits), base, exponent, fraction.length, format);
}

const SYNTAX = /^([+-]?)(0*)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_NUMBER = 'unable to parse numeric part of quantity';
const WRONG_SUFFIX = "unable to parse quantity's suffix";

/** Nothing finer than nano is kept. */
const NANO = -9;
/** Most decimal digits that are sure to fit an int64. */
const FAST_DIGITS = 18;
const FAST_BINARY_DIGITS = 15;
/** Powers of ten beyond this are not written out: such numbers are zero modulo 2^64 and only compared. */
const EXPANDED_EXPONENT = 4096;
const MAX_INT64 = 2n ** 63n - 1n;

function fitsFastForm(base: 2 | 10, exponent: number, integer: string, fraction: string): boolean {
  if (base === 10) return integer.length + fraction.length <= FAST_DIGITS;
  return fraction === '' && integer.length + Math.trunc(exponent * 0.3) + 1 <= FAST_BINARY_DIGITS;
}

/** Kubernetes keeps the text of a number that looks canonical at a glance, and so prints `+1` and `5.` unchanged. */
function isKeptAsWritten(base: 2 | 10, scale: number, digits: string): boolean {
  if (base === 2) return BigInt(digits) % 8n !== 0n;
  return scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

function wideQuantity(
  negative: boolean,
  digits: bigint,
  base: 2 | 10,
  suffixExponent: number,
  fractionDigits: number,
  suffixFormat: Format,
): Quantity {
  let magnitude = base === 2 ? digits << BigInt(suffixExponent) : digits;
  let exponent = base === 10 ? wrapInt32(suffixExponent - fractionDigits) : -fractionDigits;
  let format = suffixFormat;

  if (magnitude !== 0n && exponent < NANO) {
    magnitude = divideAwayFromZero(magnitude, NANO - exponent);
    exponent = NANO;
  } else if (magnitude !== 0n && exponent - NANO <= EXPANDED_EXPONENT) {
    magnitude *= 10n ** BigInt(exponent - NANO);
    exponent = NANO;
  }
  if (format === 'BinarySI' && magnitude !== 0n) {
    const one = 10n ** BigInt(-exponent);
    if (magnitude > MAX_INT64 * one) {
      magnitude = MAX_INT64;
      exponent = 0;
    } else if (magnitude < one) {
      format = 'DecimalSI';
    }
  }
  return { unscaled: negative ? -magnitude : magnitude, exponent, format, wide: true };
}

/** A quantity as a manifest holds it: text with blanks around it allowed, a number, or null for zero. */
export function parseQuantityField(value: unknown): Quantity | QuantityError {
  if (value === null) return ZERO;
  if (typeof value === 'string') return parseQuantity(value.trim());
  return typeof value === 'number' || typeof value === 'bigint'
    ? parseQuantity(String(value))
    : { error: WRONG_FORMAT };
}
