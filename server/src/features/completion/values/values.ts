/** Values that may be written at the cursor. */

import * as l10n from '@vscode/l10n';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { type Field, getCatalog } from '../../../catalog/catalog.ts';
import { knowledge } from '../../../catalog/knowledge.ts';
import type { Place } from '../../../model/walk.ts';
import { isBytes } from '../../../quantity/readable.ts';
import { HOLE } from '../../../yaml/tolerant/lines.ts';
import type { Node } from '../../../yaml/tree.ts';
import { defaultText } from '../../default-text.ts';
import { type Owner, ownerOf } from '../../owner.ts';
import { scheduleInWords } from '../../schedule-words.ts';
import { type Cursor, typedText } from '../cursor/cursor.ts';
import { scalarText } from '../text/notation.ts';
import { escapeSnippet, type Suggestion } from '../text/suggestion.ts';
import { amountsFor } from './amounts.ts';
import { furtherHintsAt, hintsAt } from './hints.ts';
import { holdsLabels, labelsElsewhere } from './labels.ts';
import { referencesAt } from './manifest-names.ts';
import { inOrder, restartPolicies } from './ranking.ts';
import type { Value } from './value.ts';
import { nodeLabelValues, usualValues } from './well-known.ts';
import { objectNamesAt, workspaceNamesAt } from './workspace-names.ts';

/** A longer list is better searched by typing. */
const MOST_CHOICES = 12;

/** The values for the cursor's place, the likeliest first. */
export function suggestValues(cursor: Cursor): Suggestion[] {
  const owner = ownerOf(cursor.place);
  return owner ? suggestValuesOf(cursor, owner) : [];
}

/** The values of a field. */
export function suggestValuesOf(cursor: Cursor, owner: Owner): Suggestion[] {
  const name = owner.field.id;
  const values = inOrder(valuesAt(cursor, owner), name, cursor);
  return distinct(values, writtenBeside(cursor.place)).map(({ value, detail, open }) => ({
    label: value === '' ? '""' : value,
    kind: CompletionItemKind.Value,
    ...(detail && { detail }),
    ...(open && { open }),
    snippet: written(value, cursor),
    about: { definition: owner.definition, field: owner.field.name, value },
  }));
}

/** The values that a tab stop at a field lets choose from: none where anything may be written. */
export function choicesOf(cursor: Cursor, definition: string, field: Field): readonly string[] {
  const name = field.id;
  const kind = getCatalog().podKinds.find((known) => known.definition === definition);
  if (kind && field.name === 'apiVersion') return [kind.apiVersion];
  if (kind && field.name === 'kind') return [kind.kind];
  const references = [...referencesAt(cursor, name), ...objectNamesAt(cursor, name)].map(({ value }) => value);
  if (references.length > 0) return references.slice(0, MOST_CHOICES);
  const enumeration = enumerationAt(cursor, { definition, field });
  const values = enumeration.length > 0 ? enumeration : field.type.kind === 'boolean' ? ['true', 'false'] : [];
  const nested = { ...cursor, place: { ...cursor.place, parent: cursor.place } };
  const ordered = inOrder(
    values.map((value) => ({ value })),
    name,
    nested,
  );
  const choices = ordered.map(({ value }) => value).filter((value) => value !== '');
  return choices.length > MOST_CHOICES ? [] : choices;
}

