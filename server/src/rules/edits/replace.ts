/** Writes another value, or another key, in the place of one; every other byte stays as it is. */

import type { YamlDocument } from '../../yaml/file.ts';
import type { Edit } from '../rule.ts';
import type { Value } from '../view.ts';
import { isElsewhere, isInFlow } from './elsewhere.ts';
import { colonLength, columnOf, newline, trimmedEnd } from './lines.ts';
import { blockText, flowText, listIndent, plainOrQuoted, quoted, scalarText, type Yaml } from './yaml.ts';

/** The value becomes another; undefined when it is not written or stands elsewhere in the text. */
export function replaceValue(document: YamlDocument, value: Value, by: Yaml): Edit[] | undefined {
  const { node, entry } = value;
  if (!node || isElsewhere(value)) return undefined;
  const isMissing = node.kind === 'scalar' && node.style === 'missing';
  // Nobody knows where an item would stand of which only the dash is there.
  if (isMissing && !entry) return undefined;
  if (typeof by === 'object') return replaceByBlock(document, value, by);
  const newText = scalarText(by, node);
  if (isMissing && entry) {
    const at = entry.key.end + colonLength(document.text, entry.key.end);
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
