/** What containers use over time: what is assumed of them, laid over the runs that the simulation came to. */
import type { Assumptions, ContainerAssumption } from './assumptions/assumptions.ts';
import type { Container, Pod } from './pod/pod.ts';
import { type Curve, piecesOf } from './runtime/curves.ts';
import { atMost, diskCurve, memoryCurve } from './runtime/demand.ts';
import type { Step } from './steps.ts';
import type { Usage, UsagePiece } from './timeline.ts';

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
