/** Names of other objects and their keys, as the files that are known define them. */
import * as l10n from '@vscode/l10n';
import { namespaceOf } from '../../../model/names.ts';
import type { Place } from '../../../model/walk.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { stringAt } from '../../../yaml/tree.ts';
import { CLUSTER_SCOPED, type KEY_FIELDS, KEY_SELECTORS, KEY_SOURCES, OBJECT_USES } from '../../references/kinds.ts';
import { keysOf, objectsNamed } from '../../references/workspace.ts';
import type { Cursor } from '../cursor/cursor.ts';
import type { Value } from './value.ts';

/** The objects that may be named at `Definition.field`. */
export function objectNamesAt(cursor: Cursor, field: string): Value[] {
  const kind = OBJECT_USES[field];
  if (kind === undefined) return [];
  const namespace = CLUSTER_SCOPED.has(kind) ? '' : namespaceOf(cursor.object);
  const names = objectsNamed(cursor.workspace, kind, namespace).map(({ name }) => name);
  return [...new Set(names)].map((value) => ({ value, detail: kind.replace(/\..*/, '') }));
}

/** What may be named at `Definition.field` by an object of the files around it: such an object, or a key of one. */
export function workspaceNamesAt(cursor: Cursor, field: string): Value[] {
  if (field in OBJECT_USES) return objectNamesAt(cursor, field);
  const source = keySourceAt(cursor.place, field);
  if (!source) return [];
  const keys = keysOf(cursor.workspace, source.kind, namespaceOf(cursor.object), source.name);
  return keys.map((value) => ({ value, detail: l10n.t('in {0} {1}', source.kind, source.name) }));
}

/** The ConfigMap or Secret whose key is wanted. */
function keySourceAt(place: Place, field: string): { kind: keyof typeof KEY_FIELDS; name: string } | undefined {
  const [definition = '', name] = field.split('.');
  const selected = name === 'key' ? KEY_SELECTORS[definition] : undefined;
  if (selected !== undefined) return named(selected, place.parent, 'name');
  if (field !== 'KeyToPath.key') return undefined;
  const holder = place.parent?.parent?.parent;
  const source = holder?.type?.kind === 'object' ? KEY_SOURCES[holder.type.definition] : undefined;
  return source && named(source.kind, holder, source.name);
}

function named(kind: string, holder: Place | undefined, field: string): { kind: string; name: string } | undefined {
  const name = stringAt(holder?.node, field);
  return name === undefined || name === HOLE ? undefined : { kind, name };
}
