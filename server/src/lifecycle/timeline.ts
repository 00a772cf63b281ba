/**
 * A Pod's life as a value: what `simulate` returns and what the preview, the command line and the tests read.
 * It is plain JSON. Times are seconds since the Pod was created, rounded to milliseconds.
 */
import type { Assumptions } from './assumptions/assumptions.ts';
import type { ProbeName } from './pod/pod.ts';
import type { Step } from './steps.ts';
import type { Why } from './why.ts';

/** One predicted life of one Pod. */
export interface Timeline {
  /** Kubernetes minor version whose behaviour was followed, such as `1.34`. */
  readonly kubernetes: string;
  readonly pod: PodIdentity;
  /** Seconds that were simulated. */
  readonly until: number;
  /** In order of `t`; a step's index is its identity, see {@link Why.after}. */
  readonly steps: readonly Step[];
  /** What the containers use over time, as far as something is assumed of it. */
  readonly usage?: readonly Usage[];
  /** The figures that people ask for first; only of a Timeline that is predicted as a whole. */
  readonly summary?: Summary;
  /** Where the Pod belongs to a Job: what the Job does. */
  readonly job?: JobCourse;
  /** Where that Job belongs to a CronJob, and it is known what time it is: what the CronJob does. */
  readonly cronJob?: CronJobCourse;
  /** What was assumed in all, given and inferred: what an editor of assumptions starts from. */
  readonly assumptions?: Assumptions;
  /** Everything that the manifest does not say and that shaped the steps. */
  readonly assumed: readonly Assumed[];
  /** Why the simulation ended before `until` was reached, if it did. */
  readonly stopped?: string;
}

export interface PodIdentity {
  readonly name: string;
  readonly namespace: string;
  /** A static Pod: run from the kubelet's manifest folder; `name` is then the mirror Pod's. */
  readonly static: boolean;
  /** In `spec` order. */
  readonly containers: readonly ContainerIdentity[];
}

export interface ContainerIdentity {
  readonly name: string;
  readonly role: 'init' | 'sidecar' | 'container';
  readonly image: string;
  /** Field path of the container, such as `spec.containers[0]`. */
  readonly path: string;
  readonly probes: readonly ProbeIdentity[];
  /** Memory limit in bytes. */
  readonly memoryLimit?: number;
  /** CPU limit in CPUs, such as 0.5. */
  readonly cpuLimit?: number;
  /** Limit of its own ephemeral storage, in bytes. */
  readonly storageLimit?: number;
}

/** Seconds, but for `restarts`. */
export interface Summary {
  /** From the Pod's creation to its first Ready; absent: it does not become ready within the Timeline. */
  readonly ready?: number;
  /** Of each liveness probe the worst case. */
  readonly hangs: readonly HangSummary[];
  /** A deletion soon after it became ready, as a rollout does it; absent: it is never ready. */
  readonly termination?: TerminationSummary;
  /** Of all containers in the first ten minutes, or as far as the Timeline goes. */
  readonly restarts: number;
}

/** A process hangs right after its liveness probe passed. */
export interface HangSummary {
  readonly container: string;
  /** Field path of the probe. */
  readonly field: string;
  /** Until the kubelet decides to kill it. */
  readonly noticed: number;
  /** Until it is dead at the latest, if it does not react to SIGTERM. */
  readonly stopped: number;
}

export interface TerminationSummary {
  /**
   * From the deletion to the end of the first app container: for so long requests that still come are answered. Services
   * and load balancers take some seconds to hear of the deletion; what comes later than this is refused.
   */
  readonly answers: number;
  /** From the deletion to the end of the last container: for so long nobody takes its place under the same name. */
  readonly seconds: number;
  /** SIGKILL was needed. */
  readonly killed: boolean;
}

