/** LSP in and out: documents, settings, cancellation. All answers come from the service. */
import * as l10n from '@vscode/l10n';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { FIX_ALL_KIND, type FileAction } from '../features/code-actions.ts';
import { fileVersion } from '../features/diagnostics.ts';
import { readInlayHintSettings, USUAL_INLAY_HINTS } from '../features/inlay-hints.ts';
import { enforcedLevels } from '../features/namespaces.ts';
import type { Source } from '../features/references/workspace.ts';
import { SEMANTIC_TOKENS_LEGEND } from '../features/semantic-tokens.ts';
import { asMapping } from '../model/plain.ts';
import type { RuleSettings } from '../rules/rule.ts';
import { getPodLanguageService, type Runtime, type Settings } from '../service.ts';
import type { YamlFile } from '../yaml/file.ts';
import { authoringCapabilities, refreshInlayHints, serveAuthoring } from './authoring.ts';
import { bySource, clientFiles } from './client-files.ts';
import { serveCluster } from './cluster.ts';
import { CONFIG_NAME, getConfigDiagnostics } from './config-file.ts';
import { createDocuments, type OpenDocument } from './documents.ts';
import {
  type Answer,
  type DocumentParams,
  editingCapabilities,
  type Host,
  type OpenSource,
  serveEditing,
  startEditing,
} from './editing.ts';
import { failureLog } from './failures.ts';
import {
  EXPLAIN_REQUEST,
  type ExplainParams,
  type ExplainResult,
  FIELDS_REQUEST,
  type FieldsParams,
  type FieldsResult,
  type InitializationOptions,
  PASTE_REQUEST,
  type PasteParams,
  type PasteResult,
  TIMELINE_REQUEST,
  type TimelineParams,
  type TimelineResult,
} from './messages.ts';
import { createProjectSettings } from './project-settings.ts';
import { createPublishing } from './publishing.ts';
import { createReading, DOCUMENTS_AT_ONCE } from './reading.ts';
import { readSettings } from './settings.ts';
import { createWorkspaceFiles, type FileSystem, NO_FILES } from './workspace-files.ts';

/** What the platform gives the server beyond what the service needs. */
export interface ServerRuntime extends Runtime {
  /** For `file:` URIs. Others are read by the client, if it offers to; else only open documents are known. */
  readonly fileSystem?: FileSystem;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when no message of the connection waits. */
  idle(): Promise<void>;
}

