/** Integer arithmetic of a fixed width, as Go does it: what does not fit wraps around. */

export const wrapInt64 = (n: bigint): bigint => BigInt.asIntN(64, n);

export const wrapInt32 = (n: bigint | number): number => Number(BigInt.asIntN(32, BigInt(n)));

export const isInt64 = (n: bigint): boolean => wrapInt64(n) === n;

/** `n / 10^power`, rounded away from zero. Cheap for any power. */
export function divideAwayFromZero(n: bigint, power: number): bigint {
  if (n === 0n) return 0n;
  const one = n < 0n ? -1n : 1n;
  if (power > decimalDigits(n)) return one;
  const divisor = 10n ** BigInt(power);
  return n / divisor + (n % divisor === 0n ? 0n : one);
}

/** How many decimal digits `n` has, without its sign. */
export function decimalDigits(n: bigint): number {
  return (n < 0n ? -n : n).toString().length;
}

/** Takes every factor of ten out of `n`: `n = rest * 10^times`. */
export function removeTens(n: bigint): { rest: bigint; times: number } {
  // Dividing ten by ten would take a minute for a number that fills a file.
  const digits = n.toString();
  const rest = digits.replace(/(?<=[^0])0+$/, '');
  return { rest: BigInt(rest), times: digits.length - rest.length };
}

/** Takes every factor of 1024 out of `n`: `n = rest * 1024^times`. */
export function remove1024s(n: bigint): { rest: bigint; times: number } {
  let rest = n;
  let times = 0;
  while (rest !== 0n && rest % 1024n === 0n) {
    rest /= 1024n;
    times++;
  }
  return { rest, times };
}
