import type { Millis } from '../../queue.ts';
import type { Phase } from '../../steps.ts';

/** A Pod's status as the kubelet writes it to the API. */
export interface ApiStatus {
  readonly phase: Phase;
  readonly reason: string;
  readonly message: string;
  readonly conditions: readonly Condition[];
  /** Init containers and sidecars, in `spec` order. */
  readonly initContainers: readonly ApiContainer[];
  /** In order of name, as the API lists them. */
  readonly containers: readonly ApiContainer[];
}

export interface Condition {
  readonly type:
    | 'PodReadyToStartContainers'
    | 'Initialized'
    | 'Ready'
    | 'ContainersReady'
    | 'PodScheduled'
    | 'AllContainersRestarting';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

export interface ApiContainer {
  readonly name: string;
  /** The runtime's id; none before the first start. */
  readonly id: number | undefined;
  readonly state: ContainerState;
  readonly last: Terminated | undefined;
  readonly restartCount: number;
  readonly ready: boolean;
  readonly started: boolean;
}

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly kind: 'running'; readonly startedAt: Millis }
  | Terminated;

export interface Terminated {
  readonly kind: 'terminated';
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  readonly finishedAt: Millis;
}

export const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

export function isTerminal(phase: Phase): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
