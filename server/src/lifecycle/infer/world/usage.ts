/** What a container's processes take of memory, CPU and disk. */
import * as l10n from '@vscode/l10n';
import type { CpuStep } from '../../assumptions/assumptions.ts';
import type { ContainerWorld } from './container.ts';
import { growFile } from './files.ts';
import { noteChange } from './world.ts';

/** How much memory the processes take, and when; the largest counts. */
export function takeMemory(container: ContainerWorld, bytes: number, seconds: number): void {
  if (bytes <= (container.memory?.bytes ?? 0)) return;
  const after = container.world.now - container.startedAt + seconds;
  container.memory = { bytes, after: Math.round(after * 1000) / 1000 };
}

/** The process that runs now takes CPU for some seconds, unless it ends before. */
export function useCpu(container: ContainerWorld, cores: number, seconds: number): void {
  if (!(cores > 0 && seconds > 0)) return;
  const { now, current } = container.world;
  const from = now - container.startedAt;
  const last = container.cpu.at(-1);
  // A loop tells of each round.
  if (last !== undefined && last.cores === cores && last.process === current && last.to === from) last.to += seconds;
  else container.cpu.push({ from, to: from + seconds, cores, process: current });
}

/** Ends the demands of processes that have ended. */
export function releaseCpu({ cpu, world, startedAt }: ContainerWorld): void {
  for (const demand of cpu)
    if (demand.process?.status !== undefined) demand.to = Math.min(demand.to, world.now - startedAt);
}

/** The sum of all demands up to the container's end, as steps. */
export function cpuSteps({ cpu, exit }: ContainerWorld): readonly CpuStep[] {
  const end = exit?.after ?? Infinity;
  const times = [...new Set(cpu.flatMap(({ from, to }) => [from, to]))].filter((time) => time < end);
  const steps = times
    .sort((a, b) => a - b)
    .map((time) => ({
      from: Math.round(time * 1000) / 1000,
      cores: cpu.reduce((sum, { from, to, cores }) => sum + (from <= time && time < to ? cores : 0), 0),
    }));
  return steps.filter(({ cores }, index) => cores !== (steps[index - 1]?.cores ?? 0));
}

/** Fills a file that is there with so many bytes of no interest, which takes so many seconds. */
export function fill({ files, world, assume }: ContainerWorld, path: string, bytes: number, seconds: number): void {
  growFile(files, path, bytes, seconds);
  if (seconds > 0) assume(l10n.t('what is written to disk is assumed to get there at 512 MiB a second'));
  noteChange(world);
}

/** Seconds for which a loop that is not followed any more is taken to go on as before. */
const CONTINUED = 3600;

/** What a loop has written to disk since it began, round after round, becomes an even growth that goes on. */
export function goOnGrowing({ disk, world, startedAt }: ContainerWorld, begun: number): void {
  const since = begun - startedAt;
  const lasted = world.now - begun;
  const ofLoop = disk.filter(({ from }) => from >= since);
  if (ofLoop.length === 0 || lasted <= 0) return;
  disk.splice(0, disk.length, ...disk.filter(({ from }) => from < since));
  for (const tree of new Set(ofLoop.map((growth) => growth.tree))) {
    const bytes = ofLoop.reduce((sum, growth) => (growth.tree === tree ? sum + growth.bytes : sum), 0);
    disk.push({ from: since, to: since + CONTINUED, bytes: (bytes * CONTINUED) / lasted, tree });
  }
}
