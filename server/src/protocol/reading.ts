/**
 * Long files are read a few documents at a time, so that whoever types meanwhile is answered in between: an editor asks
 * for the outline, folds, colours, lenses and links of a whole file as soon as it is open.
 */
import { memoize } from '../memoize.ts';
import type { PodLanguageService } from '../service.ts';
import type { YamlFile } from '../yaml/file.ts';
import type { OpenDocument } from './documents.ts';

/** YAML documents that are looked into before the next message has its turn: some ten milliseconds. */
export const DOCUMENTS_AT_ONCE = 8;
/** Those that an edit touches are looked into at once: who asks after a keystroke does not wait for a turn. */
const DOCUMENTS_EDITED = 2;

/**
 * @param idle resolves when no message waits
 * @param count how many YAML documents there are
 * @param read looks for a question into at most so many that it is not answered for yet, from an index on; answers the
 * index behind them
 * @returns what goes through a document for a question, once for all that wait for it; undefined when nothing is left
 * to wait for
 */
export function createReading<Q>(
  idle: () => Promise<void>,
  count: (document: OpenDocument) => number,
  read: (document: OpenDocument, question: Q, from: number, most: number) => number,
): (document: OpenDocument, question: Q) => Promise<void> | undefined {
  const underWay = memoize((_: OpenDocument) => new Map<Q, Promise<void>>());

  async function readFrom(document: OpenDocument, question: Q, start: number): Promise<void> {
    // The document may change meanwhile: what is new before the index is left to who asks for it.
    for (let next = start; next < count(document); ) {
      await idle();
      next = read(document, question, next, DOCUMENTS_AT_ONCE);
    }
  }

  return (document, question) => {
    const readings = underWay(document);
    const other = readings.get(question);
    if (other) return other;
    const next = read(document, question, 0, DOCUMENTS_EDITED);
    if (next === count(document)) return undefined;
    const reading = readFrom(document, question, next).finally(() => readings.delete(question));
    readings.set(question, reading);
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
