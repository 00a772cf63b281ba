/** How the language client is to behave, whatever the server runs on. */
import { type ExtensionContext, type LogOutputChannel, l10n, Uri } from 'vscode';
import { type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol/messages.ts';
import { crashHandler } from './crashes.ts';
import { documentSelector } from './documents.ts';
import { withoutGuesses } from './guesses.ts';

/** `isRunning` and `giveUp` are of the crash handler. */
export function clientOptions(
  { extensionUri }: ExtensionContext,
  log: LogOutputChannel,
  isRunning: () => boolean,
  giveUp: () => void,
): LanguageClientOptions {
  return {
    documentSelector: documentSelector(),
    initializationOptions: {
      suggestCommand: 'editor.action.triggerSuggest',
      rulePages: Uri.joinPath(extensionUri, 'docs/rules').toString(),
      foldsHtml: true,
      readsFiles: true,
      ...(l10n.bundle && { translations: l10n.bundle }),
    } satisfies InitializationOptions,
    markdown: { supportHtml: true },
    middleware: { provideCompletionItem: withoutGuesses },
    synchronize: { configurationSection: 'podwright' },
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    errorHandler: crashHandler(isRunning, giveUp),
  };
}
