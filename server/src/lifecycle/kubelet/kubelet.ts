import type { ApiObject } from '../api-server/api-object.ts';
import type { Assumptions } from '../assumptions/assumptions.ts';
import type { Container, Pod } from '../pod/pod.ts';
import type { Queue } from '../queue.ts';
import type { Recorder } from '../recorder.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Backoff } from './backoff.ts';
import type { Correlator } from './events/correlator.ts';
import type { Gates } from './gates.ts';
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
