/** LSP in and out: what the client sends goes to who answers it. All answers come from the service. */
import * as l10n from '@vscode/l10n';
import { type Connection, type InitializeParams, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Source } from '../features/references/workspace.ts';
import type { WholeFileQuestion } from '../features/whole-file.ts';
import { getPodLanguageService, type Runtime } from '../service.ts';
import { actionCapabilities, serveActions } from './actions.ts';
import { createAnswers, type OpenSource } from './answers.ts';
import { authoringCapabilities, serveAuthoring } from './authoring.ts';
import { bySource, clientFiles } from './client-files.ts';
import { serveCluster } from './cluster.ts';
import { createConfiguration } from './configuration.ts';
import { createDocuments, type OpenDocument } from './documents.ts';
import { editingCapabilities, registerFormatting, serveEditing } from './editing.ts';
import { failureLog } from './failures.ts';
import type { Host } from './host.ts';
import type { InitializationOptions } from './messages.ts';
import { serveOwnRequests } from './own-requests.ts';
import { createProblems } from './problems.ts';
import { createProjectSettings } from './project-settings.ts';
import { createPublishing } from './publishing.ts';
import { createReading, parseInBackground } from './reading.ts';
import { watchWorkspace } from './watching.ts';
import { createWorkspaceFiles, type FileSystem, NO_FILES } from './workspace-files.ts';

/** What the platform gives the server beyond what the service needs. */
export interface ServerRuntime extends Runtime {
  /** For `file:` URIs. Others are read by the client, if it offers to; else only open documents are known. */
  readonly fileSystem?: FileSystem;
  /** Texts in the language of a locale, by the English ones, for a client that hands over none. */
  translationsOf?(locale: string): Readonly<Record<string, string>> | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when no message of the connection waits. */
  idle(): Promise<void>;
}

/** Serves the connection until it closes. Works with a client that offers no configuration. */
export function startServer(connection: Connection, runtime: ServerRuntime): void {
  const { idle } = runtime;
  const service = getPodLanguageService(runtime);
  const failed = failureLog(connection);
  let initialization: InitializeParams | undefined;
  const options = (): InitializationOptions => initialization?.initializationOptions ?? {};

  const ofClient = clientFiles(connection);
  const fileSystem = bySource((uri) => {
    // The server's own machine is read without asking around.
    if (runtime.fileSystem && uri.startsWith('file:')) return runtime.fileSystem;
    return options().readsFiles ? ofClient : NO_FILES;
  });
  const files = createWorkspaceFiles(fileSystem, (text) => parseInBackground(service, idle, text), openManifests);
  const { workspace } = files;
  const project = createProjectSettings((uri) => fileSystem.read(uri));
  const configuration = createConfiguration(connection, { project, workspace, changed: publishAll, failed });
  const { settingsFor } = configuration;

  const documents = createDocuments(connection, service, {
    opened: (document) => whenKnown(document, (known) => publishing.opened(known)),
    changed: (document) => whenKnown(document, (known) => publishing.changed(known)),
    closed(uri) {
      publishing.closed(uri);
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  });
  const problems = createProblems(connection, { service, documents, project, settingsFor, options });
  const publishing = createPublishing(idle, {
    ...problems,
    prepare: configuration.followNamespaces,
    published: () => void idle().then(service.prepareCompletion),
    failed,
  });

  const lookInto = createReading(idle, problems.count, (document, question: WholeFileQuestion, from, most) =>
    service.answerAhead(documents.fileOf(document), question, settingsFor(document.uri), from, most),
  );
  const answers = createAnswers({
    sourceOf,
    lookInto(uri, question) {
      const document = documents.get(uri);
      return document && lookInto(document, question);
    },
    failed,
  });
  const capabilities = () => initialization?.capabilities ?? {};
  const host: Host = { ...answers, ...configuration, files, capabilities, options, now: runtime.now };

  connection.onInitialize((params) => {
    initialization = params;
    l10n.config({ contents: options().translations ?? runtime.translationsOf?.(params.locale ?? '') ?? {} });
    return {
      serverInfo: { name: 'podwright' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        ...editingCapabilities(params),
        ...authoringCapabilities,
        ...actionCapabilities,
      },
    };
  });
  connection.onInitialized(async () => {
    if (!initialization) return;
    await configuration.initialized(initialization);
    registerFormatting(connection, initialization);
    watchWorkspace(connection, initialization, { ...configuration, files });
  });
  serveAuthoring(connection, service, host);
  serveEditing(connection, service, host);
  serveActions(connection, service, host);
  serveCluster(connection, service, host);
  serveOwnRequests(connection, service, host);
  connection.listen();

  function publishAll(): void {
    for (const document of documents.all()) whenKnown(document, publishing.changed);
  }

  /** Its problems are told when it is known what lies beside a document. */
  function whenKnown(document: OpenDocument, publish: (document: OpenDocument) => void): void {
    const { uri } = document;
    if (project.isKnown(uri)) publish(document);
    else
      void project.read(uri).then(() => {
        if (documents.get(uri) === document) publish(document);
      });
  }

  function sourceOf(uri: string): OpenSource | undefined {
    const document = documents.get(uri);
    if (!document) return undefined;
    const own: Source = { uri, file: documents.fileOf(document) };
    return {
      ...own,
      languageId: document.languageId,
      workspace: isManifest(document) ? workspace : { files: () => [own] },
    };
  }

  function* openManifests(): Generator<Source> {
    for (const document of documents.all())
      if (isManifest(document)) yield { uri: document.uri, file: documents.fileOf(document) };
  }
}

/** Whether a document stands for itself: what Markdown and scripts hold are examples, unknown to the files around them. */
function isManifest({ languageId }: OpenDocument): boolean {
  return languageId === 'yaml' || languageId === 'json';
}
