/** The open documents: their texts as the client edits them, and what was parsed of each. */
import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PodLanguageService } from '../service.ts';
import { embedsYaml } from '../yaml/embedded.ts';
import type { YamlFile } from '../yaml/file.ts';

/** The same object for as long as the document is open. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  /** The client's number of the text as it is now. */
  readonly version: number;
  getText(): string;
}

export interface OpenDocuments {
  get(uri: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
  /** The parsed text of a document, brought up to date. */
  fileOf(document: OpenDocument): YamlFile;
}

export interface DocumentEvents {
  opened(document: OpenDocument): void;
  changed(document: OpenDocument): void;
  closed(uri: string): void;
}

interface Content {
  update(changes: readonly TextDocumentContentChangeEvent[]): void;
  text(): string;
  file(): YamlFile;
}

export function createDocuments(
  connection: Connection,
  service: Pick<PodLanguageService, 'parse' | 'edit'>,
  events: DocumentEvents,
): OpenDocuments {
  const documents = new Map<string, OpenDocument & { version: number; readonly content: Content }>();

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const content = embedsYaml(languageId) ? ofText(service, languageId, text) : ofYaml(service, languageId, text);
    const document = { uri, languageId, version, content, getText: content.text };
    documents.set(uri, document);
    events.opened(document);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.get(uri);
    if (!document) return;
    document.content.update(contentChanges);
    document.version = version;
    events.changed(document);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (documents.delete(uri)) events.closed(uri);
  });

  return {
    get: (uri) => documents.get(uri),
    all: () => documents.values(),
    fileOf: ({ uri, languageId, getText }) =>
      documents.get(uri)?.content.file() ?? service.parse(getText(), undefined, languageId),
  };
}

/** YAML is kept in its documents alone: a keystroke in a long file costs no copy of its text. */
function ofYaml(
  { parse, edit }: Pick<PodLanguageService, 'parse' | 'edit'>,
  languageId: string,
  text: string,
): Content {
  let file = parse(text, undefined, languageId);
  return {
    update(changes) {
      for (const change of changes)
        file = 'range' in change ? edit(file, change) : parse(change.text, file, languageId);
    },
    text: () => file.text,
    file: () => file,
  };
}

/** Of a language that has YAML in it, all is kept. */
function ofText({ parse }: Pick<PodLanguageService, 'parse'>, languageId: string, text: string): Content {
  let document = TextDocument.create('', languageId, 0, text);
  let file: YamlFile | undefined;
  let isFresh = false;
  return {
    update(changes) {
      document = TextDocument.update(document, [...changes], 0);
      isFresh = false;
    },
    text: () => document.getText(),
    file() {
      if (!file || !isFresh) file = parse(document.getText(), file, languageId);
      isFresh = true;
      return file;
    },
  };
}
