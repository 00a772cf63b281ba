/**
 * When problems are told. Requests come first: an edit's problems are found when nothing else is left to answer. A long
 * file is gone through a few documents at a time; when it is opened, those of its beginning are told at once.
 */
import type { OpenDocument } from './documents.ts';

/** Documents that are looked into before the next message has its turn. */
export const DOCUMENTS_AT_ONCE = 20;

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
  /** Finds problems of at most so many documents, from an index on; answers the index behind them. */
  find(document: OpenDocument, from: number, most: number): { readonly next: number; readonly isAll: boolean };
  /** Tells the problems of the documents before an index. */
  publish(document: OpenDocument, before: number): void;
  /** One of these has thrown; the next edit tries again. */
  failed(error: unknown): void;
}

/** @param idle resolves when no message waits */
export function createPublishing(idle: () => Promise<void>, { prepare, find, publish, failed }: Problems): Publishing {
  /** The work under way; newer work on the same document takes the place of older. */
  const current = new Map<string, symbol>();

  async function work(document: OpenDocument, tellsBeginning: boolean): Promise<void> {
    const { uri } = document;
    const own = Symbol(uri);
    current.set(uri, own);
    for (let at = 0, isFirst = true; ; isFirst = false) {
      await idle();
      if (current.get(uri) !== own) return;
      if (isFirst) prepare();
      // What that found out may have started it anew.
      if (current.get(uri) !== own) return;
      const { next, isAll } = find(document, at, DOCUMENTS_AT_ONCE);
      if (isAll || (isFirst && tellsBeginning)) publish(document, next);
      if (isAll) break;
      at = next;
    }
    current.delete(uri);
  }

  return {
    opened: (document) => void work(document, true).catch(failed),
    changed: (document) => void work(document, false).catch(failed),
    closed: (uri) => void current.delete(uri),
  };
}
