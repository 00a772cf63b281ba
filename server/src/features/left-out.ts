/** What holds in an object for the fields that nobody has written. */
import { getCatalog, type Version } from '../catalog/catalog.ts';
import type { Default } from '../catalog/defaults.ts';
import { knowledge } from '../catalog/knowledge.ts';
import { usualOrder } from '../catalog/usual.ts';
import type { KubernetesObject } from '../model/object.ts';
import { definitionOf, type Place } from '../model/walk.ts';
import { entryOf } from '../yaml/tree.ts';
import { defaultText } from './default-text.ts';
import { isRequiredIn } from './required.ts';

export interface LeftOut {
  readonly name: string;
  readonly default: Default;
  /** The default's value as a manifest would have it. */
  readonly text: string;
}

/** Fields of a mapping whose default has one value that is known, in the order in which people write them. */
export function leftOut(place: Place, object: KubernetesObject, version: Version): LeftOut[] {
  const definition = definitionOf(place)?.name;
  const { node, path } = place;
  if (definition === undefined || node.kind !== 'mapping') return [];
  const usual = usualOrder(definition);
  const rank = ({ name }: LeftOut): number => (usual.includes(name) ? usual.indexOf(name) : usual.length);
  return getCatalog()
    .fields(definition, version)
    .flatMap(({ name }): LeftOut[] => {
      if (entryOf(node, name) || isRequiredIn(object, { definition, field: name, path }, version)) return [];
      const { default: fallback, unit, deprecated, gate } = knowledge(definition, name, version);
      const text = fallback && defaultText(fallback, unit);
      return fallback && text !== undefined && !deprecated && !gate ? [{ name, default: fallback, text }] : [];
    })
    .sort((a, b) => rank(a) - rank(b));
}
