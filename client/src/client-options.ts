/** How the language client is to behave, whatever the server runs on. */
import { type ExtensionContext, type LogOutputChannel, l10n, Uri } from 'vscode';
import { type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol/messages.ts';
import { crashHandler } from './crashes.ts';
import { documentSelector } from './documents.ts';
import { withoutGuesses } from './guesses.ts';

/** What a client is made for. */
export interface ClientSession {
  readonly log: LogOutputChannel;
  /** Whether the server has got through its start. */
  isRunning(): boolean;
  /** Tells the user that the server keeps crashing. */
  giveUp(): void;
}

export function clientOptions(
  { extensionUri }: ExtensionContext,
  { log, isRunning, giveUp }: ClientSession,
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
