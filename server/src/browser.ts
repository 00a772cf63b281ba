/** The language server in a Web Worker, where the editor itself runs in a browser. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { DOCS_REQUEST } from './protocol/messages.ts';
import { startServer } from './protocol/server.ts';

/** The worker's own scope. */
declare const self: DedicatedWorkerGlobalScope;
interface DedicatedWorkerGlobalScope {
  close(): void;
}

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
connection.onExit(() => self.close());
startServer(connection, { loadDocs: () => connection.sendRequest(DOCS_REQUEST) });
