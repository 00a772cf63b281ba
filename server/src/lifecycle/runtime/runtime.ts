import type { Assumptions, ContainerAssumption, RunAssumption } from '../assumptions/assumptions.ts';
import type { Container, Pod } from '../pod/pod.ts';
import { at, fire, type Millis, newSignal, type Process, type Queue, type Signal, waitFor } from '../queue.ts';
import { type Recorder, record } from '../recorder.ts';
import type { Why } from '../why.ts';
import { firstReach } from './curves.ts';
import { memoryCurve, timeForWork } from './demand.ts';
import type { Ending, Stop } from './ending.ts';
import { exitWhy } from './exit-why.ts';

/** The container runtime, scripted by the assumptions. It does at once what it is asked to do. */
export interface Runtime {
  readonly queue: Queue;
  readonly recorder: Recorder;
  readonly pod: Pod;
  readonly assumptions: Assumptions;
  /** Every sandbox of the Pod, the latest last. */
  readonly sandboxes: Sandbox[];
  /** Every container that still counts, the latest last: the current instance of each name and the one before it. */
  instances: Instance[];
  /** How many instances of each container have been created, by name: what the folder of its logs tells the kubelet. */
  readonly created: Map<string, number>;
  nextId: number;
  /** Images on the node. */
  readonly images: Set<string>;
  /** Failed pulls by image. */
  readonly failedPulls: Map<string, number>;
  /** Called whenever something changed that a relist would find. */
  onChange: () => void;
  /** Fires then. */
  readonly changed: Signal;
}

export interface Sandbox {
  readonly id: number;
  readonly attempt: number;
  ready: boolean;
}

/** One container as the runtime knows it. */
export interface Instance {
  readonly id: number;
  readonly container: Container;
  readonly image: string;
  readonly sandbox: number;
  readonly restartCount: number;
  /** 0 for the first that started. */
  run: number;
  state: InstanceState;
  /** Fires when it ends. */
  readonly exited: Signal;
}

export type InstanceState = { readonly kind: 'created' } | Running | Exited;

export interface Running {
  readonly kind: 'running';
  readonly startedAt: Millis;
  /** Step of its start. */
  readonly startStep: number;
}

export interface Exited {
  readonly kind: 'exited';
  readonly startedAt: Millis;
  readonly finishedAt: Millis;
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  /** Step of its end; none where it could not be started. */
  readonly exitStep?: number;
}

export function newRuntime(queue: Queue, recorder: Recorder, pod: Pod, assumptions: Assumptions): Runtime {
  const present = Object.entries(assumptions.images ?? {}).filter(([, image]) => image?.present === true);
  return {
    queue,
    recorder,
    pod,
    assumptions,
    sandboxes: [],
    instances: [],
    created: new Map(),
    nextId: 1,
    images: new Set(present.map(([name]) => name)),
    failedPulls: new Map(),
    onChange: () => {},
    changed: newSignal(),
  };
}

function noteChange(runtime: Runtime): void {
  runtime.onChange();
  fire(runtime.changed);
}

export function createSandbox(runtime: Runtime, attempt: number): Sandbox {
  const sandbox = { id: runtime.nextId++, attempt, ready: true };
  runtime.sandboxes.push(sandbox);
  noteChange(runtime);
  return sandbox;
}

export function stopSandboxes(runtime: Runtime): void {
  for (const sandbox of runtime.sandboxes.filter(({ ready }) => ready)) {
    sandbox.ready = false;
    noteChange(runtime);
  }
}

/** The container's behaviour; what is not assumed: it runs until it is stopped. */
export function behaviourOf(runtime: Runtime, container: string): ContainerAssumption {
  return runtime.assumptions.containers?.[container] ?? {};
}

/** A created container that does not run yet. */
export function createContainer(
  runtime: Runtime,
  container: Container,
  image: string,
  sandbox: number,
  restartCount: number,
): Instance {
  runtime.created.set(container.name, restartCount + 1);
  const instance: Instance = {
    id: runtime.nextId++,
    container,
    image,
    sandbox,
    restartCount,
    run: 0,
    state: { kind: 'created' },
    exited: newSignal(),
  };
  // The kubelet has all but the newest dead container of a name removed; no decision looks further back.
  const older = runtime.instances.filter((other) => other.container === container).slice(0, -1);
  runtime.instances = [...runtime.instances.filter((other) => !older.includes(other)), instance];
  return instance;
}

