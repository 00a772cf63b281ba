/**
 * Virtual time for the Pod's processes. A process is a generator that yields what it waits for; whoever is ready runs,
 * and when nobody is, time jumps to the next waking.
 */

/** `FOREVER`, a number of seconds, or other processes. */
export type Wait =
  | { readonly seconds: number }
  | { readonly processes: readonly Process[]; readonly isInterruptible: boolean; readonly isOneEnough?: boolean };

/** A running process; its return value is the exit code. */
export type Routine = Generator<Wait, number, void>;

export const FOREVER: Wait = { seconds: Infinity };

export interface Process {
  readonly id: number;
  /** Name of the container that it runs in. */
  readonly owner: string;
  readonly routine: Routine;
  wakeAt: number;
  waitsFor: readonly Process[];
  isInterruptible: boolean;
  /** Whether it goes on as soon as one of those that it waits for has ended. */
  isOneEnough: boolean;
  /** Since when it waits. */
  since: number;
  /** Exit code; undefined while it runs. */
  status: number | undefined;
  /** Takes a signal, without `SIG`; false where it has no handler. Absent: it has none for any. */
  onSignal: ((name: string) => boolean) | undefined;
  /** Whether it goes round in a loop that changes nothing. */
  isIdle: boolean;
  /** Called when it ends by itself. */
  readonly onExit: ((status: number) => void) | undefined;
}

export interface World {
  now: number;
  /** Counts changes to files and ports. */
  version: number;
  /** How many steps may still be taken; a world without any stands still. */
  budget: number;
  /** An endless loop is not followed any more: what depends on its going on is not to be asked. */
  isFrozen: boolean;
  /** A signal is to come: loops that change nothing must go on until then. */
  isSignalPending: boolean;
  current: Process | undefined;
  readonly processes: Process[];
  readonly listeners: Listener[];
  readonly timers: { at: number; run(): void }[];
  /** Called when all have done what there was to do at this moment. */
  onSettled: () => void;
}

/** Something that listens on a port of the Pod; all containers share one address. */
export interface Listener {
  readonly owner: string;
  readonly port: number;
  readonly kind: 'http' | 'tcp' | 'grpc';
  readonly tls: boolean;
  readonly opensAt: number;
  closesAt: number;
  /** Ages in seconds at which its answers change. */
  readonly changesAt: readonly number[];
  /** HTTP status for a path at an age in seconds since it opened. */
  status(path: string, age: number): number;
}

export function createWorld(budget: number): World {
  return {
    now: 0,
    version: 0,
    budget,
    isFrozen: false,
    isSignalPending: false,
    current: undefined,
    processes: [],
    listeners: [],
    timers: [],
    onSettled: () => {},
  };
}

export function spawn(world: World, owner: string, routine: Routine, onExit?: (status: number) => void): Process {
  const process: Process = {
    id: world.processes.length + 2,
    owner,
    routine,
    wakeAt: world.now,
    waitsFor: [],
    isInterruptible: false,
    isOneEnough: false,
    since: world.now,
    status: undefined,
    onSignal: undefined,
    isIdle: false,
    onExit,
  };
  world.processes.push(process);
  return process;
}

/** Ends a process from outside. */
export function endProcess(world: World, process: Process, status: number): void {
  if (process.status !== undefined) return;
  process.status = status;
  world.version++;
}

/** Sends a signal to a process: its handler takes it, or it ends with this status. */
export function signalProcess(world: World, process: Process, name: string, status: number): void {
  if (process.status !== undefined) return;
  if (name === 'KILL' || !process.onSignal?.(name)) {
    endProcess(world, process, status);
    return;
  }
  if (process.isInterruptible) process.waitsFor = [];
  process.isIdle = false;
  world.version++;
}

/** Ends all processes of a container and closes its ports. */
export function endAll(world: World, owner: string): void {
  for (const process of world.processes) if (process.owner === owner) process.status ??= 137;
  for (const listener of world.listeners)
    if (listener.owner === owner) listener.closesAt = Math.min(listener.closesAt, world.now);
}

export function at(world: World, time: number, run: () => void): void {
  world.timers.push({ at: time, run });
}

/** Lets time pass until `isDone`, until nothing will ever happen, to `until`, or until the budget is spent. */
export function runWorld(world: World, until: number, isDone: () => boolean): void {
  while (!isDone()) {
    // Of two that wake at the same time, the one that has slept longer is the first.
    const ready = world.processes.filter((process) => isReady(world, process)).sort((a, b) => a.since - b.since);
    if (ready.length > 0) {
      for (const process of ready) resume(world, process);
      if (world.budget <= 0) break;
      continue;
    }
    world.onSettled();
    const next = Math.min(...world.processes.map(wakingTime), ...world.timers.map((timer) => timer.at));
    if (next > until) {
      if (until < next && Number.isFinite(until)) world.now = Math.max(world.now, until);
      break;
    }
    world.now = Math.max(world.now, next);
    for (const timer of takeDue(world)) {
      // What a timer brings about may end a loop that waited for it.
      world.version++;
      timer.run();
    }
  }
  world.onSettled();
}

/** Whether no other process will change anything any more. */
export function isEverythingElseQuiet(world: World, process: Process): boolean {
  return (
    world.timers.length === 0 &&
    world.processes.every(
      (other) =>
        other === process ||
        other.status !== undefined ||
        other.isIdle ||
        (wakingTime(other) === Infinity && !isReady(world, other)),
    )
  );
}

/** Counts one step; false when there have been too many. */
export function takeStep(world: World): boolean {
  return world.budget-- > 0;
}

export function noteChange(world: World): void {
  world.version++;
  if (world.current) world.current.isIdle = false;
}

function isReady(world: World, { status, waitsFor, isOneEnough, wakeAt }: Process): boolean {
  if (status !== undefined) return false;
  if (waitsFor.length === 0) return wakeAt <= world.now;
  const hasEnded = (other: Process): boolean => other.status !== undefined;
  return isOneEnough ? waitsFor.some(hasEnded) : waitsFor.every(hasEnded);
}

function wakingTime({ status, waitsFor, wakeAt }: Process): number {
  return status === undefined && waitsFor.length === 0 ? wakeAt : Infinity;
}

function resume(world: World, process: Process): void {
  if (process.status !== undefined) return;
  process.waitsFor = [];
  process.isInterruptible = false;
  process.isOneEnough = false;
  world.current = process;
  world.budget--;
  const { done, value } = process.routine.next();
  world.current = undefined;
  if (process.status !== undefined) return;
  process.since = world.now;
  if (done) {
    process.status = value;
    process.onExit?.(value);
  } else if ('seconds' in value) {
    process.wakeAt = world.now + Math.max(0, value.seconds);
  } else {
    process.waitsFor = value.processes.filter(({ status }) => status === undefined);
    process.isInterruptible = value.isInterruptible;
    process.isOneEnough = value.isOneEnough === true;
    process.wakeAt = world.now;
  }
}

function takeDue(world: World): { run(): void }[] {
  const due = world.timers.filter((timer) => timer.at <= world.now);
  for (const timer of due) world.timers.splice(world.timers.indexOf(timer), 1);
  return due;
}
