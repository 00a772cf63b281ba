/** Which field and which container a place in an object belongs to, and types in a reader's words. */
import * as l10n from '@vscode/l10n';
import type { Field, Type } from '../catalog/catalog.ts';
import { definitionOf, type Place } from '../model/walk.ts';

/** A field and the definition that has it. */
export interface Owner {
  readonly definition: string;
  readonly field: Field;
}

/** The field that a place is the value of, or an item of the value of. */
export function ownerOf(place: Place): Owner | undefined {
  let owner: Place | undefined = place;
  while (owner && !owner.field && (owner.parent?.type?.kind === 'list' || owner.parent?.type?.kind === 'map'))
    owner = owner.parent;
  const definition = owner?.parent && definitionOf(owner.parent);
  return owner?.field && definition ? { definition: definition.name, field: owner.field } : undefined;
}

/** The container that a place is in, or is. */
export function containerAt(place: Place): Place | undefined {
  let at: Place | undefined = place;
  while (at && !(at.type?.kind === 'object' && /^(?:Ephemeral)?Container$/.test(at.type.definition))) at = at.parent;
  return at;
}

/** A type in a reader's words: `list of Container`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'object':
      return type.definition;
    case 'list':
      return l10n.t('list of {0}', typeName(type.of));
    case 'map':
      return l10n.t('map of {0}', typeName(type.of));
    case 'int32':
    case 'int64':
      return 'integer';
    case 'intOrString':
      return l10n.t('integer or string');
    default:
      return type.kind;
  }
}
