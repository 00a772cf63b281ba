import { newApiObject } from '../api-server/api-object.ts';
import type { Assumptions } from '../assumptions/assumptions.ts';
import type { Pod } from '../pod/pod.ts';
import { newRuntime } from '../runtime/runtime.ts';
import { newBackoff } from './backoff.ts';
import { newCorrelator } from './events/correlator.ts';
import { gatesOf } from './gates.ts';
import type { Kubelet } from './kubelet.ts';
import { newPleg } from './pleg.ts';
import { newPodWorker } from './pod-worker.ts';
import { podWorkerLoop } from './pod-worker-loop.ts';
import { newProber } from './prober/prober.ts';
import { newStatusManager } from './status/status-manager.ts';
import { newMounts } from './volumes.ts';

/** The kubelet of a node that this Pod comes to. */
export function newKubelet(
  pod: Pod,
  assumptions: Assumptions,
  options: { readonly kubernetes: string; readonly static?: boolean },
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
    apiObject: newApiObject(isStatic),
    queue,
    recorder,
    correlator: newCorrelator(),
    runtime,
    pleg: newPleg(queue, runtime),
    prober: newProber(),
    statusManager: newStatusManager(),
    worker: newPodWorker(podWorkerLoop),
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