/** What a Job does with its Pods; times are those of the Timeline, which is that of its first Pod. */
export interface JobCourse {
  /** Events about the Job, in order of `t`; their fields are paths in the Job. */
  readonly events: readonly ControllerEvent[];
  /** In order of their creation; the first one is the Timeline's own. None: the Job is suspended. */
  readonly pods: readonly JobPod[];
  /** Absent: it goes on at the end of the Timeline. */
  readonly end?: {
    readonly t: number;
    readonly type: 'Complete' | 'Failed';
    readonly reason: string;
    readonly message: string;
  };
  /** When it is deleted with its Pods, and why; absent: not within the Timeline. */
  readonly deleted?: { readonly t: number; readonly why: Why };
  /** It makes more Pods than are followed. */
  readonly isCut?: true;
}

/** What a CronJob does; times are those of the Timeline, which begins when its first Job is due. */
export interface CronJobCourse {
  /** The instant at which the Timeline begins (RFC 3339). */
  readonly start: string;
  /** Events about the CronJob, in order of `t`; their fields are paths in the CronJob. */
  readonly events: readonly ControllerEvent[];
  /** In order of their creation; each goes as the first, which is the Timeline's own. None: it is suspended. */
  readonly jobs: readonly CronJobRun[];
  /** When it is due next after those that are followed (RFC 3339). */
  readonly next: readonly string[];
}

/** One Job of a CronJob, summed up. */
export interface CronJobRun {
  readonly name: string;
  /** When it was due; it may be made later than that. */
  readonly due: number;
  readonly created: number;
  /** Absent: not before the end of the Timeline, or deleted before. */
  readonly ended?: number;
  readonly type?: 'Complete' | 'Failed';
  /** When another took its place, or the history became too long. */
  readonly deleted?: number;
}

/** An Event about an object that makes others, from its controller. */
export interface ControllerEvent {
  readonly t: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  /** The component, such as `job-controller`. */
  readonly from: string;
  readonly message: string;
  /** Its fields are paths in that object. */
  readonly why: Why;
}

/** One Pod of a Job, summed up. */
export interface JobPod {
  readonly name: string;
  /** Of a Job whose `completionMode` is Indexed. */
  readonly completionIndex?: number;
  readonly created: number;
  /** When the API shows its terminal phase; absent: not before the end of the Timeline. */
  readonly ended?: number;
  readonly phase?: 'Succeeded' | 'Failed';
  /** Why its phase is Failed, where the kubelet gives a reason, such as `Evicted`. */
  readonly reason?: string;
  /** Why its phase is terminal; its fields are paths in the Pod. */
  readonly why?: Pick<Why, 'text' | 'fields'>;
  readonly restarts: number;
  /** How each of its containers ended last, by name. */
  readonly exitCodes: Readonly<Record<string, number>>;
}

/** One resource of one container over time: it uses nothing while it does not run. */
export interface Usage {
  readonly container: string;
  readonly resource: 'memory' | 'cpu' | 'ephemeral-storage';
  /** Of ephemeral storage: the emptyDir volume that it is in; absent: the container's own writable layer. */
  readonly volume?: string;
  /** In order of time, within runs of the container only. */
  readonly pieces: readonly UsagePiece[];
}

/** A straight piece of a curve: from `from` to `to` seconds, from `start` to `end` bytes or CPUs. */
export interface UsagePiece {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /**
   * CPUs that it would take if its limit did not throttle it; absent where nothing does.
   * It gets on at `start / wanted` of its speed.
   */
  readonly wanted?: number;
}

export interface ProbeIdentity {
  readonly type: ProbeName;
  readonly handler: 'exec' | 'httpGet' | 'tcpSocket' | 'grpc';
  /** Of an exec probe its command, joined by spaces: the name under which its answers are assumed. */
  readonly command?: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
}

/** Something taken for granted, and where it came from. */
export interface Assumed {
  /** Key of the assumption, such as `containers.web.runs[0].exitAfter`, in the assumption file's own notation. */
  readonly key: string;
  /** What is assumed, as a sentence. */
  readonly text: string;
  /**
   * `user`: given; `manifest`: read from a command or field; `image`: a well-known image; `default`: nothing was known;
   * `spread`: the kubelet leaves it to chance, and one choice was taken.
   */
  readonly source: 'user' | 'manifest' | 'image' | 'default' | 'spread';
  /** Field path that it was read from. */
  readonly field?: string;
}
