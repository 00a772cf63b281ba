/** What comments go by: the columns at which something starts on a line. */

/** A collection's column before and after. */
export interface Column {
  readonly old: number;
  readonly now: number;
}

export interface Anchors {
  add(line: number, column: Column): void;
  /**
   * The column for a comment that stands alone on its line: like what follows it, else like what precedes it in the same
   * block, else as far from what follows as before.
   *
   * @param indent its column before
   */
  columnFor(line: number, indent: number): number;
}

export function createAnchors(lineCount: number): Anchors {
  const anchors = new Map<number, Column[]>();

  function add(line: number, column: Column): void {
    const columns = anchors.get(line);
    if (columns) columns.push(column);
    else anchors.set(line, [column]);
  }

  function columnFor(line: number, indent: number): number {
    const next = nearest(line, 1);
    const same = next?.find(({ old }) => old === indent) ?? precedingAt(line, indent);
    if (same) return same.now;
    const other = next?.[0] ?? nearest(line, -1)?.[0];
    return other ? Math.max(0, indent + other.now - other.old) : indent;
  }

  function nearest(index: number, direction: 1 | -1): readonly Column[] | undefined {
    for (let line = index + direction; line >= 0 && line < lineCount; line += direction) {
      const columns = anchors.get(line);
      if (columns) return columns;
    }
    return undefined;
  }

  function precedingAt(index: number, indent: number): Column | undefined {
    for (let line = index - 1; line >= 0; line--) {
      const columns = anchors.get(line);
      const same = columns?.find(({ old }) => old === indent);
      if (same || columns?.some(({ old }) => old < indent)) return same;
    }
    return undefined;
  }

  return { add, columnFor };
}
