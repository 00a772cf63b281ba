/** Milliseconds since the Pod was created: whole numbers, so that grids of ticks never drift. */
export type Millis = number;

/** The simulation's only clock: what is due next runs, and time jumps to it. */
export interface Queue {
  now: Millis;
  readonly due: Due[];
  /** Events run so far; the bound of {@link run} counts them. */
  count: number;
  sequence: number;
}

interface Due {
  readonly t: Millis;
  /** Of what is due at the same time, -1 comes first and 1 last. */
  readonly turn: -1 | 0 | 1;
  readonly sequence: number;
  readonly run: () => void;
}

export function newQueue(): Queue {
  return { now: 0, due: [], count: 0, sequence: 0 };
}

/** Runs `run` at `t`, or now when `t` has passed; first come, first served within a millisecond. */
export function at(queue: Queue, t: Millis, run: () => void): void {
  push(queue.due, { t: Math.max(t, queue.now), turn: 0, sequence: queue.sequence++, run });
}

/** Runs `run` at the beginning of the millisecond `t`, before everything else that is due in it. */
export function atBeginningOf(queue: Queue, t: Millis, run: () => void): void {
  push(queue.due, { t: Math.max(t, queue.now), turn: -1, sequence: queue.sequence++, run });
}

/** Runs `run` at the end of this millisecond, after everything else that is due in it. */
export function atEndOfNow(queue: Queue, run: () => void): void {
  push(queue.due, { t: queue.now, turn: 1, sequence: queue.sequence++, run });
}

/**
 * Runs events in order of time until none is due before or at `until`.
 * @param proceed asked after every event; false ends the run there
 * @returns whether it came to `until`
 */
export function run(queue: Queue, until: Millis, proceed: () => boolean): boolean {
  for (;;) {
    const next = queue.due[0];
    if (next === undefined || next.t > until) break;
    pop(queue.due);
    queue.now = next.t;
    queue.count++;
    next.run();
    if (!proceed()) return false;
  }
  queue.now = until;
  return true;
}

/** The first time after `t` that lies on the grid `phase + k * period`. */
export function nextOnGrid(t: Millis, phase: Millis, period: Millis): Millis {
  return phase + (Math.floor((t - phase) / period) + 1) * period;
}

/** A condition that processes wait for. Waking is for those who wait now: look at the state, then wait. */
export interface Signal {
  readonly waiters: Set<() => void>;
}

export function newSignal(): Signal {
  return { waiters: new Set() };
}

/** Wakes, in order of their coming, all processes that wait for the signal. */
export function fire(signal: Signal): void {
  if (signal.waiters.size === 0) return;
  // A process that another one has woken meanwhile waits no longer.
  for (const wake of [...signal.waiters]) if (signal.waiters.delete(wake)) wake();
}

/** What a process waits for: any of the signals, or the time. */
export interface Pause {
  readonly signals: readonly Signal[];
  readonly until?: Millis;
}

/** A thread of the kubelet or of the runtime: a generator that pauses; it is told whether a signal woke it. */
export type Process<T = void> = Generator<Pause, T, boolean>;

/** Runs a process up to its first pause, and from pause to pause as time goes by. */
export function spawn(queue: Queue, process: Process): void {
  let pauses = 0;
  let signals: readonly Signal[] = [];
  const resume = (signalled: boolean): void => {
    for (const signal of signals) signal.waiters.delete(onSignal);
    pauses++;
    const step = process.next(signalled);
    if (step.done) return;
    const { until } = step.value;
    signals = step.value.signals;
    for (const signal of signals) signal.waiters.add(onSignal);
    if (until === undefined) return;
    const pause = pauses;
    at(queue, until, () => {
      if (pause === pauses) resume(false);
    });
  };
  const onSignal = (): void => resume(true);
  resume(false);
}

export function* sleepUntil(until: Millis): Process {
  yield { signals: [], until };
}

/** Waits for a signal; false when `until` came first. */
export function* waitFor(signals: readonly Signal[], until?: Millis): Process<boolean> {
  return yield until === undefined ? { signals } : { signals, until };
}

function isBefore(a: Due, b: Due): boolean {
  if (a.t !== b.t) return a.t < b.t;
  if (a.turn !== b.turn) return a.turn < b.turn;
  return a.sequence < b.sequence;
}

function push(heap: Due[], due: Due): void {
  let hole = heap.length;
  heap.push(due);
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = heap[parent] as Due;
    if (!isBefore(due, above)) break;
    heap[hole] = above;
    hole = parent;
  }
  heap[hole] = due;
}

function pop(heap: Due[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Due, heap[child] as Due)) child++;
    if (!isBefore(heap[child] as Due, last)) break;
    heap[hole] = heap[child] as Due;
    hole = child;
  }
  heap[hole] = last;
}
