/** The language server in a Web Worker, where the editor itself runs in a browser. */
import { connect } from './protocol/json-rpc.ts';
import { DOCS_REQUEST } from './protocol/messages.ts';
import { startServer } from './protocol/server.ts';

/** The worker's own scope. */
declare const self: DedicatedWorkerGlobalScope;
interface DedicatedWorkerGlobalScope {
  onmessage: (event: { readonly data: unknown }) => void;
  postMessage(message: unknown): void;
  close(): void;
}

const connection = connect({
  send: (message) => self.postMessage(message),
  listen(receive) {
    self.onmessage = ({ data }) => receive(data);
  },
  soon: (work) => setTimeout(work),
});
startServer(connection, { loadDocs: () => connection.sendRequest(DOCS_REQUEST, null), exit: () => self.close() });
