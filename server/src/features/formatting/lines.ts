/** The lines of a text, by number and by offset. */

export interface Line {
  /** Without the line break. */
  readonly text: string;
  readonly start: number;
}

export interface Lines {
  readonly all: readonly Line[];
  /** The number of the line that an offset is in. */
  at(offset: number): number;
  /** The numbers of the lines that start between two offsets. */
  startingIn(start: number, end: number): number[];
}

export function readLines(text: string): Lines {
  const all = linesOf(text);

  function at(offset: number): number {
    let low = 0;
    let high = all.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function startingIn(start: number, end: number): number[] {
    const first = at(start);
    const found: number[] = [];
    for (const [i, line] of all.slice(first).entries()) {
      if (line.start >= end) break;
      if (line.start >= start) found.push(first + i);
    }
    return found;
  }

  return { all, at, startingIn };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, match.index), start });
    start = match.index + match[0].length;
  }
  lines.push({ text: text.slice(start), start });
  return lines;
}
