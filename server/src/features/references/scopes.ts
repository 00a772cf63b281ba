/** What a name means: of which kind the object is that it names, and where it is. */
import type { KubernetesObject } from '../../model/object.ts';
import { CLUSTER_SCOPED, type GroupKind } from './kinds.ts';

/** As kubectl names a kind: `ConfigMap`, `Deployment.apps`. */
export function groupKind({ apiVersion, kind }: KubernetesObject): GroupKind {
  const slash = apiVersion?.indexOf('/') ?? -1;
  return slash < 0 ? (kind ?? '') : `${kind}.${apiVersion?.slice(0, slash)}`;
}

/** All objects of a kind in a namespace; for kinds without one it does not matter. */
export function objectScope(kind: GroupKind, namespace: string): string {
  return `${kind} ${CLUSTER_SCOPED.has(kind) ? '' : namespace}`;
}

/** All keys of one ConfigMap or Secret. */
export function dataKeyScope(kind: GroupKind, namespace: string, name: string): string {
  return `${objectScope(kind, namespace)} ${name}`;
}
