/** Takes fields and items out; every other byte stays as it is. */

import type { YamlDocument } from '../../yaml/file.ts';
import type { Entry, Mapping, Node, Sequence, Span } from '../../yaml/tree.ts';
import type { Edit } from '../rule.ts';
import type { Value } from '../view.ts';
import { isElsewhere } from './elsewhere.ts';
import { endOf, lineAfter, trimmedEnd } from './lines.ts';
import { replaceValue } from './replace.ts';
import { dashOf } from './skeleton.ts';

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
  const dash = dashOf(document, sequence, item) ?? item.start;
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
