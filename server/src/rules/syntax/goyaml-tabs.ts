/**
 * Tabs that our parser skips and goyaml refuses: on lines that have nothing else, or only a comment, unless these stand
 * inside brackets, quotes or a block of text; and, inside brackets too, at the start of a line behind a plain value that
 * might go on there, unless they stand deep enough.
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

type Stretch = readonly [start: number, end: number];

/** Where tabs may stand, as what they stand in has other ends than lines. */
interface Shields {
  /** Quotes and blocks of text. */
  readonly texts: Stretch[];
  readonly brackets: Stretch[];
}

/** A scalar, and the column of the block that it stands in. */
interface Placed {
  readonly scalar: Scalar;
  readonly column: number;
}

export function findTabs(text: string, root: Node | null): Tab[] {
  const lines = [...text.matchAll(/^ *\t[ \t]*/gm)].map(({ index, 0: blanks }) => ({ index, blanks }));
  if (lines.length === 0) return [];
  const shields: Shields = { texts: [], brackets: [] };
  const scalars: Placed[] = [];
  collect(text, root, -1, shields, scalars);
  return lines.flatMap(({ index, blanks }) => {
    const at = index + blanks.indexOf('\t');
    const end = index + blanks.length;
    const isIn = ([start, stop]: Stretch) => start < at && at < stop;
    if (shields.texts.some(isIn)) return [];
    const before = scalars.findLast(({ scalar: { range } }) => range && range[0] < at);
    const isRefused =
      before && isContinued(text, before, at)
        ? blanks.indexOf('\t') <= before.column
        : /^(?:#|\r?$)/m.test(text.slice(end, end + 2)) && !shields.brackets.some(isIn);
    if (!isRefused) return [];
    const newText = /\S/.test(text[end] ?? '') ? blanks.replaceAll('\t', '  ') : '';
    const fix = { title: l10n.t('Remove the tab'), preferred: true, edits: [{ start: index, end, newText }] };
    return [{ start: index, end, message: l10n.t('A tab must not stand where a line begins'), fix }];
  });
}

/** Whether nothing but blanks is between the plain value and the tab: goyaml then still looks for its next line. */
function isContinued(text: string, { scalar: { type, range } }: Placed, at: number): boolean {
  return type === 'PLAIN' && range !== null && range !== undefined && text.slice(range[1], at).trim() === '';
}

function collect(text: string, node: unknown, column: number, shields: Shields, scalars: Placed[]): void {
  if (isScalar(node)) {
    if (node.range && node.type !== 'PLAIN') shields.texts.push([node.range[0], node.range[1]]);
    scalars.push({ scalar: node, column });
  } else if (isCollection(node)) {
    const [start = 0, end = 0] = node.range ?? [];
    if (node.flow) shields.brackets.push([start, end]);
    const own = node.flow ? column : Math.max(column, start - (text.lastIndexOf('\n', start - 1) + 1));
    if (isSeq(node)) for (const item of node.items) collect(text, item, own, shields, scalars);
    if (isMap(node))
      for (const pair of node.items)
        if (isPair(pair)) for (const part of [pair.key, pair.value]) collect(text, part, own, shields, scalars);
  }
}
