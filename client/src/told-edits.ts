/** When the server knows of an edit: what is asked then is answered of the new text, and before problems are looked for. */
import { type Disposable, type Event, EventEmitter, Disposable as VsCodeDisposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

export interface ToldEdits extends Disposable {
  /** The URI of a document that the server has just been told of: it was opened, or edited. */
  readonly onDidTell: Event<string>;
  /** Listens to a client that has been made; a restart makes another. */
  follow(client: BaseLanguageClient): void;
}

export function createToldEdits(): ToldEdits {
  const told = new EventEmitter<string>();
  let listening: Disposable | undefined;
  return {
    onDidTell: told.event,
    follow(client) {
      listening?.dispose();
      listening = VsCodeDisposable.from(
        client
          .getFeature('textDocument/didOpen')
          .onNotificationSent(({ textDocument }) => told.fire(textDocument.uri.toString())),
        client
          .getFeature('textDocument/didChange')
          .onNotificationSent(({ textDocument }) => told.fire(textDocument.uri.toString())),
      );
    },
    dispose() {
      listening?.dispose();
      told.dispose();
    },
  };
}
