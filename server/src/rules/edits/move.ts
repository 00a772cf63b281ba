/** Moves a field to another mapping, comments and style and all; every other byte stays as it is. */

import type { YamlDocument } from '../../yaml/file.ts';
import type { Entry, Mapping, Node } from '../../yaml/tree.ts';
import type { Edit } from '../rule.ts';
import type { Value } from '../view.ts';
import { putValue } from './add.ts';
import { isElsewhere, isInFlow } from './elsewhere.ts';
import { columnOf, endOf, lineAfter, lineEnd, newline } from './lines.ts';
import { removeEntry, removeValue } from './remove.ts';
import { blockText, plainOrQuoted, yamlOf } from './yaml.ts';

/**
 * Two entries of one name become one: the later's fields or items, unchanged, behind the earlier's. Undefined when both
 * have a field of the same name, or are not blocks at the same indentation.
 */
export function mergeEntries(
  document: YamlDocument,
  mapping: Mapping,
  earlier: Entry,
  later: Entry,
): Edit[] | undefined {
  const { text } = document;
  const [a, b] = [earlier.value, later.value];
  if (a.kind === 'scalar' || b.kind === 'scalar' || a.kind !== b.kind || a.flow || b.flow) return undefined;
  if (a.kind === 'mapping' && b.kind === 'mapping') {
    const names = new Set(a.entries.map(({ name }) => name));
    if ([...a.entries, ...b.entries].some(({ merged }) => merged) || b.entries.some(({ name }) => names.has(name)))
      return undefined;
  }
  const removal = removeEntry(document, mapping, later, undefined);
  const from = lineAfter(text, later.key.end);
  const body = text.slice(from, lineAfter(text, endOf(text, later)));
  const indentOf = (node: Node) => columnOf(text, text.slice(0, node.start).search(/\S[^\n]*$/));
  if (!removal || body.trim() === '' || indentOf(a) !== indentOf(b)) return undefined;
  const end = lineEnd(text, endOf(text, earlier));
  return [{ start: end, end, newText: newline(text) + body.replace(/\r?\n$/, '') }, ...removal];
}

/** Takes an entry out of its mapping and writes it into another, its text unchanged but for the indentation. */
export function moveEntry(document: YamlDocument, value: Value, to: Value, name: string): Edit[] | undefined {
  const nested = nestEntry(document, value, to);
  if (nested) return nested;
  const removal = removeValue(document, value);
  const { entry } = value;
  if (!removal || !entry) return undefined;
  const yaml = yamlOf(value.node);
  if (yaml === undefined) return undefined;
  const written = putValue(document, atOrAbsent(to, name), yaml);
  if (!written) return undefined;
  const addition = written.length === 1 ? [asWritten(document, value, written[0] as Edit, name)] : written;
  // An insertion at the end of what is removed takes its place; one inside it would be lost.
  const [removed] = removal;
  const [added] = addition;
  if (removal.length === 1 && addition.length === 1 && removed && added && added.start > removed.start) {
    if (added.start <= removed.end && removed.newText === '') {
      const { text } = document;
      const isAtEnd = text.slice(added.start, removed.end).trim() === '' && added.start === added.end;
      const newText = added.newText.replace(/^\r?\n/, '') + text.slice(added.start, removed.end);
      return isAtEnd ? [{ start: removed.start, end: removed.end, newText }] : undefined;
    }
    if (added.start < removed.end) return undefined;
  }
  return [...removal, ...addition];
}

/** Into fields that the same mapping does not have yet: the entry stays where it is, as many levels deeper. */
function nestEntry({ text }: YamlDocument, value: Value, to: Value): Edit[] | undefined {
  const { entry, parent } = value;
  if (!entry || to.node || isInFlow(value) || isElsewhere(value)) return undefined;
  const names: string[] = [];
  let holder: Value | undefined = to;
  for (; holder && holder !== parent; holder = holder.parent) {
    if (holder.node || typeof holder.segment !== 'string') return undefined;
    names.unshift(holder.segment);
  }
  if (!holder || holder.fields.has(names[0] ?? '')) return undefined;
  const column = columnOf(text, entry.start);
  const heads = names.map((name, level) => `${name}:${newline(text)}${' '.repeat(column + 2 * (level + 1))}`);
  const edits: Edit[] = [{ start: entry.start, end: entry.start, newText: heads.join('') }];
  const deeper = '  '.repeat(names.length);
  const end = endOf(text, entry);
  for (let at = lineAfter(text, entry.start); at < end; at = lineAfter(text, at))
    if (text.slice(at, lineEnd(text, at)).trim() !== '') edits.push({ start: at, end: at, newText: deeper });
  return edits;
}

/** The addition with the entry's own lines, comments and style and all, where both are blocks. */
function asWritten(document: YamlDocument, value: Value, addition: Edit, name: string): Edit {
  const { text } = document;
  const { entry } = value;
  const yaml = yamlOf(value.node);
  if (!entry || yaml === undefined || isInFlow(value) || addition.newText.trim() === '') return addition;
  const lines = addition.newText.split(/\r?\n/);
  const key = `${plainOrQuoted(name)}:`;
  const first = lines.findLastIndex((line) => line.trimStart().startsWith(key));
  const indent = lines[first]?.search(/\S/) ?? -1;
  if (
    indent < 0 ||
    lines.slice(first).join('\n') !==
      blockText({ [name]: yaml }, indent, document)
        .trimEnd()
        .replaceAll('\r', '')
  )
    return addition;
  const column = columnOf(text, entry.start);
  const own = text
    .slice(entry.start, lineEnd(text, endOf(text, entry)))
    .trimEnd()
    .split(/\r?\n/);
  const moved = own.map((line, index) => {
    if (line.trim() === '') return '';
    return ' '.repeat(indent) + line.slice(index === 0 ? 0 : Math.min(column, line.search(/\S/)));
  });
  return { ...addition, newText: [...lines.slice(0, first), ...moved].join(newline(text)) };
}

function atOrAbsent(holder: Value, name: string): Value {
  return (
    holder.fields.get(name) ?? {
      node: undefined,
      type: undefined,
      parent: holder,
      segment: name,
      entry: undefined,
      fields: new Map(),
      items: [],
      mistyped: false,
    }
  );
}
