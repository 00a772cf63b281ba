import type { ProbeName } from './pod/pod.ts';
import type { Why } from './why.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

interface At {
  readonly t: number;
  readonly why?: Why;
}

/** What happens in a Pod's life, one JSON object a line under `timeline --format jsonl`. */
export type Step =
  | PodEvent
  | ContainerStart
  | ContainerExit
  | ContainerStop
  | ImagePull
  | Hook
  | ProbeResult
  | ConditionChange
  | PhaseChange
  | StateChange
  | Deletion
  | Gone;

/** A Kubernetes Event, as `kubectl describe` lists it. */
export interface PodEvent extends At {
  readonly kind: 'event';
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  /** Absent for an event about the whole Pod. */
  readonly container?: string;
  /** The component: `default-scheduler` or `kubelet`; Events of a live Pod come from others, too. */
  readonly from: string;
  readonly message: string;
  /** One of ten or more that are alike: the API shows `(combined from similar events): ` before the message. */
  readonly combined?: true;
  /** The kubelet has written too many events of this type about the Pod: the API, and so kubectl, does not get it. */
  readonly dropped?: true;
}

export interface ContainerStart extends At {
  readonly kind: 'start';
  readonly container: string;
  /** 0 for the first run. */
  readonly run: number;
}

export interface ContainerExit extends At {
  readonly kind: 'exit';
  readonly container: string;
  readonly run: number;
  readonly exitCode: number;
  readonly reason: string;
  /** What ended it: by itself, on SIGTERM, on SIGKILL, or by the kernel's OOM killer. */
  readonly how: 'itself' | 'SIGTERM' | 'SIGKILL' | 'OOM';
}

/** The runtime is asked to stop a container: SIGTERM now, SIGKILL after `grace` seconds. */
export interface ContainerStop extends At {
  readonly kind: 'stop';
  readonly container: string;
  readonly grace: number;
}

export interface ImagePull extends At {
  readonly kind: 'pull';
  readonly image: string;
  readonly op: 'begin' | 'end' | 'fail';
}

/** The kubelet runs a hook of a container. A preStop hook that outlasts its grace period has no end. */
export interface Hook extends At {
  readonly kind: 'hook';
  readonly container: string;
  readonly hook: 'postStart' | 'preStop';
  readonly op: 'begin' | 'end' | 'fail';
}

export interface ProbeResult extends At {
  readonly kind: 'probe';
  readonly container: string;
  readonly probeType: ProbeName;
  readonly result: 'succeeded' | 'failed' | 'timeout';
  /** Consecutive equal results so far and the number that decides, such as 2 of 3. */
  readonly count: number;
  readonly threshold: number;
  /** Seconds from the attempt to its result, which is at `t`; absent: at once. */
  readonly took?: number;
  /** So many results like this one followed, one a period, and are not written down; absent: none. */
  readonly repeated?: number;
}

export interface ConditionChange extends At {
  readonly kind: 'condition';
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

export interface PhaseChange extends At {
  readonly kind: 'phase';
  readonly phase: Phase;
  readonly reason?: string;
  readonly message?: string;
}

/** A container's state as the API shows it, which lags behind the runtime. */
export interface StateChange extends At {
  readonly kind: 'state';
  readonly container: string;
  readonly state: 'waiting' | 'running' | 'terminated';
  readonly reason?: string;
  readonly message?: string;
  readonly exitCode?: number;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restartCount: number;
  /** How the instance before this one ended, and when. */
  readonly lastTerminated?: { readonly t: number; readonly exitCode: number; readonly reason: string };
}

export interface Deletion extends At {
  readonly kind: 'delete';
  /** Grace period in seconds. */
  readonly grace: number;
}

/** The object leaves the API. */
export interface Gone extends At {
  readonly kind: 'gone';
}
