/** What the server is asked and told, what it asks and tells the client, and what each message carries. */
import type * as lsp from 'vscode-languageserver-protocol';
import type { Hover, InlayHint, Location, SemanticTokens } from 'vscode-languageserver-types';
import type {
  DOCS_REQUEST,
  EXPLAIN_REQUEST,
  ExplainParams,
  ExplainResult,
  FIELDS_REQUEST,
  FILE_SIZE_REQUEST,
  FieldsParams,
  FieldsResult,
  FileParams,
  FileSizeResult,
  LIVE_PODS_REQUEST,
  LivePodsParams,
  LivePodsResult,
  MANIFESTS_REQUEST,
  ManifestsParams,
  ManifestsResult,
  OBSERVED_REQUEST,
  ObservedParams,
  ObservedResult,
  PASTE_REQUEST,
  PasteParams,
  PasteResult,
  READ_FILE_REQUEST,
  READ_FOLDER_REQUEST,
  ReadFileResult,
  ReadFolderResult,
  TIMELINE_REQUEST,
  TimelineParams,
  TimelineResult,
  VERDICTS_REQUEST,
  VerdictsParams,
  VerdictsResult,
} from './messages.ts';

export interface Requests {
  // Of the client.
  initialize(params: lsp.InitializeParams): lsp.InitializeResult;
  shutdown(params: unknown): null;
  'textDocument/codeAction'(params: lsp.CodeActionParams): lsp.CodeAction[];
  'textDocument/codeLens'(params: lsp.CodeLensParams): lsp.CodeLens[];
  'textDocument/completion'(params: lsp.CompletionParams): lsp.CompletionList | null;
  'completionItem/resolve'(item: lsp.CompletionItem): lsp.CompletionItem;
  'textDocument/definition'(params: lsp.DefinitionParams): Location[];
  'textDocument/documentHighlight'(params: lsp.DocumentHighlightParams): lsp.DocumentHighlight[];
  'textDocument/documentLink'(params: lsp.DocumentLinkParams): lsp.DocumentLink[];
  'textDocument/documentSymbol'(params: lsp.DocumentSymbolParams): lsp.DocumentSymbol[];
  'textDocument/foldingRange'(params: lsp.FoldingRangeParams): lsp.FoldingRange[] | null;
  'textDocument/formatting'(params: lsp.DocumentFormattingParams): lsp.TextEdit[];
  'textDocument/hover'(params: lsp.HoverParams): Hover | null;
  'textDocument/inlayHint'(params: lsp.InlayHintParams): InlayHint[];
  'textDocument/onTypeFormatting'(params: lsp.DocumentOnTypeFormattingParams): lsp.TextEdit[];
  'textDocument/prepareRename'(params: lsp.PrepareRenameParams): lsp.PrepareRenameResult | null;
  'textDocument/rangeFormatting'(params: lsp.DocumentRangeFormattingParams): lsp.TextEdit[];
  'textDocument/references'(params: lsp.ReferenceParams): Location[];
  'textDocument/rename'(params: lsp.RenameParams): lsp.WorkspaceEdit | null;
  'textDocument/selectionRange'(params: lsp.SelectionRangeParams): lsp.SelectionRange[] | null;
  'textDocument/semanticTokens/full'(params: lsp.SemanticTokensParams): SemanticTokens;
  'workspace/symbol'(params: lsp.WorkspaceSymbolParams): lsp.WorkspaceSymbol[];
  [TIMELINE_REQUEST](params: TimelineParams): TimelineResult;
  [EXPLAIN_REQUEST](params: ExplainParams): ExplainResult;
  [FIELDS_REQUEST](params: FieldsParams): FieldsResult;
  [PASTE_REQUEST](params: PasteParams): PasteResult;
  [MANIFESTS_REQUEST](params: ManifestsParams): ManifestsResult;
  [VERDICTS_REQUEST](params: VerdictsParams): VerdictsResult;
  [LIVE_PODS_REQUEST](params: LivePodsParams): LivePodsResult;
  [OBSERVED_REQUEST](params: ObservedParams): ObservedResult;

  // Of the server.
  'client/registerCapability'(params: lsp.RegistrationParams): null;
  'workspace/codeLens/refresh'(params: null): null;
  'workspace/configuration'(params: lsp.ConfigurationParams): unknown[];
  'workspace/inlayHint/refresh'(params: null): null;
  [DOCS_REQUEST](params: null): string;
  [FILE_SIZE_REQUEST](params: FileParams): FileSizeResult;
  [READ_FILE_REQUEST](params: FileParams): ReadFileResult;
  [READ_FOLDER_REQUEST](params: FileParams): ReadFolderResult;
}

export interface Notifications {
  // Of the client.
  initialized: lsp.InitializedParams;
  exit: unknown;
  'textDocument/didOpen': lsp.DidOpenTextDocumentParams;
  'textDocument/didChange': lsp.DidChangeTextDocumentParams;
  'textDocument/didClose': lsp.DidCloseTextDocumentParams;
  'workspace/didChangeConfiguration': lsp.DidChangeConfigurationParams;
  'workspace/didChangeWatchedFiles': lsp.DidChangeWatchedFilesParams;
  'workspace/didChangeWorkspaceFolders': lsp.DidChangeWorkspaceFoldersParams;

  // Of the server.
  'textDocument/publishDiagnostics': lsp.PublishDiagnosticsParams;
  'window/logMessage': lsp.LogMessageParams;
}
