/** The extension's main in a browser, as on vscode.dev: the server runs in a Web Worker. */
import type { ExtensionContext } from 'vscode';
import { type Podwright, startPodwright } from './extension.ts';

let podwright: Podwright | undefined;

export function activate(context: ExtensionContext): Podwright {
  podwright = startPodwright(context, async (session) =>
    (await import('./browser-client.ts')).createClient(context, session),
  );
  return podwright;
}

export function deactivate(): Promise<void> | undefined {
  return podwright?.stop();
}
