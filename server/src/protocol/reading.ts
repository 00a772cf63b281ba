/**
 * Long files are read a few documents at a time, so that whoever types meanwhile is answered in between: an editor asks
 * for the outline, folds, colours, lenses and links of a whole file as soon as it is open.
 */
import type { PodLanguageService } from '../service.ts';
import type { YamlFile } from '../yaml/file.ts';
import type { OpenDocument } from './documents.ts';

/** YAML documents that are looked into before the next message has its turn: some ten milliseconds. */
export const DOCUMENTS_AT_ONCE = 8;

/**
 * @param count how many YAML documents there are
 * @param read reads at most so many that are not read yet, from an index on; answers the index behind them
 * @param idle resolves when no message waits
 * @returns what goes through a document, once for all that wait for it; undefined when nothing is left to wait for
 */
export function createReading(
  count: (document: OpenDocument) => number,
  read: (document: OpenDocument, from: number, most: number) => number,
  idle: () => Promise<void>,
): (document: OpenDocument) => Promise<void> | undefined {
  const underWay = new Map<OpenDocument, Promise<void>>();

  async function readFrom(document: OpenDocument, start: number): Promise<void> {
    // The document may change meanwhile: what is new before the index is left to who asks for it.
    for (let next = start; next < count(document); ) {
      await idle();
      next = read(document, next, DOCUMENTS_AT_ONCE);
    }
  }

  return (document) => {
    const other = underWay.get(document);
    if (other) return other;
    const next = read(document, 0, DOCUMENTS_AT_ONCE);
    if (next === count(document)) return undefined;
    const reading = readFrom(document, next).finally(() => underWay.delete(document));
    underWay.set(document, reading);
    return reading;
  };
}

/** A file that nobody looks at: everybody who asks for something has precedence. */
export async function parseInBackground(
  { parse, readAhead }: Pick<PodLanguageService, 'parse' | 'readAhead'>,
  idle: () => Promise<void>,
  text: string,
): Promise<YamlFile> {
  await idle();
  const file = parse(text);
  for (let next = 0; next < file.documents.length; ) {
    await idle();
    next = readAhead(file, next, DOCUMENTS_AT_ONCE);
  }
  return file;
}
