/** What fixes and refactorings are tried on, and what they must leave as it was. */
import type { Position, YamlFile } from '../../server/src/yaml/file.ts';

/** Where a cursor may stand: at the key and at the value of each line. */
export function placesIn(text: string): Position[] {
  return text.split('\n').flatMap((content, line) => {
    if (/^\s*(?:#|$)/.test(content)) return [];
    const key = content.search(/[^\s-]/);
    const value = /:\s+[^\s#]/.exec(content);
    return [key, ...(value ? [value.index + value[0].length - 1] : [])]
      .filter((character) => character >= 0)
      .map((character) => ({ line, character }));
  });
}

/** A manifest as other editors save it. */
export const SAVED: readonly ((text: string) => string)[] = [
  (text) => text.replace(/\r?\n/g, '\r\n'),
  (text) => text.replace(/(?:\r?\n)+$/, ''),
];

/** How many problems the YAML itself has. */
export function countSyntax({ documents }: YamlFile): number {
  return documents.reduce((sum, { document }) => sum + document.problems.length, 0);
}

/** Comments of the first text that the second does not have as often. */
export function lostComments(before: string, after: string): string[] {
  const left = commentsOf(after);
  return commentsOf(before).filter((comment) => {
    const index = left.indexOf(comment);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function commentsOf(text: string): string[] {
  return Array.from(text.matchAll(/(?<=^|\s)#.*$/gm), ([comment]) => comment.trimEnd());
}

/** Line breaks and white space as nobody wants them, where there were none before. */
export function* strangeWhitespace(before: string, after: string): Generator<string> {
  const count = (pattern: RegExp) => (text: string) => text.match(pattern)?.length ?? 0;
  const hasMore = (pattern: RegExp) => count(pattern)(after) > count(pattern)(before);
  if (hasMore(/[ \t]+$/gm)) yield 'leaves white space at the end of a line';
  if (hasMore(/\r?\n[ \t]*\r?\n/g)) yield 'leaves an empty line';
  if (before.includes('\r\n') ? /(?<!\r)\n/.test(after) && !/(?<!\r)\n/.test(before) : after.includes('\r'))
    yield 'mixes line breaks';
  if (/^\S/.test(before) && after.startsWith('\n')) yield 'starts with an empty line';
}
