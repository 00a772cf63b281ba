import { wrapInt32 } from './integers.ts';

/** How a quantity is written: `129e6`, `123Mi` or `129M`. */
export type Format = 'DecimalExponent' | 'BinarySI' | 'DecimalSI';

/** Decimal suffixes by power of ten. */
export const DECIMAL_SUFFIXES: ReadonlyMap<number, string> = new Map([
  [-9, 'n'],
  [-6, 'u'],
  [-3, 'm'],
  [0, ''],
  [3, 'k'],
  [6, 'M'],
  [9, 'G'],
  [12, 'T'],
  [15, 'P'],
  [18, 'E'],
]);

/** Binary suffixes by power of 1024. */
export const BINARY_SUFFIXES: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

export interface SuffixMeaning {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: Format;
}

/** What a suffix multiplies by; undefined when Kubernetes does not know it (`K`, `mi`, `e`, …). */
export function interpretSuffix(suffix: string): SuffixMeaning | undefined {
  for (const [exponent, name] of DECIMAL_SUFFIXES) {
    if (name === suffix) return { base: 10, exponent, format: 'DecimalSI' };
  }
  const power = BINARY_SUFFIXES.indexOf(suffix);
  if (power > 0) return { base: 2, exponent: power * 10, format: 'BinarySI' };

  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined) return undefined;
  const parsed = BigInt(exponent.replace('+', ''));
  if (BigInt.asIntN(64, parsed) !== parsed) return undefined;
  return { base: 10, exponent: wrapInt32(parsed), format: 'DecimalExponent' };
}
