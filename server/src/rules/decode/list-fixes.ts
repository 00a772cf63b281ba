/** Fixes of lists that are none, and of what is a list and should not be. */

import * as l10n from '@vscode/l10n';
import { getCatalog, type Type } from '../../catalog/catalog.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { replaceValue } from '../edits/replace.ts';
import { type Yaml, yamlOf } from '../edits/yaml.ts';
import { fix } from '../report.ts';
import type { Edit, Fix } from '../rule.ts';
import { mistypedAs } from '../types.ts';
import { nameOf, type Value } from '../view.ts';
import { commandOf, itemOfField, spellOut } from './shorthands.ts';

/** A list in a list of strings that holds nothing else. */
export function flattening(document: YamlDocument, { node, parent, type }: Value): Fix[] {
  const inner = yamlOf(node);
  const isAlone = parent?.type?.kind === 'list' && parent.items.length === 1;
  if (type?.kind !== 'string' || !isAlone || !Array.isArray(inner) || !inner.every((item) => typeof item === 'string'))
    return [];
  return fix(l10n.t('Take it out of the list'), true, replaceValue(document, parent, inner));
}

/** One item where a list belongs. */
export function listFixes(document: YamlDocument, value: Value): Fix[] {
  const { node, type } = value;
  if (!node || type?.kind !== 'list') return [];
  const item = type.of;
  if (node.kind === 'mapping') {
    const items = itemsOfFields(value, item);
    return items
      ? fix(l10n.t('Make it a list'), true, replaceValue(document, value, items))
      : fix(l10n.t('Make it a list with this one item'), true, dashBefore(document, value));
  }
  if (node.kind !== 'scalar' || node.value === null || typeof node.value === 'bigint') return [];
  if (item.kind !== 'string' && mistypedAs(node, item) === undefined)
    return fix(l10n.t('Make it a list'), true, replaceValue(document, value, [node.value]));
  if (item.kind === 'string') {
    if (/^(command|args)$/.test(nameOf(value)) && /\s/.test(node.text.trim()))
      return fix(l10n.t('Make it a list'), true, replaceValue(document, value, commandOf(node.text)));
    const texts: Yaml = /^[\w./-]+(, *[\w./-]+)+$/.test(node.text) ? node.text.split(/, */) : [node.text];
    return fix(l10n.t('Make it a list'), true, replaceValue(document, value, texts));
  }
  const meant = item.kind === 'object' ? spellOut(item.definition, node.value, value) : undefined;
  return meant === undefined ? [] : fix(l10n.t('Make it a list'), true, replaceValue(document, value, [meant]));
}

/** A mapping from names to items, where a list of items with names belongs. */
function itemsOfFields({ node }: Value, item: Type): Yaml[] | undefined {
  if (node?.kind !== 'mapping' || item.kind !== 'object') return undefined;
  const known = getCatalog().definition(item.definition)?.fields;
  if (node.entries.some(({ name, merged }) => merged || known?.has(name))) return undefined;
  const items = node.entries.map(({ name, value }) => {
    const yaml = yamlOf(value);
    return yaml === undefined ? undefined : itemOfField(item, name, yaml);
  });
  return items.includes(undefined) ? undefined : (items as Yaml[]);
}

/** Puts a dash before the first field of a block mapping and indents the others to it. */
function dashBefore(document: YamlDocument, { node, entry }: Value): Edit[] | undefined {
  if (node?.kind !== 'mapping' || entry?.merged) return undefined;
  const { text } = document;
  if (node.flow) {
    return [
      { start: node.start, end: node.start, newText: '[' },
      { start: node.end, end: node.end, newText: ']' },
    ];
  }
  const edits: Edit[] = [{ start: node.start, end: node.start, newText: '- ' }];
  const end = text.slice(0, node.end).trimEnd().length;
  for (let at = text.indexOf('\n', node.start) + 1; at > 0 && at < end; at = text.indexOf('\n', at) + 1)
    if (!/^\s*\n/.test(text.slice(at, end))) edits.push({ start: at, end: at, newText: '  ' });
  return edits;
}

/** A list with one item where that item belongs. */
export function unwrapFix(document: YamlDocument, value: Value): Fix[] {
  const { node, type } = value;
  const only = node?.kind === 'sequence' && node.items.length === 1 ? node.items[0] : undefined;
  if (!node || !type || !only || mistypedAs(only, type) !== undefined) return [];
  if (only.kind === 'scalar' || only.flow) {
    const written = document.text.slice(only.start, only.end);
    const start = value.entry && !(node.kind === 'sequence' && node.flow) ? value.entry.key.end + 1 : node.start;
    return fix(l10n.t('Take it out of the list'), true, [
      { start, end: node.end, newText: start === node.start ? written : ` ${written}` },
    ]);
  }
  const dash = document.text.lastIndexOf('-', only.start);
  return fix(l10n.t('Take it out of the list'), true, [{ start: dash, end: dash + 1, newText: ' ' }]);
}
