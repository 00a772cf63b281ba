import type { PodWorker } from './pod-worker.ts';
import type { ApiStatus } from './status/status.ts';

/**
 * A Pod is kept running until it is to end; then its containers are stopped, then it is cleaned up after, and then there
 * is nothing left to do. One that the kubelet did not take has none of this.
 */
export type Stage =
  | { readonly name: 'running' | 'rejected' }
  | { readonly name: 'terminating' | 'terminated' | 'finished'; readonly termination: Termination };

export interface Termination {
  /** Seconds that the containers get. */
  readonly grace: number;
  /** Step that began it. */
  readonly cause: number | undefined;
  /** A deletion or its own completion; another Pod that takes its place as its file has changed; an eviction's words. */
  readonly by: 'end' | 'replacement' | Eviction;
}

export type Eviction = Pick<ApiStatus, 'reason' | 'message'>;

/** Whether the Pod ends or has ended. */
export function isTerminating({ stage }: PodWorker): boolean {
  return stage.name !== 'running';
}

/** Whether no container can run any more: the API may show a terminal phase. */
export function isStopped({ stage }: PodWorker): boolean {
  return stage.name !== 'running' && stage.name !== 'terminating';
}

/** Whether there is nothing left to do. */
export function isOver({ stage }: PodWorker): boolean {
  return stage.name === 'finished' || stage.name === 'rejected';
}

export function terminationOf({ stage }: PodWorker): Termination | undefined {
  return 'termination' in stage ? stage.termination : undefined;
}
