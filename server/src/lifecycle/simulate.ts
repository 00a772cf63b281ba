import * as l10n from '@vscode/l10n';
import { changeImage, createPod, deletePod } from './api-server/api-server.ts';
import type { Assumptions, ChangeAssumption } from './assumptions/assumptions.ts';
import { readAssumptions } from './assumptions/reader.ts';
import { newBackoff } from './kubelet/backoff.ts';
import { newCorrelator } from './kubelet/events/correlator.ts';
import { DEFAULT_PULL } from './kubelet/images.ts';
import { gatesOf, type Kubelet } from './kubelet/kubelet.ts';
import { newPleg } from './kubelet/pleg.ts';
import { newPodWorker } from './kubelet/pod-worker.ts';
import { newProber, settleProbes } from './kubelet/prober/prober.ts';
import { apiReferenceOf } from './kubelet/static-pod.ts';
import { newStatusManager } from './kubelet/status/status-manager.ts';
import { newMounts } from './kubelet/volumes.ts';
import type { Container, Pod } from './pod/pod.ts';
import { at, newQueue, run } from './queue.ts';
import { newRecorder } from './recorder.ts';
import { DEFAULT_TERM, millis, newRuntime } from './runtime/runtime.ts';
import { usageOf } from './runtime/usage.ts';
import { spreadAssumed } from './spread.ts';
import type { Assumed, ContainerIdentity, Timeline, Why } from './timeline.ts';

export interface SimulateOptions {
  /** Seconds to simulate. */
  readonly until: number;
  /** Minor version such as `1.34`. */
  readonly kubernetes: string;
  /** The Pod is a static one: a file in the kubelet's manifest folder. */
  readonly static?: boolean;
  /** A controller deletes the Pod then (seconds), and why. */
  readonly deletion?: { readonly at: number; readonly why: Why };
}

/** More steps, or more events without a step, than a reader or a machine can bear. */
const MAX_STEPS = 200_000;
const MAX_EVENTS = 5_000_000;
const MAX_SECONDS = 366 * 86_400;

/**
 * The life of a Pod from its creation on, as the kubelet of that version would lead it under these assumptions.
 * Same input, same timeline; nothing is left to chance (see `spread.ts`), and it never throws.
 */
export function simulate(pod: Pod, given: Assumptions, options: SimulateOptions): Timeline {
  const assumptions = readAssumptions(given);
  const until = Math.min(MAX_SECONDS, Math.max(0, options.until || 0));
  const clock = newQueue();
  const kubelet = newKubelet(pod, assumptions, options, { queue: clock, recorder: newRecorder(clock) });
  const { queue, recorder } = kubelet;
  const { deleteAt, changes = [] } = assumptions;
  let current = kubelet;
  let stopped: string | undefined;
  const reference = kubelet.isStatic && kubelet.gates.preventsStaticPodReferences ? apiReferenceOf(pod) : undefined;
  if (pod.containers.length === 0) stopped = l10n.t('The Pod has no containers.');
  else if (reference !== undefined) {
    const error = `static pods may not reference ${reference}`;
    stopped = l10n.t('The kubelet does not take the file from its manifest folder: {0}.', error);
  } else {
    at(queue, 0, () => createPod(kubelet));
    const { deletion } = options;
    for (const change of changes) {
      at(queue, millis(change.at), () =>
        changeImage(current, change, () => {
          current = successorOf(current, change, options);
          createPod(current);
        }),
      );
    }
    if (deleteAt !== undefined) at(queue, millis(deleteAt), () => deletePod(current));
    if (deletion !== undefined) at(queue, millis(deletion.at), () => deletePod(current, deletion.why));
    const finished = run(queue, millis(until), () => recorder.steps.length < MAX_STEPS && queue.count < MAX_EVENTS);
    settleProbes(current);
    if (!finished)
      stopped = l10n.t('The simulation stops after {0} s: more than {1} steps.', queue.now / 1000, MAX_STEPS);
  }
  const end = stopped === undefined ? until : queue.now / 1000;
  return {
    kubernetes: options.kubernetes,
    pod: {
      name: kubelet.pod.name,
      namespace: pod.namespace,
      static: kubelet.isStatic,
      containers: [...pod.initContainers, ...pod.containers].map(identityOf),
    },
    until: end,
    steps: recorder.steps,
    usage: usageOf(pod, assumptions, recorder.steps, end),
    assumed: [...assumedDefaults(kubelet), ...spreadAssumed(kubelet.gates)],
    ...(stopped !== undefined && { stopped }),
  };
}

