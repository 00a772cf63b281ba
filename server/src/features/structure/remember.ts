/**
 * Answers that editors ask for the whole file after each keystroke, although only one document changed: what was found
 * in a document is remembered as long as it lives, and moved to where the document stands now.
 */
import type { PlacedDocument, Range, YamlDocument } from '../../yaml/file.ts';

/** What is in a placed document; with another `variant`, such as a version, another answer. */
export interface Remembered<T, V> {
  (placed: PlacedDocument, variant: V): readonly T[];
  /** Whether the answer is known, wherever the document stands by now. */
  has(document: YamlDocument, variant: V): boolean;
}

/**
 * @param read what is in a document
 * @param move the same a number of lines further down, or up
 */
export function remember<T, V = undefined>(
  read: (placed: PlacedDocument, variant: V) => readonly T[],
  move: (found: T, lines: number) => T,
): Remembered<T, V> {
  interface Last {
    readonly line: number;
    readonly found: readonly T[];
  }
  const known = new WeakMap<YamlDocument, Map<V, Last>>();
  function recall({ document, line }: PlacedDocument, variant: V): readonly T[] {
    const variants = known.get(document) ?? new Map<V, Last>();
    const last = variants.get(variant);
    if (last?.line === line) return last.found;
    const found = last
      ? last.found.map((one) => move(one, line - last.line))
      : read({ document, index: 0, offset: 0, line }, variant);
    known.set(document, variants.set(variant, { line, found }));
    return found;
  }
  return Object.assign(recall, {
    has: (document: YamlDocument, variant: V) => known.get(document)?.has(variant) === true,
  });
}

export function moveRange({ start, end }: Range, lines: number): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}
