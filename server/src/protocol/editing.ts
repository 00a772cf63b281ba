/** Structure, references, rename, code lens and formatting on the wire: what the service answers, as LSP asks for it. */
import {
  type Connection,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { SEMANTIC_TOKENS_LEGEND } from '../features/semantic-tokens.ts';
import type { PodLanguageService } from '../service.ts';
import type { DocumentParams, OpenSource } from './answers.ts';
import type { Host } from './host.ts';
import { register } from './register.ts';

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
    semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true },
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
  const { answer, answerWhole, settingsFor, files } = host;

  /** Of other languages than YAML others know the structure and the form. */
  function forYaml<P extends DocumentParams, R>(otherwise: R, ask: (source: OpenSource, params: P) => R) {
    return (source: OpenSource, params: P): R => (source.languageId === YAML ? ask(source, params) : otherwise);
  }

  function answerForYaml<P extends DocumentParams, R>(otherwise: R, ask: (source: OpenSource, params: P) => R) {
    return answer(otherwise, forYaml(otherwise, ask));
  }

  connection.onDocumentSymbol(
    answerWhole(
      'outline',
      [],
      forYaml([], ({ file }) => service.getDocumentSymbols(file)),
    ),
  );
  connection.onWorkspaceSymbol(({ query }) => service.getWorkspaceSymbols(query, files.workspace));
  connection.onFoldingRanges(
    answerWhole(
      'folds',
      null,
      forYaml(null, ({ file }) => service.getFoldingRanges(file)),
    ),
  );
  connection.onSelectionRanges(answer(null, ({ file }, { positions }) => service.getSelectionRanges(file, positions)));
  connection.languages.semanticTokens.on(
    answerWhole('tokens', { data: [] }, ({ file, uri }) => service.getSemanticTokens(file, settingsFor(uri))),
  );
  connection.onDocumentLinks(
    answerWhole('links', [], ({ file, uri }) => service.getDocumentLinks(file, settingsFor(uri))),
  );

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
      const result = service.rename(source, position, newName, source.workspace, settingsFor(source.uri));
      return 'edit' in result ? result.edit : new ResponseError(LSPErrorCodes.RequestFailed, result.refused);
    }),
  );
  connection.onCodeLens(
    answerWhole('lenses', [], (source) => service.getCodeLenses(source, source.workspace, settingsFor(source.uri))),
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

/** Formatting is of YAML only, which a client can be told once it is ready. */
export function registerFormatting(connection: Connection, { capabilities }: InitializeParams): void {
  if (!registersFormatting(capabilities)) return;
  const documentSelector = [{ language: YAML }];
  register(connection, 'textDocument/formatting', { documentSelector });
  register(connection, 'textDocument/rangeFormatting', { documentSelector });
  register(connection, 'textDocument/onTypeFormatting', { documentSelector, ...FORMATS_ON });
}
