/** How a document is laid out around the cursor, so that what is inserted looks like what is there. */
import type { BlockLine } from '../../../yaml/tolerant/lines.ts';

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

/**
 * The habits of the lines around an offset. A document may be put together from parts that differ: of the blocks around
 * the offset the innermost that has an example decides, in it the most frequent; where there is none, ours.
 */
export function styleAt(lines: readonly BlockLine[], text: string, offset: number): Style {
  const blocks = blocksAround(lines, offset);
  const nearest = <T>(read: (block: readonly BlockLine[]) => T | undefined): T | undefined => {
    for (const block of blocks) {
      const found = read(block);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const indent = nearest((block) => mostFrequent(indents(block))) ?? 2;
  return {
    indent,
    dash: nearest((block) => mostFrequent(dashes(block))) ?? indent,
    afterDash: nearest((block) => mostFrequent(afterDashes(block))) ?? 2,
    flowList: nearest((block) => flowListOf(block, text)) || undefined,
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The lines of each block that an offset is in, innermost first; the last is the document as a whole. */
function blocksAround(lines: readonly BlockLine[], offset: number): (readonly BlockLine[])[] {
  const at = lines.findLastIndex(({ start }) => start <= offset);
  const blocks: (readonly BlockLine[])[] = [];
  let first = at;
  let end = at + 1;
  for (let level = lines[at]?.column ?? 0; level > 0; level = lines[first]?.dashes[0] ?? lines[first]?.column ?? 0) {
    while (first > 0 && outerColumn(lines[first]) >= level) first--;
    while (end < lines.length && outerColumn(lines[end]) >= level) end++;
    // The line above is that of the block's key, or its own first behind a dash.
    blocks.push(lines.slice(first, end));
    if (outerColumn(lines[first]) >= level) break;
  }
  return [...blocks, lines];
}

const outerColumn = (line: BlockLine | undefined): number => line?.dashes[0] ?? line?.column ?? 0;

function indents(block: readonly BlockLine[]): number[] {
  return block.flatMap((line, i) => {
    const below = block[i + 1];
    const isAbove = below && opensBlock(line) && below.dashes.length === 0 && below.column > line.column;
    return isAbove ? [below.column - line.column] : [];
  });
}

function dashes(block: readonly BlockLine[]): number[] {
  return block.flatMap((line, i) => {
    const dash = block[i + 1]?.dashes[0];
    return dash !== undefined && opensBlock(line) && dash >= line.column ? [dash - line.column] : [];
  });
}

const opensBlock = ({ key, value }: BlockLine): boolean => key !== undefined && value.style === 'missing';

function afterDashes(block: readonly BlockLine[]): number[] {
  return block.flatMap((line) =>
    line.dashes.flatMap((dash, i) => {
      const inner = line.dashes[i + 1] ?? (line.key || line.value.style !== 'missing' ? line.column : undefined);
      return inner === undefined ? [] : [inner - dash];
    }),
  );
}

/** Whether lists of scalars stand in brackets more often than behind dashes, and mostly with quotes. */
function flowListOf(
  block: readonly BlockLine[],
  text: string,
): readonly [open: string, close: string] | false | undefined {
  let behindDashes = 0;
  const brackets: string[] = [];
  for (const [i, { key, value, dashes }] of block.entries()) {
    const list = value.style === 'flow' ? /^\[\s*([^[{\]\s])/.exec(text.slice(value.start, value.end)) : null;
    if (list?.[1]) brackets.push(list[1]);
    const isFirstItem = dashes.length > 0 && block[i - 1]?.value.style === 'missing';
    if (isFirstItem && !key && value.style !== 'missing') behindDashes++;
  }
  if (brackets.length + behindDashes === 0) return undefined;
  if (brackets.length <= behindDashes) return false;
  const quote =
    ['"', "'"].find((mark) => brackets.filter((first) => first === mark).length * 2 > brackets.length) ?? '';
  return [`[${quote}`, `${quote}]`];
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
