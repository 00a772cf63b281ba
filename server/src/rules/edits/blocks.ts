/**
 * Fields and items of block style as whole lines: taken out and put elsewhere with the comments that belong to them,
 * every character kept but for the indentation. What is done to single values stands in the files beside this one.
 */
import { usualOrder } from '../../catalog/usual.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import { isNull, type Node, type Span } from '../../yaml/tree.ts';
import type { Edit } from '../rule.ts';
import { nameOf, type Value } from '../view.ts';
import { isElsewhere } from './elsewhere.ts';
import { colonLength, columnOf, endOf, lineAfter, lineEnd, newline, trimmedEnd } from './lines.ts';
import { commentsIn, dashOf, hasReferences, isInScalar } from './skeleton.ts';
import { blockText, listIndent, type Yaml } from './yaml.ts';

/** Lines without line breaks; the least indented key, dash or comment of them starts at column 0. */
export type Lines = readonly string[];

/** A field or an item with its comments: those directly above it, and those behind it that are indented deeper. */
export interface Block extends Span {
  /** Column of the key or of the dash. */
  readonly indent: number;
  /** Whether it starts its first line; else a dash precedes it there. */
  readonly leads: boolean;
  readonly lines: Lines;
}

/** The lines of a field or an item; undefined when it is not written in block style, or elsewhere. */
export function blockOf(document: YamlDocument, value: Value): Block | undefined {
  const { node, entry, parent } = value;
  const holder = parent?.node;
  if (!node || !holder || holder.kind === 'scalar' || holder.flow || isElsewhere(value)) return undefined;
  const { text } = document;
  const own = entry ? entry.start : dashOf(document, holder, node);
  if (own === undefined) return undefined;
  const lineStart = own - columnOf(text, own);
  const leads = /^[ \t]*$/.test(text.slice(lineStart, own));
  const indent = columnOf(text, own);
  let start = leads ? lineStart : own;
  if (leads) {
    for (let above = lineStart; above > 0; start = above) {
      const previous = above - 1 - columnOf(text, above - 1);
      const comment = /^([ \t]*)#/.exec(text.slice(previous, above));
      if (!comment || (comment[1] as string).length > indent || isInScalar(document, previous)) break;
      above = previous;
    }
  }
  let end = lineAfter(text, entry ? endOf(text, entry) : trimmedEnd(text, node));
  for (let at = end; at < text.length; ) {
    const line = text.slice(at, lineAfter(text, at));
    const comment = /^([ \t]*)#/.exec(line);
    if (comment && (comment[1] as string).length > indent) end = at + line.length;
    else if (line.trim() !== '') break;
    at += line.length;
  }
  const body = text.slice(start, end).replace(/\r?\n$/, '');
  return { start, end, indent, leads, lines: dedent(body.split(/\r?\n/), indent, leads) };
}

function dedent(lines: Lines, by: number, leads: boolean): string[] {
  return lines.map((line, i) => {
    if (i === 0 && !leads) return line;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    return line.slice(Math.min(indent, by));
  });
}

export function indentLines(lines: Lines, by: number): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(by) + line));
}

/** YAML of our own as lines. */
export function yamlLines(document: YamlDocument, yaml: Yaml): string[] {
  return blockText(yaml, 0, document)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}

export interface Cut {
  readonly edits: readonly Edit[];
  readonly lines: Lines;
}

/**
 * Takes a field or an item out. What it leaves empty goes with it; the comments of that are put before the lines cut
 * out, so that nothing said is lost.
 */
export function cut(document: YamlDocument, value: Value): Cut | undefined {
  const block = blockOf(document, value);
  const { parent } = value;
  const holder = parent?.node;
  if (!block || !parent || !holder || holder.kind === 'scalar') return undefined;
  const count = holder.kind === 'sequence' ? holder.items.length : holder.entries.length;
  if (count === 1) {
    const whole = parent.parent && cut(document, parent);
    const outer = blockOf(document, parent);
    if (!whole || !outer) return undefined;
    const said = commentsIn(document, outer).filter(({ start }) => start < block.start || start >= block.end);
    return { edits: whole.edits, lines: [...said.map(({ text }) => text), ...block.lines] };
  }
  if (block.leads) return { edits: [{ start: block.start, end: block.end, newText: '' }], lines: block.lines };
  // After a dash, what follows moves up to its place.
  const { text } = document;
  const next = text.slice(block.end).search(/\S/) + block.end;
  return next < block.end ? undefined : { edits: [{ start: block.start, end: next, newText: '' }], lines: block.lines };
}

