/** Programs that do nothing but take memory and CPU. */
import { parseQuantity } from '../../../quantity/parse.ts';
import { isQuantity, value } from '../../../quantity/quantity.ts';
import { takeMemory, useCpu } from '../world/usage.ts';
import type { Routine } from '../world/world.ts';
import { parseByteSize, parseDuration, parseGoDuration } from './durations.ts';
import { type Call, type Programs, sleepFor } from './program.ts';

/** Bytes that a worker touches in a second. */
const MEMORY_SPEED = 2 ** 30;

/** `stress` and `stress-ng`: how much memory and CPU, for how long. */
function stress({ shell, args }: Call): Routine {
  const option = (...names: string[]): string | undefined => {
    for (const [index, arg] of args.entries()) {
      const [name = '', inline] = arg.split('=');
      if (names.includes(name)) return inline ?? args[index + 1];
    }
    return undefined;
  };
  const workers = Number(option('--vm', '-m') ?? 0);
  if (workers > 0) {
    const each = parseByteSize(option('--vm-bytes') ?? '256M') ?? 2 ** 28;
    takeMemory(shell.container, workers * each, Math.max(0.1, Math.round((each / MEMORY_SPEED) * 100) / 100));
  }
  const seconds = parseDuration(option('--timeout', '-t') ?? '') ?? Infinity;
  // Of the workers that take memory each one keeps a CPU busy, unless it is told to hold still.
  const busy = Number(option('--cpu', '-c') ?? 0) * (Number(option('--cpu-load', '-l') ?? 100) / 100);
  useCpu(shell.container, (busy || 0) + (option('--vm-hang') === undefined ? workers : 0), seconds);
  return sleepFor(seconds);
}

/** The stress of the documentation's CPU example: `-cpus`, `-mem-total`, `-mem-alloc-size`, `-mem-alloc-sleep`. */
function vishStress({ shell, args }: Call): Routine {
  const option = (name: string): string | undefined => {
    for (const [index, arg] of args.entries()) {
      const [given = '', inline] = arg.replace(/^-+/, '').split('=');
      if (given === name && arg.startsWith('-')) return inline ?? args[index + 1];
    }
    return undefined;
  };
  const bytes = bytesOf(option('mem-total') ?? '0');
  const step = Math.max(1, bytesOf(option('mem-alloc-size') ?? '4Ki'));
  const pause = parseGoDuration(option('mem-alloc-sleep') ?? '') ?? 0.001;
  if (bytes > 0) takeMemory(shell.container, bytes, Math.ceil(bytes / step) * pause);
  useCpu(shell.container, Number(option('cpus') ?? 0) || 0, Infinity);
  return sleepFor(Infinity);
}

/** A program that computes for ever when it is given input without an end, or has no other. */
export function busy({ shell }: Call): Routine {
  useCpu(shell.container, 1, Infinity);
  return sleepFor(Infinity);
}

function bytesOf(given: string): number {
  const quantity = parseQuantity(given);
  return isQuantity(quantity) ? Number(value(quantity)) : 0;
}

export const STRESS_PROGRAMS: Programs = {
  stress,
  'stress-ng': { run: stress, term: () => ({ kind: 'ends', exitCode: 0, after: 0.1 }) },
  // Go's runtime ends its program with 2 when the kernel spares it from the signal.
  'vish-stress': { run: vishStress, term: () => ({ kind: 'ends', exitCode: 2, after: 0.05 }) },
};
