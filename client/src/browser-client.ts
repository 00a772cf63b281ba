/** The client of a server in a Web Worker. */
import { type ExtensionContext, Uri } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { type ClientSession, clientOptions } from './client-options.ts';

/** The browser's own; nothing else in the client may count on being in one. */
declare class Worker {
  constructor(url: string);
}

export function createClient(context: ExtensionContext, session: ClientSession): LanguageClient {
  const script = Uri.joinPath(context.extensionUri, 'dist/server-web.js').toString(true);
  return new LanguageClient('podwright', 'Podwright', () => startWorker(script), clientOptions(context, session));
}

/** Not the worker itself: what VS Code makes one of is no instance of its own class, by which the client would know it. */
async function startWorker(script: string): Promise<MessageTransports> {
  const worker = new Worker(script);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
