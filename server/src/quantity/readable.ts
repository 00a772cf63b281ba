import * as l10n from '@vscode/l10n';
import { canonical, type Quantity, sign, wholeNumber } from './quantity.ts';
import { BINARY_SUFFIXES, DECIMAL_SUFFIXES } from './suffix.ts';

/**
 * The same amount in other words, most readable first and without the form that was written: binary and decimal
 * suffixes, plain digits, thousandths. A form that is rounded starts with `≈ `.
 */
export function equivalents(q: Quantity, written: string = q.text ?? ''): string[] {
  if (sign(q) === 0) return [...new Set([canonical(q)])].filter((form) => form !== written);
  const plain = plainDigits(q);
  const forms = [canonical(q), binary(q), decimal(q), plain, thousandths(q)];
  return [...new Set(forms)].filter((form) => form !== undefined && form !== written) as string[];
}

/** The amount in the unit that people think in for a resource: `123Mi` for 128974848 of memory, `500m` for 0.5 CPU. */
export function readable(q: Quantity, resourceName: string): string {
  if (!isBytes(resourceName)) return canonical(asNumber(q));
  const whole = wholeNumber(q);
  const bytes = binary(q) ?? plainDigits(q);
  if (bytes === undefined) return canonical(q);
  if (/[a-z]$/i.test(bytes)) return bytes;
  return whole === 1n ? l10n.t('1 byte') : l10n.t('{0} bytes', bytes);
}

/** Whether a resource, or a field such as `sizeLimit`, is counted in bytes. */
export function isBytes(resourceName: string): boolean {
  const name = resourceName.replace(/^(requests|limits)\./, '');
  return /^(memory|storage|ephemeral-storage|sizeLimit|hugepages-.*)$/.test(name);
}

/** `+1`, `5.` and `2e0` are canonical to Kubernetes, but not to a reader. */
function asNumber({ unscaled, exponent, wide }: Quantity): Quantity {
  return { unscaled, exponent, wide, format: 'DecimalSI' };
}

/** Longest run of digits worth reading. */
const LONGEST = 30;

/** `0.5`, `128974848`; undefined when it would be too long to read. */
function plainDigits(q: Quantity): string | undefined {
  if (q.exponent > LONGEST || q.exponent < -LONGEST) return undefined;
  const digits = fixed(q.unscaled * 10n ** BigInt(Math.max(q.exponent, 0)), Math.max(-q.exponent, 0));
  return digits.length > LONGEST ? undefined : digits;
}

function binary(q: Quantity): string | undefined {
  return inLargestUnit(q, BINARY_SUFFIXES.map((suffix, power) => [1024n ** BigInt(power), suffix] as const).slice(1));
}

function decimal(q: Quantity): string | undefined {
  return inLargestUnit(
    q,
    [...DECIMAL_SUFFIXES].flatMap(([exponent, suffix]) =>
      exponent > 0 ? [[10n ** BigInt(exponent), suffix] as const] : [],
    ),
  );
}

/** Thousandths of amounts small enough to be a CPU's. */
function thousandths(q: Quantity): string | undefined {
  const milli = wholeNumber({ ...q, exponent: q.exponent + 3 });
  return milli !== undefined && milli > -100_000n && milli < 100_000n ? `${milli}m` : undefined;
}

/**
 * The amount in the largest unit that is not larger than it: exact with up to three decimals, otherwise rounded to three
 * significant digits. Undefined below the smallest unit and far above the
 * largest.
 */
function inLargestUnit(q: Quantity, units: readonly (readonly [bigint, string])[]): string | undefined {
  if (q.exponent > LONGEST || q.exponent < -LONGEST) return undefined;
  const denominator = 10n ** BigInt(Math.max(-q.exponent, 0));
  const numerator = q.unscaled * 10n ** BigInt(Math.max(q.exponent, 0));
  const magnitude = numerator < 0n ? -numerator : numerator;
  const unit = units.findLast(([size]) => magnitude >= size * denominator);
  if (!unit) return undefined;

  const [size, suffix] = unit;
  const divisor = size * denominator;
  if (magnitude >= divisor * 10_000n) return undefined;
  if ((magnitude * 1000n) % divisor === 0n) return `${fixed((numerator * 1000n) / divisor, 3)}${suffix}`;
  const decimals = Math.max(0, 3 - `${magnitude / divisor}`.length);
  const scaled = (magnitude * 10n ** BigInt(decimals) * 2n + divisor) / (divisor * 2n);
  return `≈ ${numerator < 0n ? '-' : ''}${fixed(scaled, decimals)}${suffix}`;
}

/** `n / 10^decimals`, written out without trailing zeros. */
function fixed(n: bigint, decimals: number): string {
  const digits = `${n < 0n ? -n : n}`.padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return `${n < 0n ? '-' : ''}${decimals && fraction ? `${whole}.${fraction}` : whole}`;
}
