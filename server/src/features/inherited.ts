/** What a container takes from its Pod. */
import { getCatalog, type Version } from '../catalog/catalog.ts';

/** Whether the Pod's security context and a container's both have the field: the container's own then goes first. */
export function isInherited(name: string, version: Version): boolean {
  const { field } = getCatalog();
  return (
    field('PodSecurityContext', name, version) !== undefined && field('SecurityContext', name, version) !== undefined
  );
}
