/** The client of a server that is a process of its own; a bundle of its own, as VS Code waits until the main one is compiled. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type ClientSession, clientOptions } from './client-options.ts';

export function createClient(context: ExtensionContext, session: ClientSession): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const server = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  return new LanguageClient('podwright', 'Podwright', server, clientOptions(context, session));
}
