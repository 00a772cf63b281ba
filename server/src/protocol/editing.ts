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
import type { Source, Workspace } from '../features/references/workspace.ts';
import type { PodLanguageService, Settings } from '../service.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

export interface OpenSource extends Source {
  readonly languageId: string;
  /** The manifests that it may refer to, itself among them. */
  readonly workspace: Workspace;
}

/** What the server keeps. */
export interface Host {
  /** An open document, brought up to date. */
  source(uri: string): OpenSource | undefined;
  settings(): Settings;
  readonly files: WorkspaceFiles;
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
  /** Answers for an open document; with `otherwise` for one that is not open, or when `ask` fails. */
  function answer<P extends { textDocument: { uri: string } }, R, O>(
    otherwise: O,
    ask: (source: OpenSource, params: P) => R,
    languages?: readonly string[],
  ): (params: P) => R | O {
    return (params) => {
      const source = host.source(params.textDocument.uri);
      if (!source || (languages && !languages.includes(source.languageId))) return otherwise;
      try {
        return ask(source, params);
      } catch (error) {
        connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return otherwise;
      }
    };
  }

  connection.onDocumentSymbol(answer([], ({ file }) => service.getDocumentSymbols(file), YAML));
  connection.onWorkspaceSymbol(({ query }) => service.getWorkspaceSymbols(query, host.files.workspace));
  connection.onFoldingRanges(answer(null, ({ file }) => service.getFoldingRanges(file), YAML));
  connection.onSelectionRanges(answer(null, ({ file }, { positions }) => service.getSelectionRanges(file, positions)));
  connection.onDocumentLinks(answer([], ({ file }) => service.getDocumentLinks(file, host.settings())));

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
      const result = service.rename(source, position, newName, source.workspace, host.settings());
      return 'edit' in result ? result.edit : new ResponseError<void>(LSPErrorCodes.RequestFailed, result.refused);
    }),
  );
  connection.onCodeLens(answer([], (source) => service.getCodeLenses(source, source.workspace, host.settings())));

  connection.onDocumentFormatting(answer([], ({ file }, { options }) => service.format(file, options), YAML));
  connection.onDocumentRangeFormatting(
    answer([], ({ file }, { options, range }) => service.format(file, options, range), YAML),
  );
  connection.onDocumentOnTypeFormatting(
    answer([], ({ file }, { options, position, ch }) => service.formatOnType(file, position, ch, options), YAML),
  );
}

const YAML = ['yaml'];

/** What is asked of the client once it is ready: telling of files, and formatting of YAML. */
export function startEditing(connection: Connection, params: InitializeParams, { files }: Host): void {
  const { capabilities } = params;
  if (registersFormatting(capabilities)) {
    const documentSelector = YAML.map((language) => ({ language }));
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
