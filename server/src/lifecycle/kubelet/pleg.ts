import {
  atBeginningOf,
  fire,
  type Millis,
  newSignal,
  nextOnGrid,
  type Process,
  type Queue,
  type Signal,
  waitFor,
} from '../queue.ts';
import type { Exited, Instance, Runtime, Sandbox } from '../runtime/runtime.ts';
import { SPREAD } from '../spread.ts';

/**
 * The Pod lifecycle event generator: once a second it lists the containers, keeps what it saw and tells of changes.
 * All that the kubelet knows of containers comes from here. Seconds in which nothing changed are skipped over.
 */
export interface Pleg {
  readonly queue: Queue;
  readonly runtime: Runtime;
  /** What the last relist that found a change saw, and when. */
  cache: PodStatus;
  modified: Millis;
  /** Containers and sandboxes by id, as the last relist saw them. */
  known: Map<number, State>;
  changed: boolean;
  /** Relists that are due. */
  readonly scheduled: Set<Millis>;
  /** Fires after each relist that somebody waits for. */
  readonly relisted: Signal;
  /** Called after a relist that found changes: the Pod's worker begins once all of them have been handed over, so it takes them as one. */
  onEvent: () => void;
}

type State = 'running' | 'exited';

/** What the kubelet knows of the Pod's containers: a snapshot. */
export interface PodStatus {
  readonly sandbox: Readonly<Sandbox> | undefined;
  /** The latest first. */
  readonly containers: readonly ContainerStatus[];
}

export type ContainerStatus = Readonly<Omit<Instance, 'exited'>> & { readonly instance: Instance };

/** How a container has ended, as far as the kubelet knows. */
export function endOf(status: ContainerStatus | undefined): Exited | undefined {
  return status?.state.kind === 'exited' ? status.state : undefined;
}

const EMPTY: PodStatus = { sandbox: undefined, containers: [] };

export function newPleg(queue: Queue, runtime: Runtime): Pleg {
  const pleg: Pleg = {
    queue,
    runtime,
    cache: EMPTY,
    modified: -1,
    known: new Map(),
    changed: false,
    scheduled: new Set(),
    relisted: newSignal(),
    onEvent: () => {},
  };
  runtime.onChange = () => {
    pleg.changed = true;
    scheduleRelist(pleg, queue.now);
  };
  return pleg;
}

/** Waits until the cache is newer than `time` (`cache.GetNewerThan`): at most until the next relist. */
export function* newerThan(pleg: Pleg, time: Millis): Process<PodStatus> {
  while (Math.max(pleg.modified, lastRelist(pleg.queue.now)) <= time) {
    scheduleRelist(pleg, time);
    yield* waitFor([pleg.relisted]);
  }
  return pleg.cache;
}

/** The runtime's own answer, without the wait for a relist. */
export function inspect(runtime: Runtime): PodStatus {
  const sandbox = runtime.sandboxes.at(-1);
  return {
    sandbox: sandbox && { ...sandbox },
    containers: runtime.instances
      .map(({ exited: _, ...status }, index) => ({ ...status, instance: runtime.instances[index] as Instance }))
      .reverse(),
  };
}

/** The newest container of this name. */
export function findContainer(status: PodStatus, name: string): ContainerStatus | undefined {
  return status.containers.find(({ container }) => container.name === name);
}

function lastRelist(now: Millis): Millis {
  return nextOnGrid(now, SPREAD.relistPhase, SPREAD.relistPeriod) - SPREAD.relistPeriod;
}

function scheduleRelist(pleg: Pleg, after: Millis): void {
  const t = nextOnGrid(after, SPREAD.relistPhase, SPREAD.relistPeriod);
  if (pleg.scheduled.has(t)) return;
  pleg.scheduled.add(t);
  atBeginningOf(pleg.queue, t, () => {
    pleg.scheduled.delete(t);
    relist(pleg);
  });
}

function relist(pleg: Pleg): void {
  let found = false;
  if (pleg.changed) {
    pleg.changed = false;
    const seen = new Map<number, State>();
    for (const sandbox of pleg.runtime.sandboxes) seen.set(sandbox.id, sandbox.ready ? 'running' : 'exited');
    for (const { id, state } of pleg.runtime.instances) if (state.kind !== 'created') seen.set(id, state.kind);
    for (const [id, state] of seen) if (pleg.known.get(id) !== state) found = true;
    let removed = false;
    for (const [id, state] of pleg.known) {
      if (seen.has(id)) continue;
      removed = true;
      // That a dead container is gone is nothing new to a sync; that one has died is.
      if (state === 'running') found = true;
    }
    pleg.known = seen;
    if (found || removed) {
      pleg.cache = inspect(pleg.runtime);
      pleg.modified = pleg.queue.now;
    }
  }
  fire(pleg.relisted);
  if (found) pleg.onEvent();
}
