/** Structure, references, rename, code lens and formatting on the wire: what the service answers, as LSP asks for it. */
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { InlayHintSettings } from '../features/inlay-hints.ts';
import type { Source, Workspace } from '../features/references/workspace.ts';
import type { PodLanguageService, Settings } from '../service.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

export interface OpenSource extends Source {
  readonly languageId: string;
  /** The manifests that it may refer to, itself among them. */
  readonly workspace: Workspace;
}

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** What the server keeps. */
export interface Host {
  /** Answers with `ask` for an open document; with `otherwise` for one that is not open, or when `ask` fails. */
  answer<P extends DocumentParams, R>(
    otherwise: R,
    ask: (source: OpenSource, params: P) => R | Promise<R>,
  ): (params: P) => Promise<R>;
  settings(): Settings;
  inlayHints(): InlayHintSettings;
  readonly files: WorkspaceFiles;
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
  const { answer, settings } = host;

  /** Answers for YAML; of other languages others know the structure and the form. */
  function answerForYaml<P extends DocumentParams, R>(
    otherwise: R,
    ask: (source: OpenSource, params: P) => R,
  ): (params: P) => Promise<R> {
    return answer(otherwise, (source, params: P) => (source.languageId === YAML ? ask(source, params) : otherwise));
  }

  connection.onDocumentSymbol(answerForYaml([], ({ file }) => service.getDocumentSymbols(file)));
  connection.onWorkspaceSymbol(({ query }) => service.getWorkspaceSymbols(query, host.files.workspace));
  connection.onFoldingRanges(answerForYaml(null, ({ file }) => service.getFoldingRanges(file)));
  connection.onSelectionRanges(answer(null, ({ file }, { positions }) => service.getSelectionRanges(file, positions)));
  connection.onDocumentLinks(answer([], ({ file }) => service.getDocumentLinks(file, settings())));

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
      const result = service.rename(source, position, newName, source.workspace, settings());
      return 'edit' in result ? result.edit : new ResponseError<void>(LSPErrorCodes.RequestFailed, result.refused);
    }),
  );
  connection.onCodeLens(answer([], (source) => service.getCodeLenses(source, source.workspace, settings())));

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
export function startEditing(connection: Connection, params: InitializeParams, { files, filesChanged }: Host): void {
  const { capabilities } = params;
  if (registersFormatting(capabilities)) {
    const documentSelector = [{ language: YAML }];
    void connection.client.register(DocumentFormattingRequest.type, { documentSelector });
    void connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector });
    void connection.client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...FORMATS_ON });
  }
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: '**/*.{yaml,yml}' }],
    });

  /** References in the lenses may have changed. */
  async function follow(reading: Promise<void>): Promise<void> {
    await reading;
    filesChanged();
    if (capabilities.workspace?.codeLens?.refreshSupport)
      await connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
  }

  connection.onDidChangeWatchedFiles(({ changes }) => void follow(files.update(changes.map(({ uri }) => uri))));
  if (capabilities.workspace?.workspaceFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      files.drop(removed.map(({ uri }) => uri));
      void follow(files.scan(added.map(({ uri }) => uri)));
    });
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  if (folders.length > 0) void follow(files.scan(folders));
}
