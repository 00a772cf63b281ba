/** Completion, hover and inlay hints on the wire: what the client can do with them, and what the service then answers. */
import type {
  ClientCapabilities,
  CompletionList,
  CompletionParams,
  Connection,
  InitializeParams,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { PodLanguageService } from '../service.ts';
import type { Host } from './host.ts';
import type { InitializationOptions } from './messages.ts';

export const authoringCapabilities: ServerCapabilities = {
  completionProvider: {
    resolveProvider: true,
    triggerCharacters: [':', ' ', '-', '"', "'", '/', '(', '[', '{', ','],
  },
  hoverProvider: true,
  inlayHintProvider: true,
};

/** @param initialization what the client said of itself; known once it has asked for anything */
export function serveAuthoring(
  connection: Connection,
  service: PodLanguageService,
  host: Host,
  initialization: () => InitializeParams | undefined,
  now: () => number,
): void {
  const { answer, settingsFor } = host;
  const options = () => initialization()?.initializationOptions as InitializationOptions | undefined;

  connection.onCompletion(
    answer<CompletionParams, CompletionList | null>(null, ({ file, workspace }, { textDocument, position, context }) =>
      service.complete(file, position, {
        ...settingsFor(textDocument.uri),
        workspace,
        uri: textDocument.uri,
        snippets: knowsSnippets(initialization()?.capabilities),
        suggestCommand: options()?.suggestCommand,
        triggerCharacter: context?.triggerCharacter,
      }),
    ),
  );
  connection.onCompletionResolve((item) => service.resolveCompletion(item));
  connection.onHover(
    answer(null, async ({ file, workspace, uri }, { position }) => {
      const quantities = host.inlayHints().quantities !== 'off';
      const folds = options()?.foldsHtml;
      const given = { ...settingsFor(uri), workspace, quantities, folds, now: now() };
      return (await service.hover(file, position, given)) ?? null;
    }),
  );
  connection.languages.inlayHint.on(
    answer([], ({ file, uri }, { range }) => service.getInlayHints(file, range, settingsFor(uri), host.inlayHints())),
  );
}

/** Asks the client to show inlay hints anew, as the settings for them have changed. */
export function refreshInlayHints(connection: Connection, capabilities: ClientCapabilities | undefined): void {
  if (capabilities?.workspace?.inlayHint?.refreshSupport)
    void connection.languages.inlayHint.refresh().catch(() => undefined);
}

/** A client that says nothing about snippets cannot insert them. */
function knowsSnippets(capabilities: ClientCapabilities | undefined): boolean {
  return capabilities?.textDocument?.completion?.completionItem?.snippetSupport === true;
}
