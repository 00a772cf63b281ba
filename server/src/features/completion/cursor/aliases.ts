/** Anchors, aliases and merge keys in a tree that indentation alone has given. */

import { HOLE } from '../../../yaml/tolerant/lines.ts';
import type { Entry, Node } from '../../../yaml/tree.ts';

/** Aliases of aliases grow without bound when followed; no manifest comes near this. */
const MOST_NODES = 20_000;

const ALIAS = /^\*([^\s,[\]{}]+)$/;
/** Behind a key: of its value, which may begin on a line further down. */
const OF_VALUE = /^["']?\s*:\s+(?:![^\s,[\]{}]*\s+)?&([^\s,[\]{}]+)/;
/** Right before an item. */
const OF_ITEM = /&([^\s,[\]{}]+)(?:\s+![^\s,[\]{}]*)?(?:\s+#[^\n]*)?\s*$/;
/** Longer names and comments are not looked for. */
const REACH = 200;

interface Followed {
  readonly node: Node;
  /** How many nodes it comes to, those of aliases included. */
  readonly size: number;
}

/** The tree with what its aliases stand for; what merge keys bring in comes before a mapping's own entries. */
export function followAliases(root: Node, text: string): Node {
  if (!text.includes('&')) return root;
  const anchors = new Map<string, Followed>();
  let total = 0;

  function follow(node: Node, anchor: string | undefined): Followed {
    const alias = node.kind === 'scalar' && node.style === 'plain' ? ALIAS.exec(node.text)?.[1] : undefined;
    const known = alias === undefined ? undefined : anchors.get(alias);
    if (known && total + known.size <= MOST_NODES) {
      total += known.size;
      return known;
    }
    const before = total++;
    const followed = below(node);
    const result = { node: followed, size: total - before };
    if (anchor !== undefined) anchors.set(anchor, result);
    return result;
  }

  function below(node: Node): Node {
    if (node.kind === 'scalar') return node;
    if (node.kind === 'sequence') {
      const anchorOf = ({ start }: Node) => OF_ITEM.exec(text.slice(Math.max(0, start - REACH), start))?.[1];
      return { ...node, items: node.items.map((item) => follow(item, anchorOf(item)).node) };
    }
    const merged: Entry[] = [];
    const own: Entry[] = [];
    for (const entry of node.entries) {
      const { end } = entry.key;
      const value = follow(entry.value, OF_VALUE.exec(text.slice(end, end + REACH))?.[1]).node;
      if (entry.name === '<<' && value.kind !== 'scalar') merged.push(...mergedFrom(value));
      else own.push({ ...entry, value });
    }
    return { ...node, entries: [...merged, ...own] };
  }

  return follow(root, undefined).node;
}

function mergedFrom(value: Node): Entry[] {
  const sources = value.kind === 'sequence' ? value.items : [value];
  return sources
    .flatMap((source) => (source.kind === 'mapping' ? source.entries : []))
    .filter(({ name }) => name !== HOLE)
    .map((entry) => ({ ...entry, merged: true }));
}
