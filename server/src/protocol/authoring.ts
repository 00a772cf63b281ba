/** Completion, hover and inlay hints on the wire: what the client can do with them, and what the service then answers. */
import type {
  ClientCapabilities,
  CompletionList,
  CompletionParams,
  Connection,
  ServerCapabilities,
} from 'vscode-languageserver';
import type { PodLanguageService } from '../service.ts';
import type { Host } from './host.ts';

export const authoringCapabilities: ServerCapabilities = {
  completionProvider: {
    resolveProvider: true,
    triggerCharacters: [':', ' ', '-', '"', "'", '/', '(', '[', '{', ','],
  },
  hoverProvider: true,
  inlayHintProvider: true,
};

export function serveAuthoring(connection: Connection, service: PodLanguageService, host: Host): void {
  const { answer, settingsFor, inlayHints, capabilities, options, now } = host;

  connection.onCompletion(
    answer<CompletionParams, CompletionList | null>(
      null,
      ({ file, workspace }, { textDocument, position, context }) =>
        service.complete(file, position, {
          ...settingsFor(textDocument.uri),
          workspace,
          uri: textDocument.uri,
          snippets: knowsSnippets(capabilities()),
          suggestCommand: options().suggestCommand,
          triggerCharacter: context?.triggerCharacter,
        }) ?? null,
    ),
  );
  connection.onCompletionResolve((item) => service.resolveCompletion(item));
  connection.onHover(
    answer(null, async ({ file, workspace, uri }, { position }) => {
      const quantities = inlayHints().quantities !== 'off';
      const folds = options().foldsHtml;
      const given = { ...settingsFor(uri), workspace, quantities, folds, now: now() };
      return (await service.hover(file, position, given)) ?? null;
    }),
  );
  connection.languages.inlayHint.on(
    answer([], ({ file, uri }, { range }) => service.getInlayHints(file, range, settingsFor(uri), inlayHints())),
  );
}

/** A client that says nothing about snippets cannot insert them. */
function knowsSnippets(capabilities: ClientCapabilities): boolean {
  return capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
}
