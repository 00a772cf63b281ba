/** The extension's main in a browser, as on vscode.dev: the server runs in a Web Worker. */
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Podwright, startPodwright } from './extension.ts';
import { quiet } from './quiet.ts';

/** The browser's own; nothing else in the client may count on being in one. */
declare class Worker {
  constructor(url: string);
}

let podwright: Podwright | undefined;

export function activate(context: ExtensionContext): Podwright {
  const script = Uri.joinPath(context.extensionUri, 'dist/server-web.js').toString(true);
  const startServer = async () => new Worker(script);
  podwright = startPodwright(context, (options) =>
    quiet(new LanguageClient('podwright', 'Podwright', startServer, options)),
  );
  return podwright;
}

export function deactivate(): Promise<void> | undefined {
  return podwright?.stop();
}
