/**
 * What the containers of a Pod do, read from its manifest: their commands are run in a small virtual world, well-known
 * images stand for what they are known to do, and whatever remains is assumed and said.
 */
import { memoize } from '../../memoize.ts';
import { isMapping, type PlainMapping } from '../../model/plain.ts';
import type {
  Assumptions,
  ContainerAssumption,
  ListenAssumption,
  ProbeStep,
  RunAssumption,
} from '../assumptions/assumptions.ts';
import type { Assumed } from '../timeline.ts';
import { explain, type Term, usersOf } from './explain.ts';
import { type Launch, type Request, readLaunches, readRequests } from './launch.ts';
import { diskOf } from './world/disk.ts';
import type { FileTree } from './world/files.ts';
import type { Life, Universe } from './world/life.ts';
import {
  createUniverse,
  runUntilExit,
  startContainer,
  stepsTaken,
  terminate,
  terminationMessage,
} from './world/lives.ts';
import { cpuSteps } from './world/usage.ts';

export interface Inference {
  readonly assumptions: Assumptions;
  readonly assumed: readonly Assumed[];
  /** Steps of programs that were followed for it. */
  readonly steps: number;
}

/** @param pod a plain object with `metadata` and `spec`; any value is accepted */
export const infer = (pod: unknown): Inference => inferFrom(isMapping(pod) ? pod : {});

/** A timeline and what is told beside it rest on the same. */
const inferFrom = memoize((manifest: PlainMapping): Inference => {
  const launches = readLaunches(manifest);
  const requests = readRequests(manifest);
  const universe = enactPod(launches, requests);
  const sharesProcesses =
    isMapping(manifest.spec) && (manifest.spec.shareProcessNamespace === true || manifest.spec.hostPID === true);

  const containers: Record<string, ContainerAssumption> = {};
  const assumed: Assumed[] = [];
  for (const life of universe.lives) {
    const lives = [life, ...laterRuns(life, universe, requests)];
    const term = sharesProcesses ? undefined : termOf(life, requests);
    containers[life.launch.name] = assumptionOf(lives, term);
    assumed.push(...explain(lives, term));
  }
  const users = usersOf(launches);
  assumed.push(...users.flatMap(({ said }) => said));
  const images = Object.fromEntries(users.map(({ image, user }) => [image, { user }]));
  return { assumptions: { containers, ...(users.length > 0 && { images }) }, assumed, steps: stepsTaken(universe) };
});

/** Init containers one after the other, sidecars beside them, then all others. */
function enactPod(launches: readonly Launch[], requests: readonly Request[]): Universe {
  const universe = createUniverse(requests);
  for (const launch of launches.filter(({ role }) => role !== 'container')) {
    const life = startContainer(universe, launch);
    if (launch.role === 'init') runUntilExit(universe, [life]);
  }
  const lives: Life[] = [];
  for (const launch of launches.filter(({ role }) => role === 'container')) {
    if (lives.length > 0) runUntilExit(universe, lives, universe.world.now + START_GAP);
    lives.push(startContainer(universe, launch));
  }
  if (lives.length > 0) runUntilExit(universe, lives);
  return universe;
}

/** Seconds between the starts of two containers: the kubelet pulls and starts them one after the other. */
const START_GAP = 0.5;

/** Restarts followed, until one goes like the one before. */
const FOLLOWED_RUNS = 3;

/** What a restart finds in the volumes may make it go another way. */
function laterRuns(life: Life, { world, volumes }: Universe, requests: readonly Request[]): Life[] {
  const runs: Life[] = [];
  let [last, found]: [Life, ReadonlyMap<FileTree, FileTree>] = [life, volumes];
  const hasVolume = life.launch.mounts.some(({ tree, isReadOnly }) => tree.knowledge === 'all' && !isReadOnly);
  while (
    hasVolume &&
    runs.length < FOLLOWED_RUNS &&
    last.container.exit &&
    life.launch.restartsAfter(last.container.exit.code)
  ) {
    const universe = createUniverse(requests, found);
    for (const listener of world.listeners)
      if (listener.owner !== life.launch.name && listener.closesAt === Infinity)
        universe.world.listeners.push({ ...listener, opensAt: 0 });
    const next = startContainer(universe, life.launch);
    runUntilExit(universe, [next]);
    if (signature(next) === signature(last)) break;
    runs.push(next);
    [last, found] = [next, universe.volumes];
  }
  return runs;
}

