/** The built language server as a process, driven over stdio as an editor would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  type ClientCapabilities,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';

export const SERVER = join(import.meta.dirname, '../../dist/server.js');

export interface LspClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly initialized: InitializeResult;
  /** Opens a document; resolves to its first diagnostics. */
  open(uri: string, text: string, languageId?: string): Promise<readonly Diagnostic[]>;
  /** The next diagnostics that the server publishes for a document, whatever makes it do so. */
  nextDiagnostics(uri: string): Promise<readonly Diagnostic[]>;
  /** Sends an edit; resolves to the diagnostics of the new version. */
  change(uri: string, changes: TextDocumentContentChangeEvent[]): Promise<readonly Diagnostic[]>;
  /** Asks the server to end, and waits until its process has. */
  stop(): Promise<number | null>;
}

export interface ClientOptions {
  /** The settings of every section, or of each; without them the client offers no configuration. */
  readonly configuration?: Readonly<Record<string, unknown>> | ((section: string | undefined) => unknown);
  /** URI of the folder that is open in the editor. */
  readonly folder?: string;
  /** Beside those that the other options imply. */
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** The language of the editor. */
  readonly locale?: string;
  readonly command?: readonly [string, ...string[]];
}

export async function startClient({
  configuration,
  folder,
  capabilities = {},
  initializationOptions,
  locale,
  command = [process.execPath, SERVER, '--stdio'],
}: ClientOptions = {}): Promise<LspClient> {
  const [program, ...args] = command;
  const server = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const versions = new Map<string, number>();
  const waiting = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, version, diagnostics }: PublishDiagnosticsParams) => {
      if (version !== undefined && version !== versions.get(uri)) return;
      waiting.get(uri)?.(diagnostics);
      waiting.delete(uri);
    },
  );
  connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
    items.map(({ section }) => (typeof configuration === 'function' ? configuration(section) : configuration)),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folder ?? null,
    initializationOptions,
    ...(locale !== undefined && { locale }),
    capabilities: {
      ...capabilities,
      workspace: { ...capabilities.workspace, configuration: configuration !== undefined },
    },
  });
  await connection.sendNotification('initialized', {});

  const published = (uri: string) => new Promise<readonly Diagnostic[]>((resolve) => waiting.set(uri, resolve));

  return {
    connection,
    process: server,
    initialized,
    nextDiagnostics: published,
    async open(uri, text, languageId = 'yaml') {
      versions.set(uri, 1);
      const diagnostics = published(uri);
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
      return diagnostics;
    },
    async change(uri, contentChanges) {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      const diagnostics = published(uri);
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      return diagnostics;
    },
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      return ended;
    },
  };
}
