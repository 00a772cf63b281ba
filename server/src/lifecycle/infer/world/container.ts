/** A container in the virtual world: its files, its main process, and what it has been seen to do. */
import * as l10n from '@vscode/l10n';
import type { CpuStep, DiskPoint } from '../../assumptions/assumptions.ts';
import { type Curve, sumOf } from '../../curves.ts';
import type { DeclaredPort } from '../launch.ts';
import type { Io, Runner, Shell } from '../shell/shell.ts';
import { type FileSystem, type FileTree, growFile } from './files.ts';
import { type Listener, noteChange, type Process, type Routine, type World } from './world.ts';

/** What SIGTERM does to the main process. */
export type TermReaction =
  | { readonly kind: 'ends'; readonly after: number; readonly exitCode: number }
  /** The kernel spares process 1 from a signal that it has no handler for. */
  | { readonly kind: 'ignores' }
  | { readonly kind: 'unknown' };

export interface ContainerWorld {
  readonly name: string;
  readonly image: string;
  readonly world: World;
  readonly files: FileSystem;
  /** Whose wording its tools have. */
  readonly family: 'busybox' | 'gnu';
  readonly environment: ReadonlyMap<string, string>;
  readonly directory: string;
  /** Somebody may type into its standard input, so that an interactive shell waits. */
  readonly isInteractive: boolean;
  /** Its main process runs as root; true where the image's user is not known. */
  readonly isRoot: boolean;
  /** What its main process was started as; empty where only the image knows. */
  readonly commandLine: string;
  /** Ports that the manifest names. */
  readonly ports: readonly DeclaredPort[];
  /** Well-known programs that are not in the image, and have not been installed either. */
  readonly lacks: Set<string>;
  /** Programs that go by another name in this image. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Runs a builtin or a program. */
  readonly run: Runner;
  /** Replaces the main process. */
  become(shell: Shell, argv: readonly string[], io: Io): Routine;
  /** Sends a signal to the main process. */
  signal(name: string): void;
  startedAt: number;
  /** What it wrote to standard output and error, the end of it. */
  log: string;
  main: { readonly kind: 'shell'; readonly shell: Shell } | { readonly kind: 'program'; readonly term: TermReaction };
  memory: { readonly bytes: number; readonly after: number } | undefined;
  /** How many CPUs processes would take, and when. */
  readonly cpu: Demand[];
  /** How what it has on disk grew and shrank. */
  readonly disk: Growth[];
  exit: { readonly after: number; readonly code: number } | undefined;
  /** Why the runtime cannot start it. */
  startError: string | undefined;
  readsClock: boolean;
  /** Its main process has been told to end. */
  isEnding: boolean;
  /** Takes down something that is taken for granted. */
  assume(text: string): void;
  /** A program runs that is not known: it is taken to open the ports that the manifest names, and to write any file. */
  becomeOpaque(): void;
  /** A program runs of which nothing is known but that it ends: it is taken to write any file of its volumes. */
  mayWriteAnything(): void;
  /** Told of what else was looked at: ports and the clock. */
  saw(key: string): void;
  /** Told when a port opens. */
  opened(listener: Listener): void;
}

/** How much CPU a process would take; seconds after the container's start. */
export interface Demand {
  readonly from: number;
  to: number;
  readonly cores: number;
  readonly process: Process | undefined;
}

/** What came to a tree of files from second to second after the container's start. */
export interface Growth {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
  readonly tree: FileTree;
}

export function readClock(container: ContainerWorld): number {
  container.readsClock = true;
  container.saw('clock');
  return container.world.now;
}

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

/** What it keeps on disk over time, of one tree of files: the points of a curve. */
export function diskPoints({ disk, exit }: ContainerWorld, tree: FileTree, volume: string | undefined): DiskPoint[] {
  const end = exit?.after ?? Infinity;
  const growths = disk.filter((growth) => growth.tree === tree && growth.from < end);
  const curves = growths.map(
    ({ from, to, bytes }): Curve => [
      { at: from, amount: 0 },
      { at: to, amount: bytes },
    ],
  );
  return sumOf(curves).map(({ at, amount }) => ({
    from: Math.round(at * 1000) / 1000,
    bytes: Math.max(0, Math.round(amount)),
    ...(volume !== undefined && { volume }),
  }));
}
