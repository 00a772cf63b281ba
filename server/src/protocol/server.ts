/** LSP in and out: documents, settings, cancellation. All answers come from the service. */
import {
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type Connection,
  type InitializeResult,
  RequestType,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getCatalog, type Version } from '../catalog/catalog.ts';
import { FIX_ALL_KIND, type FileAction } from '../features/code-actions.ts';
import { getPodLanguageService, type Runtime, type Settings } from '../service.ts';
import type { YamlFile } from '../yaml/file.ts';
import {
  PASTE_REQUEST,
  type PasteParams,
  type PasteResult,
  TIMELINE_REQUEST,
  type TimelineParams,
  type TimelineResult,
} from './messages.ts';

/** Serves the connection until it closes. Works with a client that offers no configuration. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const service = getPodLanguageService(runtime);
  const documents = new TextDocuments(TextDocument);
  const files = new Map<string, { readonly version: number; readonly file: YamlFile }>();
  let settings: Settings = { version: getCatalog().newest };
  let asksConfiguration = false;

  connection.onInitialize(({ capabilities }): InitializeResult => {
    asksConfiguration = capabilities.workspace?.configuration === true;
    return {
      serverInfo: { name: 'podwright' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { resolveProvider: true, triggerCharacters: [':', ' ', '-', '"', "'", '/'] },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, FIX_ALL_KIND] },
      },
    };
  });

  connection.onInitialized(async () => {
    if (asksConfiguration) await readSettings();
  });

  connection.onDidChangeConfiguration(async ({ settings: pushed }) => {
    if (asksConfiguration) await readSettings();
    else applySettings(pushed?.podwright);
  });

  async function readSettings(): Promise<void> {
    applySettings(await connection.workspace.getConfiguration('podwright').catch(() => undefined));
  }

  function applySettings(values: { readonly kubernetesVersion?: unknown } | undefined | null): void {
    const { versions, newest } = getCatalog();
    const version: Version = versions.find((known) => known === values?.kubernetesVersion) ?? newest;
    if (version === settings.version) return;
    settings = { version };
    for (const document of documents.all()) publish(document);
  }

  /** The parsed text of an open document, brought up to date. */
  function fileOf(document: TextDocument): YamlFile {
    const known = files.get(document.uri);
    if (known?.version === document.version) return known.file;
    const file = service.parse(document.getText(), known?.file, document.languageId);
    files.set(document.uri, { version: document.version, file });
    return file;
  }

  function publish(document: TextDocument): void {
    const diagnostics = service.getDiagnostics(fileOf(document), settings);
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  }

  /** Answers with `ask` for an open document; with `otherwise` for one that is not open, or when `ask` fails. */
  function answer<P extends { textDocument: { uri: string } }, R>(
    otherwise: R,
    ask: (file: YamlFile, params: P) => R | Promise<R>,
  ): (params: P) => Promise<R> {
    return async (params) => {
      const document = documents.get(params.textDocument.uri);
      if (!document) return otherwise;
      try {
        return await ask(fileOf(document), params);
      } catch (error) {
        connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return otherwise;
      }
    };
  }

  documents.onDidChangeContent(({ document }) => publish(document));
  documents.onDidClose(({ document }) => {
    files.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onCompletion(answer(null, (file, { position }) => service.complete(file, position, settings)));
  connection.onCompletionResolve((item) => service.resolveCompletion(item));
  connection.onHover(
    answer(null, async (file, { position }) => (await service.hover(file, position, settings)) ?? null),
  );
  connection.onCodeAction(
    answer([], (file, { range, context, textDocument: { uri } }) => {
      const wanted = (kind: string) => !context.only || context.only.some((only) => `${kind}.`.startsWith(`${only}.`));
      // A refactoring is for who asks for it, not for whoever moves the cursor.
      const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
      const mayRefactor = isAsked && (!context.only || context.only.some((only) => /^refactor\b/.test(only)));
      const refactorings = mayRefactor ? service.getRefactorings(file, range, settings) : [];
      const fixes = wanted(CodeActionKind.QuickFix) ? service.getFixes(file, range, settings) : [];
      const all = wanted(FIX_ALL_KIND) ? service.getFixAll(file, settings) : undefined;
      return [...fixes, ...refactorings.filter(({ kind = '' }) => wanted(kind)), ...(all ? [all] : [])].map((action) =>
        bind(action, uri),
      );
    }),
  );
  connection.onRequest(
    new RequestType<TimelineParams, TimelineResult, void>(TIMELINE_REQUEST),
    answer<TimelineParams, TimelineResult>({ kind: 'none' }, (file, { position, assumptions, until }) =>
      service.getTimeline(file, position, {
        ...settings,
        ...(assumptions && { assumptions }),
        ...(until !== undefined && { until }),
      }),
    ),
  );
  connection.onRequest(new RequestType<PasteParams, PasteResult, void>(PASTE_REQUEST), ({ text }) => {
    const yaml = service.pasteAsYaml(text);
    return yaml === undefined ? {} : { yaml };
  });

  documents.listen(connection);
  connection.listen();
}

function bind({ edits, ...action }: FileAction, uri: string): CodeAction {
  return { ...action, edit: { changes: { [uri]: [...edits] } } };
}
