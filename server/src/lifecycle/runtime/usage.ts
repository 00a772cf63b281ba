/** What containers use over time: what is assumed of them, laid over the runs that the simulation came to. */
import type { Assumptions, ContainerAssumption } from '../assumptions/assumptions.ts';
import type { Container, Pod, Volume } from '../pod/pod.ts';
import type { Step, Usage, UsagePiece } from '../timeline.ts';
import { type Curve, piecesOf, sumOf } from './curves.ts';

/** @param until seconds at which the simulation ended */
export function usageOf(pod: Pod, assumptions: Assumptions, steps: readonly Step[], until: number): readonly Usage[] {
  return [...pod.initContainers, ...pod.containers].flatMap((container) => {
    const behaviour = assumptions.containers?.[container.name] ?? {};
    const runs = runsOf(container.name, steps, until);
    const along = (curve: Curve): UsagePiece[] => runs.flatMap(({ from, to }) => piecesOf(curve, from, to - from));
    const { memoryLimit = Number.POSITIVE_INFINITY } = container;
    const memory = atMost(memoryCurve(pod, container, behaviour), memoryLimit);
    const volumes = [undefined, ...pod.volumes.filter(({ emptyDir }) => emptyDir?.inMemory === false)];
    return [
      usage(container, 'memory', along(memory)),
      usage(
        container,
        'cpu',
        runs.flatMap((run) => cpuPieces(container, behaviour, run)),
      ),
      ...volumes.map((volume) =>
        usage(container, 'ephemeral-storage', along(diskCurve(behaviour, volume?.name)), volume?.name),
      ),
    ].filter(({ pieces }) => pieces.length > 0);
  });
}

function usage(
  { name }: Container,
  resource: Usage['resource'],
  pieces: readonly UsagePiece[],
  volume?: string,
): Usage {
  return { container: name, resource, ...(volume !== undefined && { volume }), pieces };
}

interface Run {
  readonly from: number;
  readonly to: number;
}

function runsOf(container: string, steps: readonly Step[], until: number): Run[] {
  const runs: Run[] = [];
  let from: number | undefined;
  for (const step of steps) {
    if (step.kind === 'start' && step.container === container) from = step.t;
    if (step.kind !== 'exit' || step.container !== container || from === undefined) continue;
    runs.push({ from, to: step.t });
    from = undefined;
  }
  return from === undefined ? runs : [...runs, { from, to: until }];
}

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

function atMost(curve: Curve, most: number): Curve {
  return curve.flatMap(({ at, amount }, index): Curve => {
    const last = curve[index - 1];
    const crosses = last !== undefined && last.at < at && last.amount < most !== amount < most;
    const cut = { at, amount: Math.min(amount, most) };
    if (!crosses) return [cut];
    const when = last.at + ((at - last.at) * (most - last.amount)) / (amount - last.amount);
    return when > last.at && when < at ? [{ at: when, amount: most }, cut] : [cut];
  });
}

/** What it wants, as far as its limit lets it: the kernel throttles it, and does not kill it. */
function cpuPieces(
  { cpuLimit = Number.POSITIVE_INFINITY }: Container,
  { cpu = [] }: ContainerAssumption,
  { from: start, to: end }: Run,
): UsagePiece[] {
  const steps = [...cpu].sort((a, b) => a.from - b.from);
  return steps.flatMap(({ from, cores }, index) => {
    const next = steps[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const piece = { from: start + from, to: Math.min(end, start + next) };
    if (piece.from >= piece.to) return [];
    const had = Math.min(cores, cpuLimit);
    return [{ ...piece, start: had, end: had, ...(had < cores && { wanted: cores }) }];
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
