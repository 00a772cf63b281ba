import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Whatever takes this long is not asked for again, once there are three answers to take the middle of. */
const PATIENCE_MS = 20_000;

/**
 * The median of the milliseconds that the work takes.
 *
 * @param pause milliseconds after each round
 */
export async function timed(rounds: number, work: (round: number) => unknown, pause = 0): Promise<number> {
  const times: number[] = [];
  const begin = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round >= 3 && performance.now() - begin > PATIENCE_MS) break;
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
    if (pause > 0) await setTimeout(pause);
  }
  return median(times);
}
