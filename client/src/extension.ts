/** What the extension does whatever the server runs on: start it when a Pod may be at hand, mind it, offer commands. */
import { commands, type ExtensionContext, l10n, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ClientSession } from './client-options.ts';
import { mayHoldPod } from './documents.ts';
import { registerFieldsView } from './fields-view.ts';
import { serveFiles } from './files.ts';
import { registerGetStarted } from './get-started.ts';
import { registerLenses } from './lenses.ts';
import { registerNewPod } from './new-pod.ts';
import { registerPaste } from './paste.ts';
import { trackPodContext } from './pod-context.ts';
import type { Observe } from './preview/compared.ts';
import { registerPreview } from './preview/register.ts';
import { quiet } from './quiet.ts';
import { registerStatus } from './status.ts';
import { createToldEdits } from './told-edits.ts';

export interface Podwright {
  /** The client of the server that runs now; a restart makes another. */
  client(): BaseLanguageClient | undefined;
  stop(): Promise<void>;
}

interface Session {
  /** Absent while its code is loaded: that is most of ours, and VS Code waits for the extension, not for the server. */
  client?: BaseLanguageClient;
  /** Resolves when the server runs, or has been found unable to. */
  started: Promise<void>;
}

/**
 * @param createClient loads its code when it is called
 * @param observe where there is kubectl
 */
export function startPodwright(
  context: ExtensionContext,
  createClient: (session: ClientSession) => Promise<BaseLanguageClient>,
  observe?: Observe,
): Podwright {
  const log = window.createOutputChannel('Podwright', { log: true });
  const edits = createToldEdits();
  let session: Session | undefined;

  function start(): Promise<void> {
    const own: Session = { started: Promise.resolve() };
    session = own;
    own.started = run(own).catch((error: unknown) => {
      log.error(error instanceof Error ? error : String(error));
      void complain(l10n.t('Podwright is off: its language server did not start.'));
    });
    return own.started;
  }

  async function run(own: Session): Promise<void> {
    const isRunning = () => own.client?.isRunning() === true;
    const giveUp = () => void complain(l10n.t('Podwright is off: its language server keeps crashing.'));
    own.client = quiet(await createClient({ log, isRunning, giveUp }));
    edits.follow(own.client);
    serveFiles(own.client, context.extensionUri);
    await own.client.start();
  }

  async function stop(): Promise<void> {
    const ending = session;
    session = undefined;
    await ending?.started;
    // One that did not start has nothing to end, and says so by throwing.
    if (ending?.client?.needsStop()) await ending.client.dispose();
  }

  async function complain(message: string): Promise<void> {
    const restart = l10n.t('Restart Server');
    const show = l10n.t('Show Log');
    const choice = await window.showErrorMessage(message, restart, show);
    if (choice === restart) await commands.executeCommand('podwright.restartServer');
    if (choice === show) log.show();
  }

  /** A server that was given up stays off until the user restarts it. */
  function startAtFirstPod(): void {
    if (!session && enabled() && workspace.textDocuments.some(mayHoldPod)) void start();
  }

  context.subscriptions.push(
    log,
    edits,
    trackPodContext(),
    registerPreview(context, () => session?.client, edits, observe),
    registerStatus(context),
    registerLenses(() => session?.client),
    registerGetStarted(context),
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
