/**
 * A document's tree as its indentation has it, whatever state the text is in. Completion looks at this rather than at
 * the parsed document, which may lack just the part around the cursor. Aliases and merge keys stay as they are written.
 */
import type { Entry, Mapping, Node, Sequence } from '../tree.ts';
import { readFlow } from './flow.ts';
import { type BlockLine, HOLE, type Key, readLines } from './lines.ts';
import { missing, scalar } from './scalars.ts';

/** Lines nested deeper than this are no manifest, and would exhaust the stack. */
const MAX_DEPTH = 200;

export interface TolerantTree {
  readonly root: Node | undefined;
  /** The hole stands where the dash of one more item would: it is that item. */
  readonly dashMissing: boolean;
  readonly lines: readonly BlockLine[];
}

/**
 * Reads a document. A {@link HOLE} in the text becomes a key of that name or a scalar of that text, whichever fits
 * where it stands; lines below and deeper than such a key are its value.
 */
export function readTolerantly(text: string): TolerantTree {
  const lines = readLines(text);
  let index = 0;
  /** Dashes of the current line that are done with. */
  let dashesRead = 0;
  let depth = 0;
  let dashMissing = false;

  const current = (): BlockLine | undefined => lines[index];
  const column = (line: BlockLine): number => line.dashes[dashesRead] ?? line.column;
  const atDash = (line: BlockLine): boolean => dashesRead < line.dashes.length;
  const next = (): void => {
    index++;
    dashesRead = 0;
  };

  function block(): Node {
    const line = current();
    if (!line) return missing(text.length);
    if (depth > MAX_DEPTH) {
      next();
      return missing(line.start);
    }
    depth++;
    const node = atDash(line) ? sequence(column(line), true) : isField(line) ? mapping(column(line)) : lone(line);
    depth--;
    return node;
  }

  /** A key, or one that is still being typed above another. */
  function isField(line: BlockLine): boolean {
    const following = line.value.style === 'plain' ? lines[index + 1] : undefined;
    const belongs = following?.key !== undefined && following.dashes.length === 0 && following.column === line.column;
    return line.key !== undefined || belongs;
  }

  function lone(line: BlockLine): Node {
    next();
    return writtenValue(line);
  }

  /** `ownColumn`: the dashes stand deeper than the key of the list, so nothing else belongs at their column. */
  function sequence(indent: number, ownColumn: boolean): Sequence {
    const items: Node[] = [];
    const start = current()?.start ?? text.length;
    for (let line = current(); line && column(line) === indent; line = current()) {
      if (atDash(line)) {
        dashesRead++;
        if (atDash(line) || line.key || line.value.style !== 'missing') items.push(block());
        else items.push(below(indent, line));
        skipDeeper(indent);
      } else if (ownColumn && line.key?.name === HOLE) {
        dashMissing = true;
        items.push(mapping(indent));
      } else break;
    }
    return { kind: 'sequence', flow: false, items, start, end: current()?.start ?? text.length };
  }

  /** What an empty `key:` or `-` has for its value: the deeper lines behind it. */
  function below(indent: number, line: BlockLine): Node {
    next();
    const following = current();
    return following && column(following) > indent ? block() : missing(line.value.start);
  }

  /** Lines that fit nowhere: deeper than the items of a list, but no part of the last one. */
  function skipDeeper(indent: number): void {
    for (let line = current(); line && column(line) > indent && dashesRead === 0 && !line.key; line = current()) next();
  }

  function mapping(indent: number): Mapping {
    const entries: Entry[] = [];
    const names = new Set<string>();
    const start = current()?.start ?? text.length;
    for (let line = current(); line && column(line) >= indent; line = current()) {
      const last = entries.at(-1);
      const slipped = last && column(line) > indent ? rejoin(last, line) : undefined;
      if (slipped) entries[entries.length - 1] = slipped;
      else if (line.key && !atDash(line)) entries.push(entry(line, line.key, indent, names));
      else if (column(line) > indent || !atDash(line)) next();
      else break;
    }
    return { kind: 'mapping', flow: false, entries, start, end: current()?.start ?? text.length };
  }

  /** The last entry with what belongs to it but has slipped out of its indentation. */
  function rejoin(last: Entry, line: BlockLine): Entry | undefined {
    const { value } = last;
    if (value.kind === 'scalar' || value.flow) return undefined;
    if (value.kind === 'mapping' && line.key && !atDash(line)) {
      const { entries, end } = mapping(column(line));
      return { ...last, value: { ...value, entries: [...value.entries, ...entries], end }, end };
    }
    if (value.kind === 'sequence' && atDash(line)) {
      const { items, end } = sequence(column(line), true);
      return { ...last, value: { ...value, items: [...value.items, ...items], end }, end };
    }
    return undefined;
  }

  /** @param names of the entries before, to which this one's is added */
  function entry(line: BlockLine, key: Key, indent: number, names: Set<string>): Entry {
    const value = line.value.style === 'missing' ? entryValue(line, indent) : lone(line);
    const duplicate = names.has(key.name);
    names.add(key.name);
    const end = Math.max(key.end, value.end);
    return { name: key.name, key, value, start: key.start, end, merged: false, duplicate };
  }

  function entryValue(line: BlockLine, indent: number): Node {
    const value = below(indent, line);
    const following = current();
    const dashesBelow = following && atDash(following) && column(following) === indent;
    return value.kind === 'scalar' && value.style === 'missing' && dashesBelow ? sequence(indent, false) : value;
  }

  function writtenValue(line: BlockLine): Node {
    const { style, start, end } = line.value;
    if (style === 'flow') return readFlow(text, start, end);
    if (style === 'missing') return missing(start);
    if (style === 'block') return { kind: 'scalar', style: 'literal', text: '', value: '', start, end };
    return scalar(text, start, end, style);
  }

  const roots: Node[] = [];
  while (index < lines.length) {
    roots.push(block());
    // A dash at the indentation of a finished mapping.
    const stray = current();
    if (stray && roots.at(-1)?.kind === 'mapping' && atDash(stray)) next();
  }
  return { root: join(roots), dashMissing, lines };
}

/** Where an indentation slip has cut the root mapping, its parts belong together. */
function join(roots: readonly Node[]): Node | undefined {
  const mappings = roots.filter((root) => root.kind === 'mapping');
  const [first] = mappings;
  if (!first || first.flow) return first ?? roots[0];
  return { ...first, entries: mappings.flatMap(({ entries }) => entries), end: mappings.at(-1)?.end ?? first.end };
}
