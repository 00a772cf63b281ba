/** The extension's main on a desktop or a remote machine: the server runs as a process of its own. */
import type { ExtensionContext } from 'vscode';
import { observeWith, registerCluster } from './cluster/register.ts';
import { type Podwright, startPodwright } from './extension.ts';

let podwright: Podwright | undefined;

export function activate(context: ExtensionContext): Podwright {
  podwright = startPodwright(
    context,
    async (session) => (await import('./node-client.ts')).createClient(context, session),
    observeWith(() => podwright?.client()),
  );
  context.subscriptions.push(registerCluster(() => podwright?.client()));
  return podwright;
}

export function deactivate(): Promise<void> | undefined {
  return podwright?.stop();
}
