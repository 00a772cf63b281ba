/** Terms of Pod affinity and anti-affinity: which Pods they mean, and near in which sense (`AffinityTerm`). */
import {
  asMapping,
  asMappings,
  asNumber,
  asString,
  asStrings,
  isMapping,
  type PlainMapping,
} from '../../model/plain.ts';
import type { SchedulingPod } from './pod.ts';
import { type Labels, selects } from './selectors.ts';

export interface PodTerm {
  readonly topologyKey: string;
  /** A namespace is taken to have the label that every namespace has, and no others. */
  matches(other: SchedulingPod): boolean;
  /** The same where a namespace selector is held against no labels. */
  matchesWithoutNamespaceLabels(other: SchedulingPod): boolean;
}

export interface WeightedPodTerm extends PodTerm {
  readonly weight: number;
}

/** Required and preferred terms of Pod affinity or anti-affinity. */
export interface PodTerms {
  readonly required: readonly PodTerm[];
  readonly preferred: readonly WeightedPodTerm[];
}

/** @param affinity `podAffinity` or `podAntiAffinity` of the Pod whose namespace and labels are given */
export function readPodTerms(affinity: unknown, namespace: string, labels: Labels): PodTerms {
  const { requiredDuringSchedulingIgnoredDuringExecution, preferredDuringSchedulingIgnoredDuringExecution } =
    asMapping(affinity);
  return {
    required: asMappings(requiredDuringSchedulingIgnoredDuringExecution).map((raw) =>
      readPodTerm(raw, namespace, labels),
    ),
    preferred: asMappings(preferredDuringSchedulingIgnoredDuringExecution).map(({ podAffinityTerm, weight }) => ({
      ...readPodTerm(asMapping(podAffinityTerm), namespace, labels),
      weight: asNumber(weight) ?? 0,
    })),
  };
}

function readPodTerm(raw: PlainMapping, ownNamespace: string, ownLabels: Labels): PodTerm {
  const { labelSelector, namespaceSelector } = raw;
  const namespaces = asStrings(raw.namespaces);
  const own = namespaces.length === 0 && !isMapping(namespaceSelector) ? [ownNamespace] : namespaces;
  const same = asStrings(raw.matchLabelKeys).filter((key) => key in ownLabels);
  const different = asStrings(raw.mismatchLabelKeys).filter((key) => key in ownLabels);
  const matchesLabels = (labels: Labels): boolean =>
    selects(labelSelector, labels) &&
    same.every((key) => labels[key] === ownLabels[key]) &&
    different.every((key) => labels[key] !== ownLabels[key]);
  const matches = ({ namespace, labels }: SchedulingPod, namespaceLabels: Labels): boolean =>
    (own.includes(namespace) || selects(namespaceSelector, namespaceLabels)) && matchesLabels(labels);
  return {
    topologyKey: asString(raw.topologyKey) ?? '',
    matches: (other) => matches(other, { 'kubernetes.io/metadata.name': other.namespace }),
    matchesWithoutNamespaceLabels: (other) => matches(other, {}),
  };
}

/**
 * How the terms of the Pod that is being scheduled match others. From 1.34 on, and no longer in 1.37, their namespace
 * selectors are held against no labels, too, so that `NotIn` and `DoesNotExist` take the Pods of every namespace:
 * `mergeAffinityTermNamespacesIfNotEmpty` clears the selector in a copy alone (read in 1.30, 1.34, 1.35 and 1.37).
 */
export function ownTermMatches(minor: number): (term: PodTerm, other: SchedulingPod) => boolean {
  const isSlipping = minor >= 34 && minor <= 36;
  return (term, other) => term.matches(other) || (isSlipping && term.matchesWithoutNamespaceLabels(other));
}
