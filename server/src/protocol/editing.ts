/** Structure, references, rename, code lens and formatting on the wire: what the service answers, as LSP asks for it. */
import {
  type CancellationToken,
  type Connection,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { InlayHintSettings } from '../features/inlay-hints.ts';
import type { Source, Workspace } from '../features/references/workspace.ts';
import type { PodLanguageService, Settings } from '../service.ts';
import { IGNORE_NAME } from './folders.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

export interface OpenSource extends Source {
  readonly languageId: string;
  /** The manifests that it may refer to, itself among them. */
  readonly workspace: Workspace;
}

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

export type Answer<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError>;

/** What the server keeps. */
export interface Host {
  /** Answers with `ask` for an open document; with `otherwise` for one that is not open, or when `ask` fails. */
  answer<P extends DocumentParams, R>(
    otherwise: R,
    ask: (source: OpenSource, params: P) => R | Promise<R>,
  ): Answer<P, R>;
  /** The same for what asks of all of a document, however long it is: others are answered while it is read. */
  answerWhole<P extends DocumentParams, R>(
    otherwise: R,
    ask: (source: OpenSource, params: P) => R | Promise<R>,
  ): Answer<P, R>;
  settings(uri: string): Settings;
  inlayHints(): InlayHintSettings;
  readonly files: WorkspaceFiles;
  /** To be told which files have changed, appeared or vanished on disk. */
  changedOnDisk(uris: readonly string[]): void;
  /** To be told when `files` has read other files. */
  filesChanged(): void;
}

const FORMATS_ON = { firstTriggerCharacter: '\n', moreTriggerCharacter: ['-'] };

/** Formatting is of YAML only; a client that cannot be told so later gets it for whatever it asks us about. */
export function editingCapabilities({ capabilities }: InitializeParams): ServerCapabilities {
  return {
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: capabilities.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
    codeLensProvider: {},
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(!registersFormatting(capabilities) && {
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: FORMATS_ON,
    }),
  };
}

function registersFormatting({ textDocument }: InitializeParams['capabilities']): boolean {
  return (
    textDocument?.formatting?.dynamicRegistration === true &&
    textDocument.rangeFormatting?.dynamicRegistration === true &&
    textDocument.onTypeFormatting?.dynamicRegistration === true
  );
}

export function serveEditing(connection: Connection, service: PodLanguageService, host: Host): void {
  const { answer, answerWhole, settings } = host;

  /** Of other languages than YAML others know the structure and the form. */
  function forYaml<P extends DocumentParams, R>(otherwise: R, ask: (source: OpenSource, params: P) => R) {
    return (source: OpenSource, params: P): R => (source.languageId === YAML ? ask(source, params) : otherwise);
  }

  function answerForYaml<P extends DocumentParams, R>(otherwise: R, ask: (source: OpenSource, params: P) => R) {
    return answer(otherwise, forYaml(otherwise, ask));
  }

  connection.onDocumentSymbol(
    answerWhole(
      [],
      forYaml([], ({ file }) => service.getDocumentSymbols(file)),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) => service.getWorkspaceSymbols(query, host.files.workspace));
  connection.onFoldingRanges(
    answerWhole(
      null,
      forYaml(null, ({ file }) => service.getFoldingRanges(file)),
    ),
  );
  connection.onSelectionRanges(answer(null, ({ file }, { positions }) => service.getSelectionRanges(file, positions)));
  connection.onDocumentLinks(answerWhole([], ({ file, uri }) => service.getDocumentLinks(file, settings(uri))));

  connection.onDefinition(
    answer([], (source, { position }) => service.getDefinition(source, position, source.workspace)),
  );
  connection.onReferences(
    answer([], (source, { position, context }) => service.getReferences(source, position, source.workspace, context)),
  );
  connection.onDocumentHighlight(answer([], (source, { position }) => service.getHighlights(source, position)));
  connection.onPrepareRename(answer(null, (source, { position }) => service.prepareRename(source, position) ?? null));
  connection.onRenameRequest(
    answer(null, (source, { position, newName }) => {
      const result = service.rename(source, position, newName, source.workspace, settings(source.uri));
      return 'edit' in result ? result.edit : new ResponseError(LSPErrorCodes.RequestFailed, result.refused);
    }),
  );
  connection.onCodeLens(
    answerWhole([], (source) => service.getCodeLenses(source, source.workspace, settings(source.uri))),
  );

  connection.onDocumentFormatting(answerForYaml([], ({ file }, { options }) => service.format(file, options)));
  connection.onDocumentRangeFormatting(
    answerForYaml([], ({ file }, { options, range }) => service.format(file, options, range)),
  );
  connection.onDocumentOnTypeFormatting(
    answerForYaml([], ({ file }, { options, position, ch }) => service.formatOnType(file, position, ch, options)),
  );
}

const YAML = 'yaml';

/** What is asked of the client once it is ready: telling of files, and formatting of YAML. */
export function startEditing(
  connection: Connection,
  params: InitializeParams,
  { files, filesChanged, changedOnDisk }: Host,
): void {
  const { capabilities } = params;
  // By its method: connection.client.register() makes an id of each, for which every start would load Node's crypto.
  const register = (method: string, registerOptions: unknown): void => {
    const registrations = [{ id: method, method, registerOptions }];
    void connection.sendRequest('client/registerCapability', { registrations }).catch(() => undefined);
  };
  if (registersFormatting(capabilities)) {
    const documentSelector = [{ language: YAML }];
    register('textDocument/formatting', { documentSelector });
    register('textDocument/rangeFormatting', { documentSelector });
    register('textDocument/onTypeFormatting', { documentSelector, ...FORMATS_ON });
  }
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
    register('workspace/didChangeWatchedFiles', {
      watchers: [{ globPattern: '**/*.{yaml,yml}' }, { globPattern: `**/${IGNORE_NAME}` }],
    });

  /** References in the lenses may have changed. */
  async function follow(reading: Promise<void>): Promise<void> {
    await reading;
    filesChanged();
    if (capabilities.workspace?.codeLens?.refreshSupport)
      await connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
  }

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    changedOnDisk(uris);
    void follow(files.update(uris));
  });
  if (capabilities.workspace?.workspaceFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      files.drop(removed.map(({ uri }) => uri));
      void follow(files.scan(added.map(({ uri }) => uri)));
    });
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  if (folders.length > 0) void follow(files.scan(folders));
}
