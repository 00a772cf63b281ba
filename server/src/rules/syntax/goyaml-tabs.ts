/**
 * Tabs on lines that have nothing else, or only a comment: our parser skips such lines; goyaml refuses them, unless they
 * stand inside brackets, quotes or a block of text, or deep enough behind a plain value, which might go on there.
 */
import * as l10n from '@vscode/l10n';
import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { Fix } from '../rule.ts';

interface Tab {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fix: Fix;
}

/** A scalar, and the column of the block that it stands in. */
interface Placed {
  readonly scalar: Scalar;
  readonly column: number;
}

export function findTabs(text: string, root: Node | null): Tab[] {
  const lines = [...text.matchAll(/^ *\t[ \t]*(?=#|\r?$)/gm)].map(({ index, 0: blanks }) => ({ index, blanks }));
  if (lines.length === 0) return [];
  const shielded: (readonly [start: number, end: number])[] = [];
  const scalars: Placed[] = [];
  collect(text, root, -1, shielded, scalars);
  return lines.flatMap(({ index, blanks }) => {
    const at = index + blanks.indexOf('\t');
    if (shielded.some(([start, end]) => start < at && at < end)) return [];
    const before = scalars.findLast(({ scalar: { range } }) => range && range[0] < at);
    if (before && isContinued(text, before, at) && blanks.indexOf('\t') > before.column) return [];
    const end = index + blanks.length;
    const newText = text[end] === '#' ? blanks.replaceAll('\t', '  ') : '';
    const fix = { title: l10n.t('Remove the tab'), preferred: true, edits: [{ start: index, end, newText }] };
    return [{ start: index, end, message: l10n.t('A tab must not stand where a line begins'), fix }];
  });
}

/** Whether nothing but blanks is between the plain value and the tab: goyaml then still looks for its next line. */
function isContinued(text: string, { scalar: { type, range } }: Placed, at: number): boolean {
  return type === 'PLAIN' && range !== null && range !== undefined && text.slice(range[1], at).trim() === '';
}

function collect(
  text: string,
  node: unknown,
  column: number,
  shielded: (readonly [number, number])[],
  scalars: Placed[],
): void {
  if (isScalar(node)) {
    if (node.range && node.type !== 'PLAIN') shielded.push([node.range[0], node.range[1]]);
    scalars.push({ scalar: node, column });
  } else if (isCollection(node)) {
    const [start = 0, end = 0] = node.range ?? [];
    if (node.flow) {
      shielded.push([start, end]);
      return;
    }
    const own = Math.max(column, start - (text.lastIndexOf('\n', start - 1) + 1));
    if (isSeq(node)) for (const item of node.items) collect(text, item, own, shielded, scalars);
    if (isMap(node))
      for (const pair of node.items)
        if (isPair(pair)) for (const part of [pair.key, pair.value]) collect(text, part, own, shielded, scalars);
  }
}
