/** The language server in a Web Worker, where the editor itself runs in a browser. */
import { connect } from './protocol/json-rpc.ts';
import { DOCS_REQUEST } from './protocol/messages.ts';
import { startServer } from './protocol/server.ts';

/** The worker's own scope. */
declare const self: DedicatedWorkerGlobalScope;
declare class MessageChannel {
  readonly port1: { onmessage: () => void };
  readonly port2: { postMessage(message: unknown): void };
}
interface DedicatedWorkerGlobalScope {
  onmessage: (event: { readonly data: unknown }) => void;
  postMessage(message: unknown): void;
  close(): void;
}

/** Comes back at once; a timer of a browser would soon wait 4 ms. */
const channel = new MessageChannel();

const connection = connect({
  send: (message) => self.postMessage(message),
  listen(receive) {
    self.onmessage = ({ data }) => receive(data);
  },
  soon(work) {
    channel.port1.onmessage = work;
    channel.port2.postMessage(null);
  },
});
startServer(connection, {
  loadDocs: () => connection.sendRequest(DOCS_REQUEST, null),
  now: Date.now,
  exit: () => self.close(),
});
