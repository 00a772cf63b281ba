/** Keeps what is known of the workspace up to date: its folders are read, and the client tells of changes on disk. */
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { Configuration } from './configuration.ts';
import { IGNORE_NAME } from './folders.ts';
import { register } from './register.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** To be started once the client is ready. */
export function watchWorkspace(
  connection: Connection,
  { capabilities: { workspace }, workspaceFolders, rootUri }: InitializeParams,
  { files, followFiles, followNamespaces }: Configuration & { readonly files: WorkspaceFiles },
): void {
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
    register(connection, 'workspace/didChangeWatchedFiles', {
      watchers: [{ globPattern: '**/*.{yaml,yml}' }, { globPattern: `**/${IGNORE_NAME}` }],
    });

  /** References in the lenses may have changed. */
  async function follow(reading: Promise<void>): Promise<void> {
    await reading;
    followNamespaces();
    if (workspace?.codeLens?.refreshSupport)
      await connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
  }

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    followFiles(uris);
    void follow(files.update(uris));
  });
  if (workspace?.workspaceFolders)
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      files.drop(removed.map(({ uri }) => uri));
      void follow(files.scan(added.map(({ uri }) => uri)));
    });
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  if (folders.length > 0) void follow(files.scan(folders));
}
