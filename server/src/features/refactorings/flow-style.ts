/** `{ a: 1 }` as lines, and lines as `{ a: 1 }`; scalars stay as they are written. */
import * as l10n from '@vscode/l10n';
import { blockOf, indentLines } from '../../rules/edits/blocks.ts';
import { isInFlow } from '../../rules/edits/elsewhere.ts';
import { colonLength, columnOf, lineEnd, newline, trimmedEnd } from '../../rules/edits/lines.ts';
import { commentsIn, hasReferences } from '../../rules/edits/skeleton.ts';
import { listIndent } from '../../rules/edits/yaml.ts';
import type { Edit } from '../../rules/rule.ts';
import type { Value } from '../../rules/view.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import type { Node } from '../../yaml/tree.ts';
import { label, type Refactoring } from './refactoring.ts';

/** A line longer than this is no easier to read than the block. */
const LONGEST_LINE = 100;

export const flowStyle: Refactoring = {
  kind: 'refactor.rewrite.style',
  *offers({ placed: { document }, values }) {
    const flow = values.find(({ node }) => node && node.kind !== 'scalar' && node.flow);
    if (flow && !isInFlow(flow))
      yield { title: l10n.t('Expand {0} to lines', label(flow)), edits: expand(document, flow) };
    const block = values.find(({ node }) => node && node.kind !== 'scalar');
    if (block && block.node?.kind !== 'scalar' && !isInFlow(block))
      yield { title: l10n.t('Collapse {0} to one line', label(block)), edits: collapse(document, block) };
  },
};

function expand(document: YamlDocument, value: Value): Edit[] | undefined {
  const { node, entry } = value;
  const { text } = document;
  const block = blockOf(document, value);
  if (!node || isEmpty(node) || !block || hasReferences(document, { start: block.start, end: node.end }))
    return undefined;
  if (commentsIn(document, { start: entry?.key.end ?? node.start, end: node.end }).length > 0) return undefined;
  const lines = blockLines(document, node);
  if (!entry) {
    const column = columnOf(text, node.start);
    const [first = '', ...rest] = lines;
    return [{ start: node.start, end: node.end, newText: [first, ...indentLines(rest, column)].join(newline(text)) }];
  }
  const start = entry.key.end + colonLength(text, entry.key.end);
  const indent = columnOf(text, entry.start) + (node.kind === 'sequence' ? listIndent(document) : 2);
  const at = lineEnd(text, node.end);
  const newText = indentLines(lines, indent)
    .map((line) => newline(text) + line)
    .join('');
  // A comment behind it stays on the key's line.
  return [
    { start, end: node.end, newText: '' },
    { start: at, end: at, newText },
  ];
}

function blockLines(document: YamlDocument, node: Node): string[] {
  if (node.kind === 'scalar' || isEmpty(node)) return [asWritten(document, node)];
  if (node.kind === 'sequence')
    return node.items.flatMap((item) => {
      const [first = '', ...rest] = blockLines(document, item);
      return [`- ${first}`, ...indentLines(rest, 2)];
    });
  return node.entries.flatMap(({ key, value }) => {
    const name = document.text.slice(key.start, key.end);
    if (value.kind === 'scalar' || isEmpty(value)) return [`${name}: ${asWritten(document, value)}`.trimEnd()];
    const indent = value.kind === 'sequence' ? listIndent(document) : 2;
    return [`${name}:`, ...indentLines(blockLines(document, value), indent)];
  });
}

function asWritten({ text }: YamlDocument, node: Node): string {
  return text.slice(node.start, trimmedEnd(text, node));
}

function collapse(document: YamlDocument, value: Value): Edit[] | undefined {
  const { node, entry } = value;
  const { text } = document;
  const block = blockOf(document, value);
  if (!node || !block || node.kind === 'scalar' || node.flow || hasReferences(document, block)) return undefined;
  // A comment on the key's line can stay there; others would have no place.
  const inside = { start: entry ? lineEnd(text, entry.key.end) : node.start, end: block.end };
  if (commentsIn(document, inside).length > 0) return undefined;
  const line = oneLine(document, node);
  if (line === undefined) return undefined;
  const end = trimmedEnd(text, node);
  if (!entry)
    return block.indent + line.length > LONGEST_LINE ? undefined : [{ start: node.start, end, newText: line }];
  const start = entry.key.end + colonLength(text, entry.key.end);
  const header = text.slice(start, lineEnd(text, start));
  if (columnOf(text, start) + line.length > LONGEST_LINE) return undefined;
  // A comment on the key's line goes behind the value.
  return [{ start, end, newText: ` ${line}${header.trimEnd()}` }];
}

/** In flow style; undefined where a scalar of several lines is in the way. */
function oneLine(document: YamlDocument, node: Node, inside = false): string | undefined {
  const written = document.text.slice(node.start, trimmedEnd(document.text, node));
  if (node.kind === 'scalar') {
    if (node.style === 'literal' || node.style === 'folded' || /[\r\n]/.test(written)) return undefined;
    if (node.style === 'missing') return inside ? 'null' : '';
    return inside && node.style === 'plain' && /[,[\]{}]/.test(written)
      ? `'${written.replaceAll("'", "''")}'`
      : written;
  }
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => oneLine(document, item, true));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const entries = node.entries.map(({ key, value }) => {
    const text = oneLine(document, value, true);
    return text === undefined ? undefined : `${document.text.slice(key.start, key.end)}: ${text}`;
  });
  if (entries.length === 0) return '{}';
  return entries.includes(undefined) ? undefined : `{ ${entries.join(', ')} }`;
}

function isEmpty(node: Node): boolean {
  return node.kind === 'mapping' ? node.entries.length === 0 : node.kind === 'sequence' && node.items.length === 0;
}
