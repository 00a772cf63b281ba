/**
 * Answers that editors ask for the whole file after each keystroke, although only one document changed: what was found
 * in a document is remembered as long as it lives, and moved to where the document stands now.
 */
import type { PlacedDocument, Range, YamlDocument } from '../../yaml/file.ts';

/**
 * @param read what is in a document
 * @param move the same a number of lines further down, or up
 * @returns what is in a placed document; with another `variant`, such as a version, another answer
 */
export function remember<T, V = undefined>(
  read: (placed: PlacedDocument, variant: V) => readonly T[],
  move: (found: T, lines: number) => T,
): (placed: PlacedDocument, variant: V) => readonly T[] {
  interface Last {
    readonly line: number;
    readonly found: readonly T[];
  }
  const known = new WeakMap<YamlDocument, Map<V, Last>>();
  return ({ document, line }, variant) => {
    const variants = known.get(document) ?? new Map<V, Last>();
    const last = variants.get(variant);
    if (last?.line === line) return last.found;
    const found = last
      ? last.found.map((one) => move(one, line - last.line))
      : read({ document, index: 0, offset: 0, line }, variant);
    known.set(document, variants.set(variant, { line, found }));
    return found;
  };
}

export function moveRange({ start, end }: Range, lines: number): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}