/** Forgets a container that does not run. */
export function removeContainer(runtime: Runtime, instance: Instance): void {
  runtime.instances = runtime.instances.filter((other) => other !== instance);
  noteChange(runtime);
}

/** Starts a created container, by the cause given; a start error leaves it dead with exit code 128. */
export function startContainer(
  runtime: Runtime,
  instance: Instance,
  runs: Map<string, number>,
  why: Why,
): string | undefined {
  const { queue, recorder } = runtime;
  const name = instance.container.name;
  const behaviour = behaviourOf(runtime, name);
  const { startError, runs: script, cpu } = behaviour;
  const startedAt = queue.now;
  noteChange(runtime);
  if (startError !== undefined) {
    const end = { exitCode: 128, reason: 'StartError', message: startError };
    instance.state = { kind: 'exited', startedAt, finishedAt: startedAt, ...end };
    return startError;
  }
  instance.run = runs.get(name) ?? 0;
  runs.set(name, instance.run + 1);
  const after = record(recorder, { kind: 'start', container: name, run: instance.run, why });
  instance.state = { kind: 'running', startedAt, startStep: after };
  const scripted: RunAssumption = script?.[Math.min(instance.run, script.length - 1)] ?? {};
  const { memoryLimit } = instance.container;
  const full = memoryLimit && firstReach(memoryCurve(runtime.pod, instance.container, behaviour), memoryLimit);
  if (full !== undefined) {
    const killed: Ending = { how: 'OOM', exitCode: 137, reason: 'OOMKilled', after };
    at(queue, queue.now + millis(full), () => end(runtime, instance, killed));
  }
  const { exitAfter, cpuSeconds, exitCode = 0, reason, message } = scripted;
  const lasts = exitAfter ?? (cpuSeconds && timeForWork(cpuSeconds, cpu, instance.container.cpuLimit));
  if (lasts !== undefined) {
    const how = reason === 'OOMKilled' ? 'OOM' : 'itself';
    at(queue, queue.now + millis(lasts), () => end(runtime, instance, { how, exitCode, reason, message, after }));
  }
  return undefined;
}

/** What SIGTERM does to a process when nothing else is assumed: it ends at once, by the signal. */
export const DEFAULT_TERM = { exitAfter: 0.05, exitCode: 143, ignore: false };

/** Asks the container to stop: SIGTERM now, SIGKILL after the grace period. Ends when it is dead. */
export function* stopContainer(runtime: Runtime, instance: Instance, stop: Stop): Process {
  const { queue, recorder } = runtime;
  const { grace, why } = stop;
  const name = instance.container.name;
  const step = record(recorder, { kind: 'stop', container: name, grace, why });
  if (instance.state.kind !== 'running') return;
  const { ignore, exitAfter, exitCode } = { ...DEFAULT_TERM, ...behaviourOf(runtime, name).term };
  const deadline = queue.now + grace * 1000;
  const reaction = queue.now + millis(exitAfter);
  if (!ignore && reaction < deadline) {
    at(queue, reaction, () => end(runtime, instance, { how: 'SIGTERM', exitCode, stop, after: step }));
  }
  yield* waitFor([instance.exited], deadline);
  end(runtime, instance, { how: 'SIGKILL', exitCode: 137, stop, after: step });
}

/** The process ends, unless it has already. */
function end(runtime: Runtime, instance: Instance, ending: Ending): void {
  const { run, container, state } = instance;
  if (state.kind !== 'running') return;
  const { queue, recorder } = runtime;
  const { startedAt } = state;
  const finishedAt = queue.now;
  const { how, exitCode, reason = exitCode === 0 ? 'Completed' : 'Error', message = '' } = ending;
  const why = exitWhy(container, ending, finishedAt - startedAt, behaviourOf(runtime, container.name));
  const exitStep = record(recorder, { kind: 'exit', container: container.name, run, exitCode, reason, how, why });
  instance.state = { kind: 'exited', startedAt, finishedAt, exitCode, reason, message, exitStep };
  noteChange(runtime);
  fire(instance.exited);
}

export function millis(seconds: number): Millis {
  return Math.max(0, Math.round(seconds * 1000)) || 0;
}
