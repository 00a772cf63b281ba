/** Writes fields and items that are not there; every other byte stays as it is. */

import type { YamlDocument } from '../../yaml/file.ts';
import type { Entry, Mapping, Node, Sequence } from '../../yaml/tree.ts';
import type { Edit } from '../rule.ts';
import type { Value } from '../view.ts';
import { isElsewhere } from './elsewhere.ts';
import { columnOf, endOf, lineEnd, newline, trimmedEnd } from './lines.ts';
import { replaceValue } from './replace.ts';
import { dashOf } from './skeleton.ts';
import { blockText, flowText, plainOrQuoted, type Yaml } from './yaml.ts';

/**
 * Writes a field or item that is not there, with every holder that is missing too. A field goes last in its mapping,
 * or after the one named `after`.
 */
export function putValue(document: YamlDocument, value: Value, yaml: Yaml, after?: string): Edit[] | undefined {
  const { parent, segment } = value;
  if (!parent || segment === undefined || isElsewhere(parent)) return undefined;
  const { node } = parent;
  if (typeof segment === 'number') {
    if (node?.kind === 'sequence' && node.items.length > 0) return addItem(document, node, yaml);
    return node ? replaceValue(document, parent, [yaml]) : putValue(document, parent, [yaml], after);
  }
  const name = typeof segment === 'object' ? segment.key : segment;
  if (value.entry && value.node) return replaceValue(document, value, yaml);
  if (node?.kind === 'mapping' && node.entries.some(({ merged }) => !merged))
    return addEntry(document, node, name, yaml, after);
  const nested = { [name]: yaml };
  return node ? replaceValue(document, parent, nested) : putValue(document, parent, nested, after);
}

/** Adds an item at the end of a list. */
export function addItem(document: YamlDocument, sequence: Sequence, yaml: Yaml): Edit[] | undefined {
  const { text } = document;
  const last = sequence.items.at(-1);
  if (!last) return undefined;
  if (sequence.flow) return [{ start: last.end, end: last.end, newText: `, ${flowText(yaml)}` }];
  const first = sequence.items[0] as Node;
  const indent = columnOf(text, dashOf(document, sequence, first) ?? text.lastIndexOf('-', first.start));
  const at = trimmedEnd(text, last);
  const end = lineEnd(text, at);
  return [{ start: end, end, newText: newline(text) + blockText([yaml], indent, document).replace(/\r?\n$/, '') }];
}

function addEntry(document: YamlDocument, mapping: Mapping, name: string, yaml: Yaml, after?: string): Edit[] {
  const { text } = document;
  const own = mapping.entries.filter(({ merged }) => !merged);
  const neighbour = own.find((entry) => entry.name === after) ?? (own.at(-1) as Entry);
  const key = plainOrQuoted(name);
  if (mapping.flow) return [{ start: neighbour.end, end: neighbour.end, newText: `, ${key}: ${flowText(yaml)}` }];
  const indent = columnOf(text, own[0]?.start ?? mapping.start);
  const end = lineEnd(text, endOf(text, neighbour));
  return [
    { start: end, end, newText: newline(text) + blockText({ [name]: yaml }, indent, document).replace(/\r?\n$/, '') },
  ];
}

/** Puts a field first in its mapping, where a reader looks for a name. */
export function putFirst(document: YamlDocument, mapping: Value, name: string, yaml: Yaml): Edit[] | undefined {
  const { node } = mapping;
  const { text } = document;
  if (node?.kind !== 'mapping' || isElsewhere(mapping)) return undefined;
  const first = node.entries.find(({ merged }) => !merged);
  if (!first) return undefined;
  if (node.flow) return [{ start: first.start, end: first.start, newText: `${name}: ${flowText(yaml)}, ` }];
  const indent = columnOf(text, first.start);
  const written = blockText({ [name]: yaml }, indent, document).trimStart();
  return [{ start: first.start, end: first.start, newText: written.trimEnd() + newline(text) + ' '.repeat(indent) }];
}
