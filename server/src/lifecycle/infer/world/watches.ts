/** What probes would see of a container: their answers are asked for again whenever something changes that they rest on. */
import type { ProbeStep } from '../../assumptions/assumptions.ts';
import { newShell } from '../programs/main.ts';
import { obstacleTo } from '../programs/missing.ts';
import { runProgram } from '../programs/run.ts';
import { type Io, LAST, type Shell } from '../shell/shell.ts';
import type { ContainerWorld } from './container.ts';
import { copyFileSystem } from './files.ts';
import type { Life, ListeningWatch, Universe, Watch } from './life.ts';
import { releaseCpu } from './usage.ts';
import { at, createWorld, type Listener, type Routine, runWorld, spawn, type World } from './world.ts';

/** Key of what any file rests on: whether a program may have written it of which nothing is known. */
export const OPAQUE = 'opaque';

/** Steps that a probe may take. */
const PROBE_BUDGET = 500;
/** Seconds that a probe is followed, and that something that never ends is taken to last. */
export const LONGEST_PROBE = 3600;

/** Seconds between two looks of a probe that reads the clock, and how long it is looked at. */
const CLOCK_STEP = 5;
const CLOCK_SPAN = 900;

export function startHook(life: Life, command: readonly string[]): void {
  const { container, exec } = life;
  const shell = newShell(container, true);
  let written = '';
  const write = (text: string) => {
    written = (written + text).slice(0, 10_240);
  };
  const io: Io = { input: '', out: write, error: write };
  spawn(container.world, container.name, statusOf(shell, command, io), (status) => {
    const delay = rounded(container.world.now - container.startedAt);
    const step = { from: 0, exit: status, ...(delay > 0 && { delay }), ...(written && { output: written }) };
    exec.set(command.join(' '), { steps: [step], seen: new Set(), isDone: true, evaluate: () => step });
  });
}

function* statusOf(shell: Shell, argv: readonly string[], io: Io): Routine {
  return (yield* runProgram(shell, argv, io, LAST)).status;
}

/** Of a probe or of the preStop hook. */
export function watchCommand(life: Life, command: readonly string[]): void {
  const evaluate = () => evaluateCommand(life, command, (looked) => watch.seen.add(looked));
  const watch: Watch = { steps: [], seen: new Set(), isDone: false, evaluate };
  life.exec.set(command.join(' '), watch);
}

/** What a probe's command answers now. It works on a copy: what it changes is not kept. */
function evaluateCommand(
  { container }: Life,
  command: readonly string[],
  saw: (key: string) => void,
): Omit<ProbeStep, 'from'> {
  const { world } = container;
  const obstacle = obstacleTo({ ...container, saw, files: { ...container.files, saw } }, command, container.directory);
  if (obstacle !== undefined) {
    container.assume(obstacle.why);
    const id = 'ID';
    return {
      error: `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed: unable to start container process: ${obstacle.error}`,
    };
  }
  saw(OPAQUE);
  const aside: World = { ...createWorld(PROBE_BUDGET), now: world.now, listeners: [...world.listeners] };
  const files = copyFileSystem(container.files, { now: () => aside.now, saw, changed: () => {}, grew: () => {} });
  const copy: ContainerWorld = {
    ...container,
    world: aside,
    files,
    cpu: [],
    disk: [],
    saw,
    opened: () => {},
    becomeOpaque: () => {},
    mayWriteAnything: () => {},
    signal: () => {
      copy.isEnding = true;
    },
  };
  const shell = newShell(copy, true);
  let output = '';
  const write = (text: string) => {
    output = (output + text).slice(0, 10_240);
  };
  const process = spawn(aside, container.name, statusOf(shell, command, { input: '', out: write, error: write }));
  runWorld(aside, world.now + LONGEST_PROBE, () => process.status !== undefined);
  const delay = process.status === undefined ? LONGEST_PROBE : rounded(aside.now - world.now);
  return { exit: process.status ?? 0, ...(delay > 0 && { delay }), ...(output && { output }) };
}

export function watchListener(
  universe: Universe,
  life: Life,
  listener: Listener,
  seen: { watch: Watch | undefined },
): void {
  const { world, requests, dirty } = universe;
  const key = `port:${listener.port}`;
  const paths = [...new Set(requests.filter(({ port }) => port === listener.port).map(({ path }) => path))];
  for (const path of listener.kind === 'http' && paths.length > 0 ? paths : [undefined]) {
    const evaluate = () => {
      if (world.now < listener.opensAt || world.now >= listener.closesAt) return { closed: true };
      if (listener.kind === 'grpc') return { serving: true };
      if (listener.kind === 'tcp') return {};
      seen.watch = watch;
      const status = listener.status(path ?? '/', world.now - listener.opensAt);
      seen.watch = undefined;
      return path === undefined ? {} : { status };
    };
    const watch: ListeningWatch = { listener, path, steps: [], seen: new Set([key]), isDone: false, evaluate };
    life.listening.push(watch);
  }
  dirty.add(key);
  for (const age of [0, ...listener.changesAt]) {
    const time = listener.opensAt + age;
    if (time > world.now) at(world, time, () => dirty.add(key));
  }
}

/** Asks again whatever rests on something that changed. */
export function look(universe: Universe): void {
  const { world, dirty } = universe;
  for (const { container, exec, listening } of universe.lives) {
    releaseCpu(container);
    const isOver = container.exit !== undefined;
    for (const watch of isOver ? listening : [...exec.values(), ...listening]) {
      const isFirst = watch.steps.length === 0;
      if (watch.isDone || (!isFirst && ![...watch.seen].some((key) => dirty.has(key)))) continue;
      const step = { from: rounded(world.now - container.startedAt), ...watch.evaluate() };
      if (isOver || isSame(watch.steps.at(-1), step)) continue;
      watch.steps.push(step);
      if (isFirst && watch.seen.has('clock')) scheduleLooks(universe);
    }
  }
  dirty.clear();
}

function scheduleLooks({ world, dirty }: Universe): void {
  const end = world.now + CLOCK_SPAN;
  const again = () => {
    if (world.isFrozen) return;
    dirty.add('clock');
    if (world.now + CLOCK_STEP <= end) at(world, world.now + CLOCK_STEP, again);
  };
  at(world, world.now + CLOCK_STEP, again);
}

function isSame(a: ProbeStep | undefined, b: ProbeStep): boolean {
  return a !== undefined && JSON.stringify({ ...a, from: 0 }) === JSON.stringify({ ...b, from: 0 });
}

export function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
