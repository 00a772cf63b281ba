/** What the extension does whatever the server runs on: start it when a Pod may be at hand, mind it, offer commands. */
import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/protocol/messages.ts';
import { crashHandler } from './crashes.ts';
import { documentSelector, mayHoldPod } from './documents.ts';
import { registerFieldsView } from './fields-view.ts';
import { serveFiles } from './files.ts';
import { registerLenses } from './lenses.ts';
import { registerNewPod } from './new-pod.ts';
import { registerPaste } from './paste.ts';
import { trackPodContext } from './pod-context.ts';
import { type Observe, registerPreview } from './preview/panel.ts';
import { registerStatus } from './status.ts';

export interface Podwright {
  /** The client of the server that runs now; a restart makes another. */
  client(): BaseLanguageClient | undefined;
  stop(): Promise<void>;
}

interface Session {
  readonly client: BaseLanguageClient;
  /** Resolves when the server runs, or has been found unable to. */
  readonly started: Promise<void>;
}

/** @param observe where there is kubectl */
export function startPodwright(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
  observe?: Observe,
): Podwright {
  const log = window.createOutputChannel('Podwright', { log: true });
  let session: Session | undefined;

  function start(): Promise<void> {
    const client = createClient({
      documentSelector: documentSelector(),
      initializationOptions: {
        suggestCommand: 'editor.action.triggerSuggest',
        rulePages: Uri.joinPath(context.extensionUri, 'docs/rules').toString(),
        foldsHtml: true,
        readsFiles: true,
      } satisfies InitializationOptions,
      markdown: { supportHtml: true },
      synchronize: { configurationSection: 'podwright' },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: crashHandler(
        () => client.state === State.Running,
        () => void complain('its language server keeps crashing'),
      ),
    });
    serveFiles(client, context.extensionUri);
    const started = client.start().catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
      void complain('its language server did not start');
    });
    session = { client, started };
    return started;
  }

  async function stop(): Promise<void> {
    const ending = session;
    session = undefined;
    await ending?.started;
    // One that did not start has nothing to end, and says so by throwing.
    if (ending?.client.needsStop()) await ending.client.dispose();
  }

  async function complain(what: string): Promise<void> {
    const choice = await window.showErrorMessage(`Podwright is off: ${what}.`, 'Restart Server', 'Show Log');
    if (choice === 'Restart Server') await commands.executeCommand('podwright.restartServer');
    if (choice === 'Show Log') log.show();
  }

  /** A server that was given up stays off until the user restarts it. */
  function startAtFirstPod(): void {
    if (!session && enabled() && workspace.textDocuments.some(mayHoldPod)) void start();
  }

  context.subscriptions.push(
    log,
    trackPodContext(),
    registerPreview(context, () => session?.client, observe),
    registerStatus(context),
    registerLenses(() => session?.client),
    registerNewPod(),
    registerPaste(() => session?.client),
    registerFieldsView(() => session?.client),
    commands.registerCommand('podwright.showLog', () => log.show()),
    commands.registerCommand('podwright.restartServer', async () => {
      await stop();
      await start();
    }),
    workspace.onDidOpenTextDocument(startAtFirstPod),
    workspace.onDidChangeTextDocument(startAtFirstPod),
    workspace.onDidChangeConfiguration(async (change) => {
      if (!change.affectsConfiguration('podwright.enable')) return;
      await stop();
      startAtFirstPod();
    }),
  );
  startAtFirstPod();
  return { client: () => session?.client, stop };
}

function enabled(): boolean {
  return workspace.getConfiguration('podwright').get('enable', true);
}
