/** How questions about open documents get their answers: one way for all of them. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Source, Workspace } from '../features/references/workspace.ts';
import type { WholeFileQuestion } from '../features/whole-file.ts';

export interface OpenSource extends Source {
  readonly languageId: string;
  /** The manifests that it may refer to, itself among them. */
  readonly workspace: Workspace;
}

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

export type Ask<P, R> = (source: OpenSource, params: P) => R | Promise<R>;

/** A handler for a connection. */
export type Answer<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError>;

/**
 * Each makes a handler that answers with `ask` for an open document, and with `otherwise` for one that is not open or
 * when `ask` fails.
 */
export interface Answers {
  answer<P extends DocumentParams, R>(otherwise: R, ask: Ask<P, R>): Answer<P, R>;
  /** For a question about all of a document, however long it is: others are answered while it is looked into. */
  answerWhole<P extends DocumentParams, R>(question: WholeFileQuestion, otherwise: R, ask: Ask<P, R>): Answer<P, R>;
}

/** What there is to ask. */
export interface Asked {
  sourceOf(uri: string): OpenSource | undefined;
  /** Goes through a document a little at a time; undefined when that is done. */
  lookInto(uri: string, question: WholeFileQuestion): Promise<void> | undefined;
  failed(error: unknown): void;
}

export function createAnswers({ sourceOf, lookInto, failed }: Asked): Answers {
  function answerAfter<P extends DocumentParams, R>(
    ready: (uri: string) => Promise<void> | undefined,
    otherwise: R,
    ask: Ask<P, R>,
  ): Answer<P, R> {
    return async (params, token) => {
      const { uri } = params.textDocument;
      try {
        const readying = ready(uri);
        if (readying) {
          await readying;
          if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, '');
        }
        const source = sourceOf(uri);
        return source ? await ask(source, params) : otherwise;
      } catch (error) {
        failed(error);
        return otherwise;
      }
    };
  }

  return {
    answer: (otherwise, ask) => answerAfter(() => undefined, otherwise, ask),
    answerWhole: (question, otherwise, ask) => answerAfter((uri) => lookInto(uri, question), otherwise, ask),
  };
}