function newKubelet(
  pod: Pod,
  assumptions: Assumptions,
  options: SimulateOptions,
  { queue, recorder }: Pick<Kubelet, 'queue' | 'recorder'>,
): Kubelet {
  const runtime = newRuntime(queue, recorder, pod, assumptions);
  const isStatic = options.static === true;
  const node = String(assumptions.nodes?.[0]?.name ?? 'node1');
  return {
    pod: isStatic ? { ...pod, name: `${pod.name}-${node}` } : pod,
    assumptions,
    gates: gatesOf(options.kubernetes),
    kubernetes: options.kubernetes,
    node,
    isStatic,
    queue,
    recorder,
    correlator: newCorrelator(),
    runtime,
    pleg: newPleg(queue, runtime),
    prober: newProber(),
    statusManager: newStatusManager(),
    worker: newPodWorker(),
    mounts: newMounts(),
    crashLoopBackOff: newBackoff(),
    imageBackOff: newBackoff(),
    imageErrors: new Map(),
    startErrors: new Map(),
    newImages: new Map(),
    runs: new Map(),
    deletion: undefined,
  };
}

/** The Pod that takes a static one's place: a new one on the same node, whose runs and images go on. */
function successorOf(old: Kubelet, { container, image }: ChangeAssumption, options: SimulateOptions): Kubelet {
  const { queue, recorder, runs, runtime, correlator } = old;
  const fresh = newKubelet(runtime.pod, old.assumptions, options, { queue, recorder });
  for (const present of runtime.images) fresh.runtime.images.add(present);
  const newImages = new Map([...old.newImages, [container, image]]);
  return { ...fresh, runs, correlator, newImages };
}

/** What tells a container in a Timeline. */
export function identityOf({
  name,
  role,
  image,
  path,
  probes,
  memoryLimit,
  cpuLimit,
  storageLimit,
}: Container): ContainerIdentity {
  return {
    name,
    role,
    image,
    path,
    probes: (['startup', 'liveness', 'readiness'] as const).flatMap((type) => {
      const probe = probes[type];
      if (probe === undefined || probe.handler.kind === 'sleep') return [];
      const { initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold } = probe;
      const handler = probe.handler.kind;
      const command = probe.handler.kind === 'exec' ? { command: probe.handler.command.join(' ') } : {};
      const times = { initialDelaySeconds, periodSeconds, timeoutSeconds, successThreshold, failureThreshold };
      return [{ type, handler, ...command, ...times }];
    }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(cpuLimit !== undefined && { cpuLimit }),
    ...(storageLimit !== undefined && { storageLimit: storageLimit.bytes }),
  };
}

/** What nobody gave and the steps rest on: how long pulls take, and what SIGTERM does. */
function assumedDefaults({ pod, assumptions, recorder }: Kubelet): Assumed[] {
  const { steps } = recorder;
  const all = [...pod.initContainers, ...pod.containers];
  const pulled = new Set(steps.flatMap((step) => (step.kind === 'pull' ? [step.image] : [])));
  const stopped = new Set(
    steps.flatMap((step) => (step.kind === 'exit' && step.how === 'SIGTERM' ? [step.container] : [])),
  );
  const pulls = [...pulled]
    .filter((image) => assumptions.images?.[image]?.pull === undefined)
    .map((image) => ({
      key: `images["${image}"].pull`,
      text: l10n.t('A pull of {0} takes {1} s.', image, DEFAULT_PULL),
      container: all.find((container) => container.image === image),
    }));
  const stops = [...stopped]
    .filter((name) => assumptions.containers?.[name]?.term === undefined)
    .map((name) => ({
      key: `containers.${name}.term`,
      text: l10n.t(
        '{0} ends with exit code {1}, {2} s after SIGTERM.',
        name,
        DEFAULT_TERM.exitCode,
        DEFAULT_TERM.exitAfter,
      ),
      container: undefined,
    }));
  return [...pulls, ...stops].map(({ key, text, container }) => ({
    key,
    text,
    source: 'default' as const,
    ...(container !== undefined && { field: `${container.path}.image` }),
  }));
}
