import { performance } from 'node:perf_hooks';

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Whatever takes this long is not asked for again, once there are three answers to take the middle of. */
const PATIENCE_MS = 20_000;

/** The median of the milliseconds that the work takes. */
export async function timed(rounds: number, work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  const begin = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round >= 3 && performance.now() - begin > PATIENCE_MS) break;
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return median(times);
}
