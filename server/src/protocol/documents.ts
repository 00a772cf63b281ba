/** The open documents: their texts as the client edits them, and what was parsed of each. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { YamlFile } from '../yaml/file.ts';
import type { Connection } from './json-rpc.ts';

export interface OpenDocuments {
  get(uri: string): TextDocument | undefined;
  all(): Iterable<TextDocument>;
  /** The parsed text of a document, brought up to date. */
  fileOf(document: TextDocument): YamlFile;
}

export interface DocumentEvents {
  opened(document: TextDocument): void;
  changed(document: TextDocument): void;
  closed(uri: string): void;
}

/** @param parse as the service does */
export function createDocuments(
  connection: Connection,
  parse: (text: string, previous: YamlFile | undefined, languageId: string) => YamlFile,
  events: DocumentEvents,
): OpenDocuments {
  const documents = new Map<string, TextDocument>();
  const files = new Map<string, { readonly version: number; readonly file: YamlFile }>();

  connection.onNotification('textDocument/didOpen', ({ textDocument: { uri, languageId, version, text } }) => {
    const document = TextDocument.create(uri, languageId, version, text);
    documents.set(uri, document);
    files.delete(uri);
    events.opened(document);
  });
  connection.onNotification('textDocument/didChange', ({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.get(uri);
    if (!document) return;
    documents.set(uri, TextDocument.update(document, contentChanges, version));
    events.changed(document);
  });
  connection.onNotification('textDocument/didClose', ({ textDocument: { uri } }) => {
    files.delete(uri);
    if (documents.delete(uri)) events.closed(uri);
  });

  return {
    get: (uri) => documents.get(uri),
    all: () => documents.values(),
    fileOf(document) {
      const { uri, version, languageId } = document;
      const known = files.get(uri);
      if (known?.version === version) return known.file;
      const file = parse(document.getText(), known?.file, languageId);
      files.set(uri, { version, file });
      return file;
    },
  };
}