/** Takes a field out, unless somebody has said something about it. */
export function removeUncommented(document: YamlDocument, value: Value): readonly Edit[] | undefined {
  const taken = cut(document, value);
  if (!taken) return undefined;
  const isSaid = taken.edits.some((edit) => commentsIn(document, edit).length > 0);
  return isSaid || hasReferences(document, value.node ?? { start: 0, end: 0 }) ? undefined : taken.edits;
}

/**
 * Writes a field, or items, into a mapping or a list, with every holder that is missing too. A field goes where
 * Kubernetes' own order has it; items go last. Undefined where there is flow style.
 *
 * @param lines of one field, or of items with their dashes
 */
export function putLines(document: YamlDocument, holder: Value, lines: Lines): Edit[] | undefined {
  const { node, entry, parent } = holder;
  const { text } = document;
  const end = newline(text);
  const deeper = indentLines(lines, isList(lines) ? listIndent(document) : 2);
  if (!node) return parent && putLines(document, parent, [`${nameOf(holder)}:`, ...deeper]);
  if (isElsewhere(holder)) return undefined;
  if (isEmpty(node)) {
    if (!entry || hasReferences(document, { start: entry.key.end, end: node.end })) return undefined;
    const after = entry.key.end + colonLength(text, entry.key.end);
    const indent = columnOf(text, entry.start);
    const at = lineEnd(text, node.end);
    return [
      ...(node.end > node.start ? [{ start: after, end: node.end, newText: '' }] : []),
      {
        start: at,
        end: at,
        newText: indentLines(deeper, indent)
          .map((line) => end + line)
          .join(''),
      },
    ];
  }
  if (node.kind === 'scalar' || node.flow) return undefined;
  const siblings = node.kind === 'sequence' ? holder.items : writtenFields(holder);
  const [first] = siblings;
  const before = node.kind === 'sequence' ? siblings.at(-1) : neighbour(holder, siblings, lines);
  const block = first && blockOf(document, before ?? first);
  if (!block) return undefined;
  const indented = indentLines(lines, block.indent);
  if (before) {
    const lead = block.end > 0 && text[block.end - 1] !== '\n' ? end : '';
    const body = indented.join(end);
    return [{ start: block.end, end: block.end, newText: lead ? lead + body : body + end }];
  }
  const newText = block.leads
    ? indented.join(end) + end
    : indented.join(end).trimStart() + end + ' '.repeat(block.indent);
  return [{ start: block.start, end: block.start, newText }];
}

/** The field behind which one of that name usually stands; undefined when it usually comes first. */
function neighbour(holder: Value, siblings: readonly Value[], lines: Lines): Value | undefined {
  const name = /^["']?([^\s"':]+)/.exec(lines.find((line) => !line.startsWith('#')) ?? '')?.[1] ?? '';
  const usual = holder.type?.kind === 'object' ? usualOrder(holder.type.definition) : [];
  const rank = (field: string) => (usual.includes(field) ? usual.indexOf(field) : usual.length);
  return siblings.findLast((sibling) => rank(nameOf(sibling)) <= rank(name));
}

/** The fields that are written in the mapping itself, in the order written. */
export function writtenFields(holder: Value): Value[] {
  return [...holder.fields.values()]
    .filter(({ entry }) => entry && !entry.merged)
    .sort((a, b) => (a.entry?.start ?? 0) - (b.entry?.start ?? 0));
}

function isList(lines: Lines): boolean {
  return /^-(?:\s|$)/.test(lines.find((line) => !line.startsWith('#')) ?? '');
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'mapping') return node.entries.length === 0;
  return node.kind === 'sequence' ? node.items.length === 0 : isNull(node);
}
