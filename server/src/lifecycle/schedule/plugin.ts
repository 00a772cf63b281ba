/** What the plugins of the scheduling framework are given and what they say (`kube-scheduler/framework/interface.go`). */
import type { Node } from './cluster.ts';
import type { SchedulingPod } from './pod.ts';

/** One attempt to place a Pod. */
export interface SchedulingCycle {
  readonly pod: SchedulingPod;
  /** The whole cluster. */
  readonly nodes: readonly Node[];
  /** PersistentVolumeClaims, in the Pod's namespace, that do not exist. */
  readonly missingClaims: readonly string[];
  /** The Kubernetes minor version, such as 34. */
  readonly minor: number;
}

/** Why a node refuses a Pod. */
export interface Refusal {
  readonly reasons: readonly string[];
  /** Whether the going of other Pods could help: `Unschedulable`, and not `UnschedulableAndUnresolvable`. */
  readonly isResolvable: boolean;
}

export const unresolvable = (...reasons: string[]): Refusal => ({ reasons, isResolvable: false });
export const resolvable = (...reasons: string[]): Refusal => ({ reasons, isResolvable: true });

/** What is known before any node is looked at: what stops the Pod, or the names of the only nodes that come into question. */
export type PreFilterResult = { readonly obstacle: string } | { readonly nodeNames: readonly string[] };

/**
 * Why a node refuses the Pod; undefined when it does not.
 *
 * @param removed Pods that preemption takes from the node, to see what would be; `node` is without them already, the
 *   cycle's nodes are not (`PreFilterExtensions.RemovePod`)
 */
export type NodeFilter = (node: Node, removed: readonly SchedulingPod[]) => Refusal | undefined;

export interface Plugin {
  readonly name: string;
  readonly preFilter?: (cycle: SchedulingCycle) => PreFilterResult | undefined;
  /** Made once in a cycle, to be asked of each node; undefined where the plugin has nothing to do. */
  readonly filter?: (cycle: SchedulingCycle) => NodeFilter | undefined;
  /** The error by which scoring ends before it starts. */
  readonly preScoreError?: (cycle: SchedulingCycle) => string | undefined;
  /**
   * How good each of the nodes is that fit, in their order: whole numbers from 0 to 100. Undefined where the plugin has
   * nothing to do.
   */
  readonly score?: (cycle: SchedulingCycle, fitting: readonly Node[]) => readonly number[] | undefined;
}

export const HIGHEST_SCORE = 100;

/** `DefaultNormalizeScore`: shares of the highest score, rounded down. All are 0 where the highest is. */
export function normalized(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  return scores.map((score) => (highest === 0 ? 0 : Math.floor((HIGHEST_SCORE * score) / highest)));
}
