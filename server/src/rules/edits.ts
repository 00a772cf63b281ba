/** Changes to a manifest's text that leave every other byte as it is. */
import type { YamlDocument } from '../yaml/file.ts';
import { isPlainString } from '../yaml/scalars.ts';
import type { Entry, Mapping, Node, Sequence, Span } from '../yaml/tree.ts';
import type { Edit, Fix } from './rule.ts';
import type { Value } from './view.ts';

/** YAML that a fix writes; nested by what it holds. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [name: string]: Yaml };

export function fix(title: string, preferred: boolean, edits: readonly Edit[] | undefined): Fix[] {
  return edits?.length ? [{ title, preferred, edits }] : [];
}

/** The value becomes another; undefined when it is not written or stands elsewhere in the text. */
export function replaceValue(document: YamlDocument, value: Value, by: Yaml): Edit[] | undefined {
  const { node, entry } = value;
  if (!node || isElsewhere(value)) return undefined;
  if (typeof by === 'object') return replaceByBlock(document, value, by);
  const newText = scalarText(by, node);
  if (node.kind === 'scalar' && node.style === 'missing') {
    const at = entry ? entry.key.end + colonLength(document.text, entry.key.end) : node.start;
    return [{ start: at, end: at, newText: ` ${newText}` }];
  }
  const end = node.kind === 'scalar' ? node.end : trimmedEnd(document.text, node);
  if (node.kind !== 'scalar' && !node.flow && entry) return [{ start: entry.key.end + 1, end, newText: ` ${newText}` }];
  if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded'))
    return [{ start: node.start, end: trimmedEnd(document.text, node), newText }];
  return [{ start: node.start, end, newText }];
}

/** Puts the characters of a plain scalar in quotes. */
export function quoteValue(document: YamlDocument, value: Value): Edit[] | undefined {
  const { node } = value;
  if (node?.kind !== 'scalar' || node.style !== 'plain' || isElsewhere(value)) return undefined;
  const written = document.text.slice(node.start, node.end);
  // A tag or an anchor stands outside the quotes; leave such values to their author.
  return /^[!&*]/.test(written) ? undefined : [{ start: node.start, end: node.end, newText: quoted(written) }];
}

/** Takes the quotes off a scalar. */
export function unquoteValue(value: Value): Edit[] | undefined {
  const { node } = value;
  if (node?.kind !== 'scalar' || isElsewhere(value)) return undefined;
  return [{ start: node.start, end: node.end, newText: node.text.trim() }];
}

export function renameKey(document: YamlDocument, value: Value, name: string): Edit[] | undefined {
  const { entry } = value;
  if (!entry || isElsewhere(value)) return undefined;
  const quote = document.text[entry.key.start];
  const newText = quote === '"' || quote === "'" ? `${quote}${name}${quote}` : plainOrQuoted(name);
  return [{ start: entry.key.start, end: entry.key.end, newText }];
}

/** Takes out the field or the item that the value stands in. */
export function removeValue(document: YamlDocument, value: Value): Edit[] | undefined {
  if (isElsewhere(value)) return undefined;
  const holder = value.parent?.node;
  const edits =
    value.entry && holder?.kind === 'mapping'
      ? removeEntry(document, holder, value.entry, value.parent)
      : value.node && holder?.kind === 'sequence'
        ? removeItem(document, holder, value.node, value.parent)
        : undefined;
  return edits?.some((edit) => hasAnchorInUse(document, edit)) ? undefined : edits;
}

