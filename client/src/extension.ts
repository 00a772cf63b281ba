/** What the extension does whatever the server runs on: start it when a Pod may be at hand, mind it, offer commands. */
import { commands, type ExtensionContext, type TextDocument, window, workspace } from 'vscode';
import {
  type BaseLanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import { crashHandler } from './crashes.ts';
import { trackPodContext } from './pod-context.ts';
import { registerPreview } from './preview/panel.ts';

/** Languages whose documents can hold a Pod: as they are, in a fenced block, or in a heredoc. */
const LANGUAGES = ['yaml', 'json', 'markdown', 'shellscript'];

/** Old revisions in a diff (`git:`) and the like are nobody's to mend. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-test-web'];

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

export function startPodwright(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Podwright {
  const log = window.createOutputChannel('Podwright', { log: true });
  let session: Session | undefined;

  function start(): Promise<void> {
    const client = createClient({
      documentSelector: LANGUAGES.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
      synchronize: { configurationSection: 'podwright' },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: crashHandler(
        () => client.state === State.Running,
        () => void complain('its language server keeps crashing'),
      ),
    });
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
    registerPreview(context, () => session?.client),
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

/** Any YAML may become a Pod under one's hands; other documents have to name an `apiVersion` first. */
function mayHoldPod(document: TextDocument): boolean {
  if (document.languageId === 'yaml') return true;
  return LANGUAGES.includes(document.languageId) && /\bapiVersion\b/.test(document.getText());
}
