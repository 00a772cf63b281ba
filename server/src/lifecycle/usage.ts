/** What containers use over time: what is assumed of them, laid over the runs that the simulation came to. */
import type { Assumptions, ContainerAssumption } from './assumptions.ts';
import type { Container, Pod } from './pod.ts';
import type { ContainerExit, Step, Usage, UsagePiece } from './timeline.ts';

/** @param until seconds at which the simulation ended */
export function usageOf(pod: Pod, assumptions: Assumptions, steps: readonly Step[], until: number): readonly Usage[] {
  return [...pod.initContainers, ...pod.containers].flatMap((container) => {
    const behaviour = assumptions.containers?.[container.name] ?? {};
    if (behaviour.memory === undefined && behaviour.cpu === undefined) return [];
    const runs = runsOf(container.name, steps, until);
    const { name } = container;
    const memory = runs.flatMap((run) => memoryPieces(container, behaviour, run));
    const cpu = runs.flatMap((run) => cpuPieces(container, behaviour, run));
    return [
      ...(memory.length > 0 ? [{ container: name, resource: 'memory' as const, pieces: memory }] : []),
      ...(cpu.length > 0 ? [{ container: name, resource: 'cpu' as const, pieces: cpu }] : []),
    ];
  });
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly how: ContainerExit['how'] | undefined;
}

function runsOf(container: string, steps: readonly Step[], until: number): Run[] {
  const runs: Run[] = [];
  let from: number | undefined;
  for (const step of steps) {
    if (step.kind === 'start' && step.container === container) from = step.t;
    if (step.kind !== 'exit' || step.container !== container || from === undefined) continue;
    runs.push({ from, to: step.t, how: step.how });
    from = undefined;
  }
  return from === undefined ? runs : [...runs, { from, to: until, how: undefined }];
}

/** Up to its peak, where it stays; no further than the limit, where the kernel ends it. */
function memoryPieces(
  { memoryLimit = Number.POSITIVE_INFINITY }: Container,
  { memory }: ContainerAssumption,
  { from, to, how }: Run,
): UsagePiece[] {
  if (memory === undefined) return [];
  const { bytes, after = 0 } = memory;
  const most = Math.min(bytes, memoryLimit);
  const top = how === 'OOM' ? to : Math.min(to, from + after);
  const reached = how === 'OOM' || after === 0 || top === from + after ? most : (most * (top - from)) / after;
  const climb = { from, to: top, start: after === 0 ? most : 0, end: reached };
  const stay = { from: top, to, start: reached, end: reached };
  return [climb, stay].filter((piece) => piece.from < piece.to);
}

/** What it wants, as far as its limit lets it: the kernel throttles it, and does not kill it. */
function cpuPieces(
  { cpuLimit = Number.POSITIVE_INFINITY }: Container,
  { cpu = [] }: ContainerAssumption,
  { from: start, to: end }: Run,
): UsagePiece[] {
  const steps = [...cpu].sort((a, b) => a.from - b.from);
  return steps.flatMap(({ from, cores }, index) => {
    const piece = {
      from: start + from,
      to: Math.min(end, start + (steps[index + 1]?.from ?? Number.POSITIVE_INFINITY)),
    };
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
    const lasts = (steps[index + 1]?.from ?? Number.POSITIVE_INFINITY) - from;
    if (had > 0 && left <= had * lasts) return from + left / had;
    if (had > 0) left -= had * lasts;
  }
  return undefined;
}
