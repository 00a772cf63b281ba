/** Kinds of objects: which an object can be by what is written of it, and which of them people write. */
import { getCatalog, type PodKind, type Version } from '../../../catalog/catalog.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { childOf, type Mapping } from '../../../yaml/tree.ts';
import { fits } from '../fits.ts';

/** As often as people write them: those that carry a Pod, then what is written beside them. Others come after, by name. */
const BY_USE = [
  ...['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  ...['ReplicaSet', 'ReplicationController', 'PodTemplate'],
  ...['Service', 'ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount', 'Namespace', 'Ingress', 'List'],
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'HorizontalPodAutoscaler', 'NetworkPolicy'],
  ...['PodDisruptionBudget', 'PersistentVolume', 'StorageClass', 'LimitRange', 'ResourceQuota', 'PriorityClass'],
  ...['CustomResourceDefinition'],
];

export function useOf(kind: string): number {
  return BY_USE.includes(kind) ? BY_USE.indexOf(kind) : BY_USE.length;
}

/** The kinds that carry a Pod: first those that an object can be by its fields, and of these the most used. */
export function likelyKinds(node: Mapping, apiVersion: string | undefined, version: Version): PodKind[] {
  const kinds = getCatalog().podKinds.filter((kind) => apiVersion === undefined || kind.apiVersion === apiVersion);
  const rank = new Map(kinds.map((kind) => [kind, (canBe(kind, node, version) ? 0 : 100) + useOf(kind.kind)]));
  return kinds.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

/** The one kind that an object without a `kind` must be meant for: there has to be something to tell it by. */
export function guessKind(node: Mapping, apiVersion: string | undefined, version: Version): PodKind | undefined {
  const [likeliest] = likelyKinds(node, apiVersion, version);
  if (!likeliest || !canBe(likeliest, node, version)) return undefined;
  const below = childOf(node, 'spec') ?? childOf(node, 'template');
  return below?.kind === 'mapping' && below.entries.some(({ name }) => name !== HOLE) ? likeliest : undefined;
}

function canBe({ definition }: PodKind, node: Mapping, version: Version): boolean {
  return fits({ kind: 'object', definition }, node, version);
}
