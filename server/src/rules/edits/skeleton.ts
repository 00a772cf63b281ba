/** What stands between keys and values: comments, dashes, anchors, aliases and tags. */
import { memoize } from '../../memoize.ts';
import type { YamlDocument } from '../../yaml/file.ts';
import type { Node, Span } from '../../yaml/tree.ts';
import { lineAfter, lineEnd } from './lines.ts';

/** The text with every key and scalar blanked: what is left is punctuation, comments, anchors, aliases and tags. */
const skeleton = memoize((document: YamlDocument): string => {
  const characters = document.text.split('');
  const blank = ({ start, end }: Span) => {
    for (let i = start; i < end; i++) if (!/[\r\n]/.test(characters[i] ?? '')) characters[i] = ' ';
  };
  const seen = new Set<Node>();
  const visit = (node: Node) => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'scalar') blank(isBlockScalar(node) ? blockBody(document.text, node) : node);
    else if (node.kind === 'sequence') node.items.forEach(visit);
    else
      for (const { key, value } of node.entries) {
        blank(key);
        visit(value);
      }
  };
  if (document.root) visit(document.root);
  return characters.join('');
});

function isBlockScalar(node: Node): boolean {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

/** A block scalar without its header line, where a comment may stand. */
function blockBody(text: string, { start, end }: Span): Span {
  return { start: Math.min(end, lineAfter(text, start)), end };
}

/** The comments in a span, `#` first. */
export function commentsIn(document: YamlDocument, { start, end }: Span): (Span & { readonly text: string })[] {
  return Array.from(skeleton(document).matchAll(/(?<=^|[\s])#[^\r\n]*/gm), ({ index }) => {
    const stop = lineEnd(document.text, index);
    return { start: index, end: stop, text: document.text.slice(index, stop).trimEnd() };
  }).filter((comment) => comment.start >= start && comment.start < end);
}

/** Whether a part of the text has anchors, aliases, tags or merge keys: other places may depend on it. */
export function hasReferences(document: YamlDocument, { start, end }: Span): boolean {
  const marks = skeleton(document)
    .slice(start, end)
    .replace(/(?<=^|\s)#[^\r\n]*/gm, '');
  return /(?<=^|[\s[{,:-])[&*!]/m.test(marks) || /(?<=^|[\s{,])<<[ \t]*:/m.test(document.text.slice(start, end));
}

/** A `#` at the start of a line of a block scalar is no comment. */
export function isInScalar(document: YamlDocument, line: number): boolean {
  return !/^[ \t]*#/.test(skeleton(document).slice(line, lineEnd(document.text, line)));
}

/** Offset of the dash of an item of a list in block style; undefined when the item is empty. */
export function dashOf(document: YamlDocument, holder: Node, item: Node): number | undefined {
  if (item.kind === 'scalar' && item.style === 'missing') return undefined;
  const bare = skeleton(document)
    .slice(holder.start, item.start)
    .replace(/(?<=^|\s)#[^\r\n]*/gm, (comment) => ' '.repeat(comment.length));
  const dash = bare.lastIndexOf('-');
  return dash < 0 ? undefined : holder.start + dash;
}