/** Whether an alias elsewhere refers to something in that span. */
function hasAnchorInUse({ text }: YamlDocument, { start, end }: Span): boolean {
  const inside = text.slice(start, end);
  if (!inside.includes('&')) return false;
  const outside = text.slice(0, start) + text.slice(end);
  return [...inside.matchAll(/(?<=[\s[{,:-])&([\w-]+)/g)].some(([, name]) => outside.includes(`*${name}`));
}

/** Takes out several fields or items; undefined when their places run into each other. */
export function removeValues(document: YamlDocument, values: readonly Value[]): Edit[] | undefined {
  const edits = values.flatMap((value) => removeValue(document, value) ?? []).sort((a, b) => a.start - b.start);
  return edits.some(({ end }, i) => end > (edits[i + 1]?.start ?? end)) ? undefined : edits;
}

export function removeEntry(
  document: YamlDocument,
  mapping: Mapping,
  entry: Entry,
  holder: Value | undefined,
): Edit[] | undefined {
  const { text } = document;
  const own = mapping.entries.filter(({ merged }) => !merged);
  const index = own.indexOf(entry);
  if (index < 0) return undefined;
  if (mapping.flow) return [flowRemoval(document, mapping, own, index)];
  // Fields must not vanish with their holder: an empty mapping takes the last one's place.
  if (own.length === 1) {
    if (!holder) return undefined;
    return replaceValue(document, holder, {}) ?? undefined;
  }
  const next = own[index + 1];
  const lineStart = text.lastIndexOf('\n', entry.start - 1) + 1;
  const leads = /^[ \t]*$/.test(text.slice(lineStart, entry.start));
  // After a dash, the next field moves up to its place.
  if (!leads) return next ? [{ start: entry.start, end: next.start, newText: '' }] : undefined;
  return [{ start: lineStart, end: lineAfter(text, endOf(text, entry)), newText: '' }];
}

function removeItem(
  document: YamlDocument,
  sequence: Sequence,
  item: Node,
  holder: Value | undefined,
): Edit[] | undefined {
  const { text } = document;
  const index = sequence.items.indexOf(item);
  if (sequence.items.length === 1 && holder) return removeValue(document, holder);
  if (sequence.flow) return [flowRemoval(document, sequence, sequence.items, index)];
  const dash = text.lastIndexOf('-', item.start);
  const lineStart = text.lastIndexOf('\n', dash - 1) + 1;
  if (!/^[ \t]*$/.test(text.slice(lineStart, dash))) return undefined;
  return [{ start: lineStart, end: lineAfter(text, trimmedEnd(text, item)), newText: '' }];
}

function flowRemoval({ text }: YamlDocument, holder: Span, parts: readonly Span[], index: number): Edit {
  const part = parts[index] as Span;
  const next = parts[index + 1];
  const previous = parts[index - 1];
  if (next) return { start: part.start, end: next.start, newText: '' };
  if (previous) return { start: previous.end, end: part.end, newText: '' };
  const before = text.slice(holder.start + 1, part.start);
  const after = text.slice(part.end, holder.end - 1);
  // Of the last, the line breaks go too, if nothing else stands there.
  if (/^\s*$/.test(before) && /^\s*,?\s*$/.test(after))
    return { start: holder.start + 1, end: holder.end - 1, newText: '' };
  return { start: part.start, end: part.end + (/^\s*,/.exec(after)?.[0].length ?? 0), newText: '' };
}

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
  const dash = text.lastIndexOf('-', first.start);
  const indent = columnOf(text, dash);
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

export function yamlOf(node: Node | undefined): Yaml | undefined {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.value === null || typeof node.value === 'bigint' ? undefined : node.value;
  if (node.kind === 'sequence') {
    const items = node.items.map(yamlOf);
    return items.includes(undefined) ? undefined : (items as Yaml[]);
  }
  const fields = node.entries.map(({ name, value }) => [name, yamlOf(value)] as const);
  return fields.some(([, yaml]) => yaml === undefined) ? undefined : (Object.fromEntries(fields) as Yaml);
}

function replaceByBlock(document: YamlDocument, value: Value, by: Yaml): Edit[] | undefined {
  const { node, entry } = value;
  const { text } = document;
  if (!node) return undefined;
  const end = trimmedEnd(text, node);
  const isEmpty = Object.keys(by as object).length === 0;
  if (isInFlow(value) || isEmpty) {
    if (node.kind !== 'scalar' && !node.flow && entry)
      return [{ start: entry.key.end + colonLength(text, entry.key.end), end, newText: ` ${flowText(by)}` }];
    if (node.kind === 'scalar' && node.style === 'missing' && entry) {
      const at = entry.key.end + colonLength(text, entry.key.end);
      return [{ start: at, end: at, newText: ` ${flowText(by)}` }];
    }
    return [{ start: node.start, end, newText: flowText(by) }];
  }
  if (!entry) {
    const indent = columnOf(text, node.start);
    return [{ start: node.start, end, newText: blockText(by, indent, document).trim() }];
  }
  const outer = columnOf(text, entry.start);
  const indent = outer + (Array.isArray(by) ? listIndent(document) : 2);
  const start = entry.key.end + colonLength(text, entry.key.end);
  return [
    {
      start,
      end: Math.max(start, end),
      newText: newline(text) + blockText(by, indent, document).replace(/\r?\n$/, ''),
    },
  ];
}

/** The node's end without line breaks that belong to a block. */
export function trimmedEnd(text: string, node: Span): number {
  let { end } = node;
  while (end > node.start && /\s/.test(text[end - 1] as string)) end--;
  return end;
}

export function endOf(text: string, entry: Entry): number {
  return Math.max(entry.key.end, trimmedEnd(text, { start: entry.key.end, end: entry.end }));
}

/** Offset of the line break that ends the line. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return text[found - 1] === '\r' ? found - 1 : found;
}

/** Offset of the next line's first character. */
export function lineAfter(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

export function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

export function colonLength(text: string, at: number): number {
  return /^[ \t]*:/.exec(text.slice(at, at + 20))?.[0].length ?? 1;
}

/** How far the document indents a list below its key. */
export function listIndent({ text }: YamlDocument): number {
  const found = /^([ -]*)[\w"'./-]+:[ \t]*(?:#.*)?\r?\n([ ]*)- /m.exec(text);
  return found ? Math.max(0, (found[2] as string).length - (found[1] as string).length) : 0;
}

/** The value comes from an anchor or a merge key: a change there would change other places too. */
export function isElsewhere(value: Value): boolean {
  for (let v: Value | undefined = value; v; v = v.parent) {
    if (v.entry?.merged) return true;
    const holder = v.parent?.node;
    const { node } = v;
    if (node && holder && node.end > node.start && (node.start < holder.start || node.end > holder.end)) return true;
  }
  return false;
}

export function isInFlow(value: Value): boolean {
  for (let v: Value | undefined = value.parent; v; v = v.parent)
    if (v.node && v.node.kind !== 'scalar' && v.node.flow) return true;
  return false;
}

export function blockText(yaml: Yaml, indent: number, document: YamlDocument): string {
  const pad = ' '.repeat(indent);
  const end = newline(document.text);
  if (typeof yaml !== 'object') return pad + flowText(yaml) + end;
  if (Array.isArray(yaml)) {
    return (yaml as readonly Yaml[])
      .map((item) => `${pad}- ${blockText(item, indent + 2, document).trimStart()}`)
      .join('');
  }
  return Object.entries(yaml)
    .map(([name, child]) => {
      const isNested = typeof child === 'object' && Object.keys(child).length > 0;
      if (!isNested) return `${pad}${plainOrQuoted(name)}: ${flowText(child)}${end}`;
      const deeper = indent + (Array.isArray(child) ? listIndent(document) : 2);
      return `${pad}${plainOrQuoted(name)}:${end}${blockText(child, deeper, document)}`;
    })
    .join('');
}

export function flowText(yaml: Yaml): string {
  if (typeof yaml === 'string') return plainOrQuoted(yaml);
  if (typeof yaml !== 'object') return String(yaml);
  if (Array.isArray(yaml)) return `[${yaml.map(flowText).join(', ')}]`;
  const fields = Object.entries(yaml).map(([name, child]) => `${plainOrQuoted(name)}: ${flowText(child)}`);
  return fields.length ? `{ ${fields.join(', ')} }` : '{}';
}

/** The text of a scalar in the style of the one that it replaces. */
function scalarText(yaml: string | number | boolean, node: Node): string {
  if (typeof yaml !== 'string') return String(yaml);
  const style = node.kind === 'scalar' ? node.style : 'plain';
  if (style === 'single') return `'${yaml.replaceAll("'", "''")}'`;
  if (style === 'double') return JSON.stringify(yaml);
  return plainOrQuoted(yaml);
}

export function plainOrQuoted(text: string): string {
  const isSafe = /^[\w./][\w./@%+=~^ -]*$/.test(text.replaceAll(/:(?=\S)/g, '')) && !/^[-?]|\s$|: | #|^\s/.test(text);
  return isSafe && isPlainString(text) ? text : quoted(text);
}

export function quoted(text: string): string {
  return /["\\]/.test(text) && !/[\r\n]/.test(text) ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}
