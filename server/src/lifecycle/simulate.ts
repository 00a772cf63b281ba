/** One Pod's life, from its creation on: API server, kubelet and runtime over one queue of events. */
import * as l10n from '@vscode/l10n';
import { changeImage } from './api-server/change-image.ts';
import { createPod } from './api-server/create-pod.ts';
import { deletePod } from './api-server/delete-pod.ts';
import { assumedDefaults } from './assumed-defaults.ts';
import type { Assumptions, ChangeAssumption } from './assumptions/assumptions.ts';
import { identityOf } from './identity.ts';
import type { Kubelet } from './kubelet/kubelet.ts';
import { newKubelet } from './kubelet/new-kubelet.ts';
import { settleProbes } from './kubelet/prober/steady.ts';
import { apiReferenceOf } from './kubelet/static-pod.ts';
import type { Pod } from './pod/pod.ts';
import { at, newQueue, run } from './queue.ts';
import { newRecorder } from './recorder.ts';
import { millis } from './runtime/runtime.ts';
import { spreadAssumed } from './spread.ts';
import type { Timeline } from './timeline.ts';
import { usageOf } from './usage.ts';
import type { Why } from './why.ts';

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
 * @param assumptions as `readAssumptions` reads them
 */
export function simulate(pod: Pod, assumptions: Assumptions, options: SimulateOptions): Timeline {
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

/** The Pod that takes a static one's place: a new one on the same node, whose runs and images go on. */
function successorOf(old: Kubelet, { container, image }: ChangeAssumption, options: SimulateOptions): Kubelet {
  const { queue, recorder, runs, runtime, correlator } = old;
  const fresh = newKubelet(runtime.pod, old.assumptions, options, { queue, recorder });
  for (const present of runtime.images) fresh.runtime.images.add(present);
  const newImages = new Map([...old.newImages, [container, image]]);
  return { ...fresh, runs, correlator, newImages };
}
