/** Keys of maps: names of resources, of node labels, of labels. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { knowledge } from '../../../catalog/knowledge.ts';
import { ownerOf, typeName } from '../../owner.ts';
import { type Cursor, hasValue } from '../cursor/cursor.ts';
import { isQuotedInJson, keyText, scalarText } from '../text/notation.ts';
import { escapeSnippet, type Suggestion, tabStop } from '../text/suggestion.ts';
import { amountsFor } from '../values/amounts.ts';
import { pairsElsewhere } from '../values/elsewhere.ts';
import { holdsLabels, labelsElsewhere } from '../values/labels.ts';
import { nodeLabelValues, usualKeys } from '../values/well-known.ts';

export function suggestMapKeys(cursor: Cursor): Suggestion[] {
  const { place, version, hole } = cursor;
  const owner = ownerOf(place);
  if (!owner || place.node.kind !== 'mapping' || place.type?.kind !== 'map') return [];
  const { of } = place.type;
  const isQuantity = of.kind === 'quantity';
  const { id: name } = owner.field;
  const elsewhere = holdsLabels(name) ? labelsElsewhere(cursor, place.node) : new Map<string, string>();
  const used = name === 'PodSpec.nodeSelector' ? pairsElsewhere(cursor, 'nodeSelector') : [];
  const usual = [
    ...used,
    ...usualKeys(name),
    ...(knowledge(owner.definition, owner.field.name, version).suggestions ?? []),
  ];
  const present = new Set(place.node.entries.map(({ name }) => name));
  const detail = typeName(of);
  const amounts = (key: string): string[] => amountsFor(key, { ...place, parent: place }, '').map(({ value }) => value);
  const labelValues = (key: string): string[] => [
    ...new Set([...pairsElsewhere(cursor, 'nodeSelector', key), ...nodeLabelValues(key)]),
  ];
  return [...new Set([...elsewhere.keys(), ...usual])]
    .filter((key) => !present.has(key))
    .map((key) => {
      const known = elsewhere.get(key);
      const choices = isQuantity ? amounts(key) : name === 'PodSpec.nodeSelector' ? labelValues(key) : [];
      const texts = (known === undefined ? choices : [known]).map((value) => scalarText(cursor, value, of));
      const isOpen = cursor.json && texts.length === 0 && isQuotedInJson(of);
      const value = known !== undefined ? escapeSnippet(texts.join('')) : isOpen ? '"$1"' : tabStop(1, texts);
      const bare = hole.colon ? escapeSnippet(key) : `${escapeSnippet(keyText(cursor, key))}:`;
      const snippet = hole.colon || hasValue(cursor) ? bare : `${bare} ${value}`;
      return { label: key, kind: CompletionItemKind.Property, detail: known ?? detail, snippet };
    });
}
