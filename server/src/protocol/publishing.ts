/**
 * When problems are told. Requests come first: an edit's problems are found when nothing else is left to answer. A long
 * file is gone through a few documents at a time; when it is opened, those of its beginning are told at once.
 */
import type { OpenDocument } from './documents.ts';
import { DOCUMENTS_AT_ONCE } from './reading.ts';

/** Documents of a long file's beginning: more than an editor shows when it opens one. */
const DOCUMENTS_IN_SIGHT = 4;

export interface Publishing {
  /** Tells the problems that a document has by now, and all of them in the end. */
  opened(document: OpenDocument): void;
  /** Tells the problems once all are known: half of them, after those of the text before, would make the list flicker. */
  changed(document: OpenDocument): void;
  closed(uri: string): void;
}

export interface Problems {
  /** Before problems are found: whatever they depend on is brought up to date. */
  prepare(): void;
  /** How many documents it holds. */
  count(document: OpenDocument): number;
  /** Finds problems of at most so many documents, from an index on; answers the index behind them. */
  find(document: OpenDocument, from: number, most: number): number;
  /** Tells the problems of the documents before an index. */
  publish(document: OpenDocument, before: number): void;
  /** To be told when all problems of a document have been told. */
  published(): void;
  /** One of these has thrown; the next edit tries again. */
  failed(error: unknown): void;
}

/** @param idle resolves when no message waits */
export function createPublishing(
  idle: () => Promise<void>,
  { prepare, count, find, publish, published, failed }: Problems,
): Publishing {
  /** The work under way; newer work on the same document takes the place of older. */
  const current = new Map<string, symbol>();

  async function work(document: OpenDocument, tellsBeginning: boolean): Promise<void> {
    const { uri } = document;
    const own = Symbol(uri);
    current.set(uri, own);
    await idle();
    if (current.get(uri) !== own) return;
    prepare();
    const all = count(document);
    for (let known = 0; ; await idle()) {
      // What was prepared, or the client meanwhile, may have started it anew.
      if (current.get(uri) !== own) return;
      const isBeginning = tellsBeginning && known === 0 && all > DOCUMENTS_AT_ONCE;
      known = find(document, known, isBeginning ? DOCUMENTS_IN_SIGHT : DOCUMENTS_AT_ONCE);
      if (known === all || isBeginning) publish(document, known);
      if (known === all) break;
    }
    current.delete(uri);
    published();
  }

  return {
    opened: (document) => void work(document, true).catch(failed),
    changed: (document) => void work(document, false).catch(failed),
    closed: (uri) => void current.delete(uri),
  };
}
