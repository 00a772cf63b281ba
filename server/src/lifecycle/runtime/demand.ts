/** What a run takes by what is assumed of it: memory and disk over time, and how long work lasts. */
import type { ContainerAssumption } from '../assumptions/assumptions.ts';
import type { Container, Pod, Volume } from '../pod/pod.ts';
import { type Curve, sumOf } from './curves.ts';

/**
 * Bytes over the seconds of a run: what its processes take up to their peak, no further than the limit, and what they
 * write to volumes in memory.
 */
export function memoryCurve(pod: Pod, { memoryLimit }: Container, behaviour: ContainerAssumption): Curve {
  const { memory } = behaviour;
  const peak =
    memory === undefined
      ? []
      : [
          { at: 0, amount: 0 },
          { at: memory.after ?? 0, amount: Math.min(memory.bytes, memoryLimit ?? Number.POSITIVE_INFINITY) },
        ];
  const inMemory = pod.volumes.filter(({ emptyDir }) => emptyDir?.inMemory === true);
  const written = inMemory.map((volume) => atMost(diskCurve(behaviour, volume.name), roomOf(volume)));
  return sumOf([peak, ...written]);
}

/** A volume in memory takes no more than its size: then writing fails. */
function roomOf({ emptyDir }: Volume): number {
  return emptyDir?.sizeLimit?.bytes ?? Number.POSITIVE_INFINITY;
}

/** Bytes over the seconds of a run that it keeps in a volume, or in its own writable layer. */
export function diskCurve({ disk = [] }: ContainerAssumption, volume: string | undefined): Curve {
  const own = disk.filter((point) => point.volume === volume);
  return own.map(({ from, bytes }) => ({ at: from, amount: bytes })).sort((a, b) => a.at - b.at);
}

export function atMost(curve: Curve, most: number): Curve {
  return curve.flatMap(({ at, amount }, index): Curve => {
    const last = curve[index - 1];
    const crosses = last !== undefined && last.at < at && last.amount < most !== amount < most;
    const cut = { at, amount: Math.min(amount, most) };
    if (!crosses) return [cut];
    const when = last.at + ((at - last.at) * (most - last.amount)) / (amount - last.amount);
    return when > last.at && when < at ? [{ at: when, amount: most }, cut] : [cut];
  });
}

/**
 * Seconds after which so many seconds of CPU have been had; undefined when they never are.
 * @param cpu what is wanted; one CPU where that is not said
 */
export function timeForWork(
  cpuSeconds: number,
  cpu: ContainerAssumption['cpu'],
  limit: number | undefined,
): number | undefined {
  const steps = [...(cpu ?? [{ from: 0, cores: 1 }])].sort((a, b) => a.from - b.from);
  let left = cpuSeconds;
  for (const [index, { from, cores }] of steps.entries()) {
    const had = Math.min(cores, limit ?? Number.POSITIVE_INFINITY);
    if (had <= 0) continue;
    const lasts = (steps[index + 1]?.from ?? Number.POSITIVE_INFINITY) - from;
    if (left <= had * lasts) return from + left / had;
    left -= had * lasts;
  }
  return undefined;
}
