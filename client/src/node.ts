/** The extension's main on a desktop or a remote machine: the server runs as a process of its own. */
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { observeWith, registerCluster } from './cluster/register.ts';
import { type Podwright, startPodwright } from './extension.ts';
import { quiet } from './quiet.ts';

let podwright: Podwright | undefined;

export function activate(context: ExtensionContext): Podwright {
  const module = context.asAbsolutePath(path.join('dist', 'server.js'));
  const server = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  podwright = startPodwright(
    context,
    (options) => quiet(new LanguageClient('podwright', 'Podwright', server, options)),
    observeWith(() => podwright?.client()),
  );
  context.subscriptions.push(registerCluster(() => podwright?.client()));
  return podwright;
}

export function deactivate(): Promise<void> | undefined {
  return podwright?.stop();
}
