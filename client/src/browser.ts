/** The extension's main in a browser, as on vscode.dev: the server runs in a Web Worker. */
import { type ExtensionContext, Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { type Podwright, startPodwright } from './extension.ts';
import { quiet } from './quiet.ts';

/** The browser's own; nothing else in the client may count on being in one. */
declare class Worker {
  constructor(url: string);
}

let podwright: Podwright | undefined;

export function activate(context: ExtensionContext): Podwright {
  const script = Uri.joinPath(context.extensionUri, 'dist/server-web.js').toString(true);
  podwright = startPodwright(context, (options) =>
    quiet(new LanguageClient('podwright', 'Podwright', () => startWorker(script), options)),
  );
  return podwright;
}

export function deactivate(): Promise<void> | undefined {
  return podwright?.stop();
}

/** Not the worker itself: what VS Code makes one of is no instance of its own class, by which the client would know it. */
async function startWorker(script: string): Promise<MessageTransports> {
  const worker = new Worker(script);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
