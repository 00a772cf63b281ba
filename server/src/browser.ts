/** The language server in a Web Worker, where the editor itself runs in a browser. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { DOCS_REQUEST } from './protocol/messages.ts';
import { startServer } from './protocol/server.ts';
import { createTurns } from './protocol/turns.ts';

/** The worker's own scope. */
declare const self: DedicatedWorkerGlobalScope;
interface DedicatedWorkerGlobalScope {
  close(): void;
}

const { options, idle } = createTurns(setTimeout);
const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), options);
connection.onExit(() => self.close());

startServer(connection, {
  loadDocs: () => connection.sendRequest(DOCS_REQUEST),
  now: Date.now,
  idle,
});
