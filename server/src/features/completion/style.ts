/** How a document is laid out, so that what is inserted looks like what is there. */
import type { BlockLine } from './lines.ts';

export interface Style {
  /** Columns from a key to the keys below it. */
  readonly indent: number;
  /** Columns from a key to the dashes of its list. */
  readonly dash: number;
  /** Columns from a dash to what follows it. */
  readonly afterDash: number;
  /** How a list of scalars begins and ends where it is written in flow style; undefined when it is not. */
  readonly flowList: readonly [open: string, close: string] | undefined;
  readonly lineBreak: '\n' | '\r\n';
}

/** The habits of a document's own lines; where they differ, the most frequent, and where there are none, ours. */
export function styleOf(lines: readonly BlockLine[], text: string): Style {
  const indents: number[] = [];
  const dashes: number[] = [];
  const afterDashes: number[] = [];
  for (const [i, line] of lines.entries()) {
    line.dashes.forEach((dash, d) => {
      const inner = line.dashes[d + 1] ?? (line.key || line.value.style !== 'missing' ? line.column : undefined);
      if (inner !== undefined) afterDashes.push(inner - dash);
    });
    const below = lines[i + 1];
    if (!below || !line.key || line.value.style !== 'missing') continue;
    const [dash] = below.dashes;
    if (dash === undefined && below.column > line.column) indents.push(below.column - line.column);
    if (dash !== undefined && dash >= line.column) dashes.push(dash - line.column);
  }
  const indent = mostFrequent(indents) ?? 2;
  return {
    indent,
    dash: mostFrequent(dashes) ?? indent,
    afterDash: mostFrequent(afterDashes) ?? 2,
    flowList: flowListOf(lines, text),
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** Whether lists of scalars stand in brackets more often than behind dashes, and mostly with quotes. */
function flowListOf(lines: readonly BlockLine[], text: string): Style['flowList'] {
  let behindDashes = 0;
  const brackets: string[] = [];
  for (const [i, { key, value, dashes }] of lines.entries()) {
    const list = value.style === 'flow' ? /^\[\s*([^[{\]\s])/.exec(text.slice(value.start, value.end)) : null;
    if (list?.[1]) brackets.push(list[1]);
    const isFirstItem = dashes.length > 0 && lines[i - 1]?.value.style === 'missing';
    if (isFirstItem && !key && value.style !== 'missing') behindDashes++;
  }
  if (brackets.length <= behindDashes) return undefined;
  const quote =
    ['"', "'"].find((mark) => brackets.filter((first) => first === mark).length * 2 > brackets.length) ?? '';
  return [`[${quote}`, `${quote}]`];
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