function valuesAt(cursor: Cursor, owner: Owner): Value[] {
  const { place, version } = cursor;
  const { definition, field } = owner;
  const name = field.id;
  if (field.type.kind === 'map') return valuesInMap(cursor, owner);
  const { suggestions, default: fallback, unit } = knowledge(definition, field.name, version);
  const usual = fallback && field.type.kind !== 'list' ? defaultText(fallback, unit) : undefined;
  const enumeration = enumerationAt(cursor, owner);
  const hints = hintsAt(cursor, name).map((hint) => ({ ...hint, open: true }));
  const known = [...referencesAt(cursor, name), ...workspaceNamesAt(cursor, name), ...hints];
  // Who has begun a number knows which.
  if (isNumber(place) && /^\d/.test(typedText(cursor))) return known;
  const words = [...enumeration, ...(suggestions ?? [])];
  if (place.type?.kind === 'boolean') words.push(...booleans(usual, cursor));
  const examples = usualValues(name, place).map((value) => ({ value, open: true }));
  const values: Value[] = [...words.map((value) => ({ value })), ...examples];
  if (usual !== undefined && enumeration.length === 0) values.push({ value: usual });
  const described = values.map((one) => {
    const { value } = one;
    const detail =
      value === usual ? l10n.t('default') : name === 'CronJobSpec.schedule' ? scheduleInWords(value) : undefined;
    return { ...one, ...(detail && { detail }) };
  });
  const amounts =
    place.type?.kind === 'quantity' && isBytes(field.name) ? amountsFor(field.name, place, typedText(cursor)) : [];
  return [...known, ...amounts, ...described, ...furtherHintsAt(cursor, name)];
}

const isNumber = ({ type }: Place): boolean => type !== undefined && NUMBERS.has(type.kind);
const NUMBERS: ReadonlySet<string> = new Set(['int32', 'int64', 'intOrString']);

/** Whether what may be written depends on what is typed so far: units behind a number. */
export function dependsOnTyped({ entry, place }: Cursor): boolean {
  return !entry && (place.type?.kind === 'quantity' || isNumber(place));
}

function enumerationAt(cursor: Cursor, { definition, field }: Owner): readonly string[] {
  if (definition === 'PodSpec' && field.name === 'restartPolicy') return restartPolicies(cursor);
  return knowledge(definition, field.name, cursor.version).enumeration?.map(({ value }) => value) ?? [];
}

/** What is not the default comes first: the default need not be written. */
function booleans(usual: string | undefined, { document }: Cursor): string[] {
  const values = usual === 'true' ? ['false', 'true'] : ['true', 'false'];
  // Some write `True`, as in Python.
  const { text } = document.document;
  const capitals = /:\s+(?:True|False)\s*$/m.test(text) && !/:\s+(?:true|false)\s*$/m.test(text);
  return capitals ? values.map((value) => value.charAt(0).toUpperCase() + value.slice(1)) : values;
}

function valuesInMap(cursor: Cursor, { definition, field }: Owner): Value[] {
  const { place } = cursor;
  const key = place.entry?.name ?? '';
  if (place.type?.kind === 'quantity') return amountsFor(key, place, typedText(cursor));
  if (definition === 'PodSpec' && field.name === 'nodeSelector')
    return [...hintsAt(cursor, 'PodSpec.nodeSelector'), ...nodeLabelValues(key).map((value) => ({ value }))];
  if (!holdsLabels(field.id)) return [];
  const label = labelsElsewhere(cursor, place.parent?.node).get(key);
  return label === undefined ? [] : [{ value: label, detail: l10n.t('as elsewhere in this object'), open: true }];
}

/** Items of the same list: nothing is worth saying twice. */
function writtenBeside(place: Place): ReadonlySet<string> {
  const list: Node | undefined = place.node.kind === 'sequence' ? place.node : place.parent?.node;
  if (list?.kind !== 'sequence') return new Set();
  return new Set(list.items.flatMap((item) => (item.kind === 'scalar' && item.text !== HOLE ? [item.text] : [])));
}

function distinct(values: readonly Value[], without: ReadonlySet<string>): Value[] {
  const seen = new Set(without);
  return values.filter(({ value }) => !seen.has(value) && seen.add(value));
}

/** A value as a snippet writes it, with a tab stop between quotes that stand for a name to be filled in. */
function written(value: string, cursor: Cursor): string {
  const { place } = cursor;
  const type = place.type?.kind === 'list' ? place.type.of : place.type;
  return escapeSnippet(scalarText(cursor, value, type)).replace(/\[''\]/, "['$1']");
}
