import type { ApiObject } from '../api-server/api-object.ts';
import type { Assumptions } from '../assumptions/assumptions.ts';
import type { Container, Pod } from '../pod/pod.ts';
import type { Queue } from '../queue.ts';
import type { Recorder } from '../recorder.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Backoff } from './backoff.ts';
import type { Correlator } from './events/correlator.ts';
import type { StartError } from './images.ts';
import type { Pleg } from './pleg.ts';
import type { PodWorker } from './pod-worker.ts';
import type { Prober } from './prober/prober.ts';
import type { StatusManager } from './status/status-manager.ts';
import type { Mounts } from './volumes.ts';

/** The kubelet of the Pod's node with all its parts: the state that their functions work on. */
export interface Kubelet {
  readonly pod: Pod;
  readonly assumptions: Assumptions;
  readonly gates: Gates;
  /** Minor version such as `1.34`. */
  readonly kubernetes: string;
  /** Name of the node on which a static Pod's file lies, or to which a Pod that needs no scheduler is bound. */
  readonly node: string;
  /** The Pod comes from the kubelet's manifest folder. */
  readonly isStatic: boolean;
  readonly apiObject: ApiObject;
  readonly queue: Queue;
  readonly recorder: Recorder;
  readonly correlator: Correlator;
  readonly runtime: Runtime;
  readonly pleg: Pleg;
  readonly prober: Prober;
  readonly statusManager: StatusManager;
  readonly worker: PodWorker;
  readonly mounts: Mounts;
  readonly crashLoopBackOff: Backoff;
  readonly imageBackOff: Backoff;
  /** The error of the last pull, by image, for the message of the wait. */
  readonly imageErrors: Map<string, string>;
  /** Why a container could not be started in the last sync that tried, by container (`reasonCache`). */
  readonly startErrors: Map<string, StartError>;
  /** Images that have been changed since the Pod's creation, by container. */
  readonly newImages: Map<string, string>;
  /** Next run by container. */
  readonly runs: Map<string, number>;
  /** The deletion timestamp that the sync under way knows of. */
  deletion: Deletion | undefined;
}

export interface Deletion {
  /** Seconds. */
  readonly grace: number;
  /** Step of the deletion. */
  readonly step: number;
}

/** The image that a container is to run now. */
export function imageOf({ newImages }: Kubelet, { name, image }: Container): string {
  return newImages.get(name) ?? image;
}

/** What a Kubernetes version does differently. */
export interface Gates {
  /**
   * 1.35: after a failed start the kubelet means to look again when the back-off ends, at most a minute later. The wait
   * is still drawn from 1 to 1.5 times as long (`completeWork` in `pod_workers.go`, read in 1.35.0 and 1.37.2), so it is
   * not exact.
   */
  readonly wakesAtBackOffEnd: boolean;
  /** 1.35: a container's own restartPolicy and restartPolicyRules hold for app and init containers. */
  readonly containerRestartRules: boolean;
  /** 1.36: a rule may have all containers of the Pod start anew (`RestartAllContainersOnContainerExits`). */
  readonly restartAllContainers: boolean;
  /** 1.35: images that were pulled with a secret are checked, and the text of the event says so. */
  readonly ensureSecretPulledImages: boolean;
  /** 1.34: a static Pod may not refer to objects of the API (`PreventStaticPodAPIReferences`). */
  readonly preventsStaticPodReferences: boolean;
  /** 1.37: a sidecar’s own limit of ephemeral storage is enforced, too (not in 1.35; 1.36 has not been read). */
  readonly limitsSidecarStorage: boolean;
}

/** The gates of a minor version such as `1.34`; what is not understood counts as 1.34. */
export function gatesOf(kubernetes: string): Gates {
  const minor = Number(/^v?1\.(\d+)/.exec(kubernetes)?.[1] ?? 34);
  return {
    wakesAtBackOffEnd: minor >= 35,
    containerRestartRules: minor >= 35,
    restartAllContainers: minor >= 36,
    ensureSecretPulledImages: minor >= 35,
    preventsStaticPodReferences: minor >= 34,
    limitsSidecarStorage: minor >= 37,
  };
}