/** Serves the connection until it closes. Works with a client that offers no configuration. */
export function startServer(connection: Connection, runtime: ServerRuntime): void {
  const service = getPodLanguageService(runtime);
  const logError = failureLog(connection);
  let configured = readSettings(undefined);
  let namespaceLevels: NonNullable<RuleSettings['namespaceLevels']> = {};
  let settings: Settings = configured;
  combineSettings();
  let inlayHints = USUAL_INLAY_HINTS;
  let asksConfiguration = false;
  let initialization: InitializeParams | undefined;
  const ofClient = clientFiles(connection);
  const fileSystem = bySource((uri) => {
    // The server's own machine is read without asking around.
    if (runtime.fileSystem && uri.startsWith('file:')) return runtime.fileSystem;
    return optionsOf(initialization).readsFiles ? ofClient : NO_FILES;
  });
  const project = createProjectSettings((uri) => fileSystem.read(uri));
  const host: Host = {
    answer,
    answerWhole,
    settings: settingsFor,
    changedOnDisk: followProject,
    inlayHints: () => inlayHints,
    filesChanged: followNamespaces,
    files: createWorkspaceFiles(fileSystem, parseInBackground, openManifests),
  };

  const count = (document: OpenDocument) => documents.fileOf(document).documents.length;
  const find = (document: OpenDocument, from: number, most: number) => {
    const file = documents.fileOf(document);
    const next = service.findAhead(file, settingsFor(document.uri), from, most);
    // The names too, while the trees are at hand: who asks for references waits less.
    service.readAhead(file, from, most);
    return next;
  };
  const publishing = createPublishing(runtime.idle, {
    prepare: followNamespaces,
    count,
    find,
    publish,
    failed: logError,
  });
  const readNames = createReading(
    { count, read: (document, from, most) => service.readAhead(documents.fileOf(document), from, most) },
    runtime.idle,
  );
  const findProblems = createReading({ count, read: find }, runtime.idle);
  const documents = createDocuments(connection, service, {
    ...publishing,
    opened: (document) => tell(document, publishing.opened),
    changed: (document) => tell(document, publishing.changed),
    closed(uri) {
      publishing.closed(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  });
  const { fileOf } = documents;

  connection.onInitialize((params) => {
    initialization = params;
    l10n.config({ contents: optionsOf(params).translations ?? {} });
    asksConfiguration = params.capabilities.workspace?.configuration === true;
    return {
      serverInfo: { name: 'podwright' },
      capabilities: {
        ...editingCapabilities(params),
        textDocumentSync: TextDocumentSyncKind.Incremental,
        ...authoringCapabilities,
        semanticTokensProvider: { legend: SEMANTIC_TOKENS_LEGEND, full: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, FIX_ALL_KIND] },
      },
    };
  });

  connection.onInitialized(async () => {
    if (asksConfiguration) await askSettings();
    if (initialization) startEditing(connection, initialization, host);
  });

  connection.onDidChangeConfiguration(async ({ settings: pushed }) => {
    if (asksConfiguration) await askSettings();
    else applySettings(pushed?.podwright);
  });

  async function askSettings(): Promise<void> {
    applySettings(await connection.workspace.getConfiguration('podwright').catch(() => undefined));
  }

  function applySettings(values: unknown): void {
    const wanted = readInlayHintSettings(asMapping(values).inlayHints);
    if (wanted.quantities !== inlayHints.quantities || wanted.defaults !== inlayHints.defaults) {
      inlayHints = wanted;
      refreshInlayHints(connection, initialization?.capabilities);
    }
    const chosen = readSettings(values);
    if (JSON.stringify(chosen) === JSON.stringify(configured)) return;
    configured = chosen;
    combineSettings();
    publishAll();
  }

  function combineSettings(): void {
    const rules: RuleSettings = { ...configured.rules, namespaceLevels, ruleFailed };
    settings = { ...configured, rules };
  }

  function ruleFailed(code: string, error: unknown): void {
    const stack = error instanceof Error ? error.stack : String(error);
    logError(`The rule ${code} failed: ${stack}`);
  }

  /** Publishes anew what a Namespace's label decides, when one has come, changed or gone. */
  function followNamespaces(): void {
    const levels = enforcedLevels(host.files.workspace);
    if (JSON.stringify(levels) === JSON.stringify(namespaceLevels)) return;
    namespaceLevels = levels;
    combineSettings();
    publishAll();
  }

  function publishAll(): void {
    for (const document of documents.all()) tell(document, publishing.changed);
  }

  function settingsFor(uri: string): Settings {
    return project.settingsFor(uri, settings);
  }

  /** Tells a document's problems when it is known what lies beside it. */
  function tell(document: OpenDocument, publishing: (document: OpenDocument) => void): void {
    const { uri } = document;
    if (project.isKnown(uri)) publishing(document);
    else
      void project.read(uri).then(() => {
        if (documents.get(uri) === document) publishing(document);
      });
  }

  /** Publishes anew what the project's own files decide. */
  function followProject(uris: readonly string[]): void {
    if (project.changed(uris)) publishAll();
  }

  function sourceOf(uri: string): OpenSource | undefined {
    const document = documents.get(uri);
    if (!document) return undefined;
    const own: Source = { uri, file: fileOf(document) };
    const workspace = isManifest(document) ? host.files.workspace : { files: () => [own] };
    return { ...own, languageId: document.languageId, workspace };
  }

  /** A file that nobody looks at: everybody who asks for something has precedence. */
  async function parseInBackground(text: string): Promise<YamlFile> {
    await runtime.idle();
    const file = service.parse(text);
    for (let next = 0; next < file.documents.length; ) {
      await runtime.idle();
      next = service.readAhead(file, next, DOCUMENTS_AT_ONCE);
    }
    return file;
  }

  function* openManifests(): Generator<Source> {
    for (const document of documents.all())
      if (isManifest(document)) yield { uri: document.uri, file: fileOf(document) };
  }

  function publish(document: OpenDocument, before: number): void {
    const { uri, version } = document;
    const diagnostics = problemsOf(document, before).map(withRulePage);
    void connection.sendDiagnostics({ uri, version, diagnostics });
    void runtime.idle().then(service.prepareCompletion);
  }

  function problemsOf(document: OpenDocument, before: number): Diagnostic[] {
    const { uri } = document;
    if (uri.endsWith(`/${CONFIG_NAME}`)) return getConfigDiagnostics(document.getText());
    return project.isIgnored(uri) ? [] : service.getDiagnostics(fileOf(document), settingsFor(uri), before);
  }

  /** The code leads to the page of its rule, where the client has these pages. */
  function withRulePage(diagnostic: Diagnostic): Diagnostic {
    const { rulePages } = optionsOf(initialization);
    if (rulePages === undefined || diagnostic.code === undefined) return diagnostic;
    return { ...diagnostic, codeDescription: { href: `${rulePages}/${diagnostic.code}.md` } };
  }

  function answer<P extends DocumentParams, R>(
    otherwise: R,
    ask: (source: OpenSource, params: P) => R | Promise<R>,
    reading: (document: OpenDocument) => Promise<void> | undefined = () => undefined,
  ): Answer<P, R> {
    return async (params, token) => {
      const { uri } = params.textDocument;
      try {
        const document = documents.get(uri);
        const read = document && reading(document);
        if (read) {
          await read;
          if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, '');
        }
        const source = sourceOf(uri);
        return source ? await ask(source, params) : otherwise;
      } catch (error) {
        logError(error);
        return otherwise;
      }
    };
  }

  function answerWhole<P extends DocumentParams, R>(
    otherwise: R,
    ask: (source: OpenSource, params: P) => R | Promise<R>,
  ): Answer<P, R> {
    return answer(otherwise, ask, readNames);
  }

  const answerActions = answer<CodeActionParams, CodeAction[]>(
    [],
    ({ file, uri }, { range, context }) => {
      const wanted = (kind: string) => !context.only || context.only.some((only) => `${kind}.`.startsWith(`${only}.`));
      const all = wanted(FIX_ALL_KIND) ? service.getFixAll(file, settingsFor(uri)) : undefined;
      // A refactoring is for who asks for it, not for whoever moves the cursor.
      const isAsked = context.triggerKind !== CodeActionTriggerKind.Automatic;
      const mayRefactor = isAsked && (!context.only || context.only.some((only) => /^refactor\b/.test(only)));
      const actions = [
        ...(wanted(CodeActionKind.QuickFix) ? service.getFixes(file, range, settingsFor(uri)) : []),
        ...service.getPasteActions(file, range),
        ...(mayRefactor ? service.getRefactorings(file, range, settingsFor(uri)) : []),
        ...(all ? [all] : []),
      ];
      return actions.filter(({ kind = '' }) => wanted(kind)).map((action) => bind(action, uri));
    },
    // One of the actions mends all problems of the file.
    findProblems,
  );
  connection.onCodeAction(answerActions);
  connection.onRequest<TimelineResult, void>(
    TIMELINE_REQUEST,
    answer<TimelineParams, TimelineResult>(
      { kind: 'none' },
      ({ file, uri, languageId }, { position, assumptions, until, text, object }) => {
        const read = text === undefined ? file : service.parse(text, undefined, languageId);
        return service.getTimeline(read, position, {
          ...settingsFor(uri),
          now: runtime.now(),
          ...(assumptions && { assumptions }),
          ...(until !== undefined && { until }),
          ...(object && { object }),
        });
      },
    ),
  );
  connection.languages.semanticTokens.on(
    answerWhole({ data: [] }, ({ file, uri }) => service.getSemanticTokens(file, settingsFor(uri))),
  );
  connection.onRequest(
    EXPLAIN_REQUEST,
    answer<ExplainParams, ExplainResult>(
      null,
      async ({ file, uri }, { position }) => (await service.explainAt(file, position, settingsFor(uri))) ?? null,
    ),
  );
  connection.onRequest(
    FIELDS_REQUEST,
    answer<FieldsParams, FieldsResult>([], ({ file, uri }, { definition }) =>
      service.explainDefinition(definition, { version: fileVersion(file, settingsFor(uri).version) }),
    ),
  );
  connection.onRequest(PASTE_REQUEST, ({ text }: PasteParams): PasteResult => {
    const yaml = service.pasteAsYaml(text);
    return yaml === undefined ? {} : { yaml };
  });

  serveAuthoring(connection, service, host, () => initialization, runtime.now);
  serveEditing(connection, service, host);
  serveCluster(connection, service, host);
  connection.listen();
}

function optionsOf(initialization: InitializeParams | undefined): InitializationOptions {
  return initialization?.initializationOptions ?? {};
}

function bind({ edits, ...action }: FileAction, uri: string): CodeAction {
  return { ...action, edit: { changes: { [uri]: [...edits] } } };
}

/** Whether a document stands for itself: what Markdown and scripts hold are examples, unknown to the files around them. */
function isManifest({ languageId }: OpenDocument): boolean {
  return languageId === 'yaml' || languageId === 'json';
}