function signature({ container, exec, listening }: Life): string {
  const answers = [...exec].map(([key, { steps }]) => [key, steps]);
  return JSON.stringify([
    container.exit,
    answers,
    listening.map(({ path, steps }) => [path, steps]),
    container.memory,
    container.cpu,
  ]);
}

/** When SIGTERM is sent to find out what it does: in the middle of a second, so that no sleep has just ended. */
const SIGNAL_TIME = 30.5;

/** Undefined when nothing is known of the main process. */
function termOf({ launch, container }: Life, requests: readonly Request[]): Term | undefined {
  const { main, exit } = container;
  if (main.kind === 'program') {
    if (main.term.kind === 'ends') return { exitAfter: main.term.after, exitCode: main.term.exitCode };
    return main.term.kind === 'ignores' ? { ignore: true } : undefined;
  }
  if (!main.traps.get('TERM')) return { ignore: true };
  const universe = createUniverse(requests);
  const outcome = terminate(
    universe,
    startContainer(universe, launch),
    exit ? Math.min(SIGNAL_TIME, exit.after / 2) : SIGNAL_TIME,
  );
  return outcome ? { exitAfter: Math.round(outcome.after * 1000) / 1000, exitCode: outcome.code } : { ignore: true };
}

function assumptionOf(lives: readonly Life[], term: Term | undefined): ContainerAssumption {
  const exec: Record<string, ProbeStep[]> = {};
  const listen: ListenAssumption[] = [];
  for (const [run, life] of lives.entries()) {
    const inRun = (steps: readonly ProbeStep[]) => limitToRuns(steps, run, lives.length);
    for (const [command, { steps }] of life.exec) exec[command] = [...(exec[command] ?? []), ...inRun(steps)];
    for (const { listener, path, steps } of life.listening) {
      const { port, kind, tls } = listener;
      const known = listen.find((each) => each.port === port && each.kind === kind && each.path === path);
      const added = inRun(startClosed(steps));
      if (known) listen[listen.indexOf(known)] = { ...known, steps: [...known.steps, ...added] };
      else listen.push({ port, kind, ...(tls && { tls }), ...(path !== undefined && { path }), steps: added });
    }
  }
  const memory = lives[0]?.container.memory;
  const cpu = lives[0] && cpuSteps(lives[0].container);
  const disk = lives[0] ? diskOf(lives[0]) : [];
  const startError = lives[0]?.container.startError;
  return {
    ...(startError === undefined ? { runs: lives.map(runOf) } : { startError }),
    ...(term && { term }),
    ...(Object.keys(exec).length > 0 && { exec }),
    ...(listen.length > 0 && { listen }),
    ...(memory && { memory }),
    ...(cpu && cpu.length > 0 && { cpu }),
    ...(disk.length > 0 && { disk }),
  };
}

function runOf(life: Life): RunAssumption {
  const { exit } = life.container;
  if (!exit) return {};
  const message = terminationMessage(life);
  return { exitAfter: exit.after, exitCode: exit.code, ...(message && { message }) };
}

/** Runs that may yet come are like the last one that was followed. */
const LAST_RUN = 50;

function limitToRuns(steps: readonly ProbeStep[], run: number, count: number): ProbeStep[] {
  if (count === 1) return [...steps];
  const runs = run < count - 1 ? [run] : Array.from({ length: LAST_RUN - run }, (_, i) => run + i);
  return runs.flatMap((onlyRun) => steps.map((step) => ({ ...step, onlyRun })));
}

function startClosed(steps: readonly ProbeStep[]): readonly ProbeStep[] {
  const [first, ...others] = steps;
  if (!first || first.from === 0) return steps;
  return first.closed ? [{ ...first, from: 0 }, ...others] : [{ from: 0, closed: true }, ...steps];
}
