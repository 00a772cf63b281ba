/** The commands that ask a cluster, by kubectl. Nothing here runs unless the user says so, nor in a workspace that they do not trust. */
import { CancellationError, commands, Disposable, l10n, type TextDocument, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Observe } from '../preview/compared.ts';
import { observeLive } from './overlay.ts';
import { validate } from './validate.ts';
import { createVerdicts } from './verdicts.ts';

export function registerCluster(getClient: () => BaseLanguageClient | undefined): Disposable {
  const verdicts = createVerdicts();

  function command(name: string, run: (client: BaseLanguageClient, document: TextDocument) => Promise<void>) {
    return commands.registerCommand(name, async () => {
      const document = window.activeTextEditor?.document;
      const client = getClient();
      if (!document || !client) {
        void window.showInformationMessage(l10n.t('Open the manifest first.'));
        return;
      }
      try {
        mindTrust();
        await run(client, document);
      } catch (error) {
        if (!(error instanceof CancellationError))
          void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });
  }

  // The browser has no kubectl, and no such commands.
  void commands.executeCommand('setContext', 'podwright.hasKubectl', true);
  return Disposable.from(
    verdicts,
    command('podwright.validateAgainstCluster', (client, document) => validate(client, document, verdicts)),
    command('podwright.clearClusterVerdicts', async (_, document) => verdicts.clear(document)),
  );
}

/** Looks up for the preview what really happened. */
export function observeWith(getClient: () => BaseLanguageClient | undefined): Observe {
  return async (source, until) => {
    mindTrust();
    const client = getClient();
    if (!client) throw new Error(l10n.t('The language server does not run.'));
    return observeLive(client, source, until);
  };
}

function mindTrust(): void {
  if (!workspace.isTrusted) throw new Error(l10n.t('kubectl is not run in a workspace that you do not trust.'));
}
