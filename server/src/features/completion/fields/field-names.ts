/** Names of fields that may be written at the cursor. */

import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { type Field, getCatalog } from '../../../catalog/catalog.ts';
import { gateState } from '../../../catalog/gates.ts';
import { knowledge } from '../../../catalog/knowledge.ts';
import { UNIONS } from '../../../catalog/required.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import { ownerOf, typeName } from '../../owner.ts';
import { isRequiredIn } from '../../required.ts';
import type { Cursor } from '../cursor/cursor.ts';
import { createWriter } from '../text/insert-text.ts';
import type { Suggestion } from '../text/suggestion.ts';
import { rankFields } from './ranking.ts';

/** Fields that only Kubernetes itself writes. */
const WRITTEN_BY_KUBERNETES: ReadonlySet<string> = new Set([
  ...['status', 'managedFields', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'],
  ...['generation', 'resourceVersion', 'selfLink', 'uid', 'ephemeralContainers'],
]);

/** The fields of the cursor's object that are not there yet. */
export function suggestFields(cursor: Cursor, definition: string): Suggestion[] {
  const { object, place, version } = cursor;
  return likelyFields(cursor, definition).map((field) => {
    const { deprecated, gate } = knowledge(definition, field.name, version);
    const required = isRequiredIn(object, { definition, field: field.name, path: place.path }, version);
    const isOff = gate !== undefined && !gateState(gate, version).on;
    return {
      label: field.name,
      kind: field.type.kind === 'object' ? CompletionItemKind.Module : CompletionItemKind.Field,
      detail: describe(typeName(field.type), required, isOff),
      snippet: createWriter(cursor).field({ definition, field }),
      ...(deprecated && { deprecated: true }),
      about: { definition, field: field.name },
    };
  });
}

function describe(type: string, required: boolean, isOff: boolean): string {
  if (!isOff) return required ? l10n.t('{0}, required', type) : type;
  return required ? l10n.t('{0}, required, off by default', type) : l10n.t('{0}, off by default', type);
}

function likelyFields(cursor: Cursor, definition: string): Field[] {
  const { place, version, entry } = cursor;
  const entries = place.node.kind === 'mapping' ? place.node.entries : [];
  const names = entries.map(({ name }) => name);
  const at = names.indexOf(HOLE);
  const present = new Set(names);
  const { fields: union = [], required = false } = UNIONS[definition] ?? {};
  const taken = union.some((name) => present.has(name));
  const open = getCatalog()
    .fields(definition, version)
    .filter(({ name }) => !present.has(name) && !(taken && union.includes(name)));
  const owner = ownerOf(place);
  const ranked = rankFields(open, {
    definition,
    owner: owner?.field.id,
    version,
    isRequired: (field) => isRequiredIn(cursor.object, { definition, field, path: place.path }, version),
    oneOf: required && !taken ? union : [],
    before: names.slice(0, at),
    after: names.slice(at + 1),
    value: entry?.value,
  });
  const last = ({ name }: Field): number => {
    const { deprecated, gate } = knowledge(definition, name, version);
    if (deprecated) return 3;
    if (WRITTEN_BY_KUBERNETES.has(name)) return 2;
    return gate !== undefined && !gateState(gate, version).on ? 1 : 0;
  };
  return ranked.sort((a, b) => last(a) - last(b));
}
