/**
 * What the manifest cannot say: how long pulls take, what processes do, what the cluster looks like.
 * This is the format of an assumption file (`timeline --assume`) and of what the preview edits.
 * Every part is optional; times are seconds.
 */
export interface Assumptions {
  /** By image reference as the Pod writes it. */
  readonly images?: Readonly<Record<string, ImageAssumption>>;
  /** By container name. */
  readonly containers?: Readonly<Record<string, ContainerAssumption>>;
  /** The cluster. Absent in a file that is given: the Pod arrives bound; no file at all: the nodes of `DEFAULT_CLUSTER`. */
  readonly nodes?: readonly NodeAssumption[];
  /** Pods that are on the nodes already, as Kubernetes objects with `spec.nodeName`. */
  readonly placed?: readonly unknown[];
  /** What is changed in the Pod while it lives. */
  readonly changes?: readonly ChangeAssumption[];
  /** When the Pod is deleted. */
  readonly deleteAt?: number;
  /** `kubectl delete --grace-period`. */
  readonly grace?: number;
  /** Name of a ConfigMap that appears at `configMapAt` (from the start, if absent): a short form of {@link objects}. */
  readonly configMap?: string;
  readonly configMapAt?: number;
  /**
   * The ConfigMaps, Secrets and claims that exist, as `configmap/NAME`, `secret/NAME` or `persistentvolumeclaim/NAME`,
   * with the second in which they appear; `all`: whatever the Pod names. What is not named here is missing.
   */
  readonly objects?: 'all' | Readonly<Record<string, number>>;
}

/** A new image for an app container; of a static Pod the file is written anew, which makes it another Pod. */
export interface ChangeAssumption {
  readonly at: number;
  readonly container: string;
  readonly image: string;
}

export interface ImageAssumption {
  /** How long one pull takes. */
  readonly pull?: number;
  /** The registry's answer when the pull fails. */
  readonly error?: string;
  /** Only so many first pulls fail; 0: all of them. */
  readonly failTimes?: number;
  /** Already on the node. */
  readonly present?: boolean;
  /** Bytes, for the text of the event. */
  readonly size?: number;
  /** The user that the image sets, by id or by name; 0 when it sets none. Absent: unknown. */
  readonly user?: number | string;
}

export interface ContainerAssumption {
  /**
   * Run i; the last one repeats. None, or one without `exitAfter`: runs until it is stopped.
   * The Pods of a Job go on where the one before ended, those of an Indexed Job within each index.
   */
  readonly runs?: readonly RunAssumption[];
  /** What SIGTERM does. Absent: exit code 143 after 0.05 s. */
  readonly term?: { readonly exitAfter?: number; readonly exitCode?: number; readonly ignore?: boolean };
  /** Exec probes and hooks, by their command joined by spaces. Absent: succeeds at once. */
  readonly exec?: Readonly<Record<string, readonly ProbeStep[]>>;
  /** What listens. Nothing listens on a port that is not named. */
  readonly listen?: readonly ListenAssumption[];
  readonly startError?: string;
  readonly createError?: string;
  /** Peak memory in bytes and when it is reached after the start; at the limit the kernel kills the process. */
  readonly memory?: { readonly bytes: number; readonly after?: number };
  /** How much CPU it would take if nothing held it back. Absent: nothing is known of it. */
  readonly cpu?: readonly CpuStep[];
  /** What its processes have written to disk. Absent: nothing worth counting. */
  readonly disk?: readonly DiskPoint[];
}

/** What is on disk at a time; it grows or shrinks evenly from point to point, and stays after the last one. */
export interface DiskPoint {
  /** Seconds after the container's start. Before the first point there is nothing; two points at one time are a jump. */
  readonly from: number;
  readonly bytes: number;
  /** The emptyDir volume that it is in. Absent: the container's own writable layer. */
  readonly volume?: string;
}

/** A demand that holds from `from` seconds after the container's start until the next step. */
export interface CpuStep {
  readonly from: number;
  /** CPUs, such as 0.5; what exceeds the limit is not had: the process gets on more slowly. */
  readonly cores: number;
}

export interface RunAssumption {
  readonly exitAfter?: number;
  /**
   * Seconds of CPU that its work takes in all, after which it ends: later, the less CPU it wants or its limit lets it
   * have. It wants one CPU where nothing is said of that.
   */
  readonly cpuSeconds?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

export interface ListenAssumption {
  readonly port: number;
  readonly kind: 'http' | 'tcp' | 'grpc';
  /** Of HTTP: in TLS alone. Absent: in plain text alone. */
  readonly tls?: boolean;
  readonly path?: string;
  readonly steps: readonly ProbeStep[];
}

/** An answer that holds from `from` seconds after the container's start; the step with the latest `from` decides. */
export interface ProbeStep {
  readonly from: number;
  readonly exit?: number;
  readonly status?: number;
  readonly serving?: boolean;
  readonly delay?: number;
  readonly output?: string;
  /** The runtime cannot run the command: its error. The kubelet counts it neither as a success nor as a failure. */
  readonly error?: string;
  readonly closed?: boolean;
  /** Only in this run of the container, counted from 0. */
  readonly onlyRun?: number;
}

export interface NodeAssumption {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** Quantities by resource name. */
  readonly allocatable?: Readonly<Record<string, string | number>>;
  readonly unschedulable?: boolean;
}
