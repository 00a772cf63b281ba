/** What an object is refused without, where it depends on more than the type that has the field. */
import type { Version } from '../catalog/catalog.ts';
import { isRequired } from '../catalog/required.ts';
import type { KubernetesObject } from '../model/object.ts';
import type { Path } from '../model/path.ts';
import { childOf } from '../yaml/tree.ts';

/** A field of an object, as far as it is known where: a template, say, has fields that are not written yet. */
export interface FieldAt {
  readonly definition: string;
  readonly field: string;
  /** Of the mapping that has the field. */
  readonly path?: Path;
}

/** Whether the API server refuses the object without the field: of a Job's Pods, and of its own metadata, more is asked. */
export function isRequiredIn(
  { known, node }: KubernetesObject,
  { definition, field, path }: FieldAt,
  version: Version,
): boolean {
  if (definition === 'PodSpec' && field === 'restartPolicy') return isJob(known);
  if (definition === 'ObjectMeta' && field === 'name' && path?.length === 1)
    return childOf(childOf(node, 'metadata'), 'generateName') === undefined;
  return isRequired(definition, field, version);
}

export function isJob(known: KubernetesObject['known']): boolean {
  return known?.kind === 'Job' || known?.kind === 'CronJob';
}
