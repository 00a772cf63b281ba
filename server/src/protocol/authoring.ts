/** Completion, hover and inlay hints on the wire: what the client can do with them, and what the service then answers. */
import type { ClientCapabilities, InitializeParams, ServerCapabilities } from 'vscode-languageserver-protocol';
import type { PodLanguageService } from '../service.ts';
import type { Host } from './editing.ts';
import type { Connection, Params, Result } from './json-rpc.ts';
import type { InitializationOptions } from './messages.ts';

export const authoringCapabilities: ServerCapabilities = {
  completionProvider: {
    resolveProvider: true,
    triggerCharacters: [':', ' ', '-', '"', "'", '/', '(', '[', '{', ','],
  },
  hoverProvider: true,
  inlayHintProvider: true,
};

const COMPLETION = 'textDocument/completion';

/** @param initialization what the client said of itself; known once it has asked for anything */
export function serveAuthoring(
  connection: Connection,
  service: PodLanguageService,
  host: Host,
  initialization: () => InitializeParams | undefined,
  now: () => number,
): void {
  const { answer, settings } = host;
  const options = () => initialization()?.initializationOptions as InitializationOptions | undefined;

  connection.onRequest(
    COMPLETION,
    answer<Params<typeof COMPLETION>, Result<typeof COMPLETION>>(
      null,
      ({ file, workspace }, { textDocument, position, context }) =>
        service.complete(file, position, {
          ...settings(textDocument.uri),
          workspace,
          uri: textDocument.uri,
          snippets: knowsSnippets(initialization()?.capabilities),
          suggestCommand: options()?.suggestCommand,
          triggerCharacter: context?.triggerCharacter,
        }),
    ),
  );
  connection.onRequest('completionItem/resolve', (item) => service.resolveCompletion(item));
  connection.onRequest(
    'textDocument/hover',
    answer(null, async ({ file, workspace, uri }, { position }) => {
      const quantities = host.inlayHints().quantities !== 'off';
      const folds = options()?.foldsHtml;
      const given = { ...settings(uri), workspace, quantities, folds, now: now() };
      return (await service.hover(file, position, given)) ?? null;
    }),
  );
  connection.onRequest(
    'textDocument/inlayHint',
    answer([], ({ file, uri }, { range }) => service.getInlayHints(file, range, settings(uri), host.inlayHints())),
  );
}

/** Asks the client to show inlay hints anew, as the settings for them have changed. */
export function refreshInlayHints(connection: Connection, capabilities: ClientCapabilities | undefined): void {
  if (capabilities?.workspace?.inlayHint?.refreshSupport)
    void connection.sendRequest('workspace/inlayHint/refresh', null).catch(() => undefined);
}

/** A client that says nothing about snippets cannot insert them. */
function knowsSnippets(capabilities: ClientCapabilities | undefined): boolean {
  return capabilities?.textDocument?.completion?.completionItem?.snippetSupport === true;
}
