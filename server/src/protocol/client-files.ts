/** Files that only the client can read: those of a virtual workspace, and every file when the server runs in a browser. */
import type { Connection } from 'vscode-languageserver';
import {
  FILE_SIZE_REQUEST,
  type FileParams,
  type FileSizeResult,
  READ_FILE_REQUEST,
  READ_FOLDER_REQUEST,
  type ReadFileResult,
  type ReadFolderResult,
} from './messages.ts';
import { type FileEntry, type FileSystem, isManifestName, isSearched } from './workspace-files.ts';

export function clientFiles(connection: Connection): FileSystem {
  /** A client that fails to read has nothing to give. */
  function ask<Result>(method: string, uri: string): Promise<Result | null> {
    return connection.sendRequest<Result | null>(method, { uri } satisfies FileParams).catch(() => null);
  }

  async function entry(uri: string): Promise<FileEntry | undefined> {
    const size = await ask<FileSizeResult>(FILE_SIZE_REQUEST, uri);
    return size === null ? undefined : { uri, size };
  }

  async function* list(folder: string): AsyncGenerator<FileEntry> {
    for (const { uri, type } of (await ask<ReadFolderResult>(READ_FOLDER_REQUEST, folder)) ?? []) {
      if (type === 'folder' && isSearched(uri.slice(uri.lastIndexOf('/') + 1))) yield* list(uri);
      const found = type === 'file' && isManifestName(uri) ? await entry(uri) : undefined;
      if (found) yield found;
    }
  }

  return { list, entry, read: async (uri) => (await ask<ReadFileResult>(READ_FILE_REQUEST, uri)) ?? undefined };
}

/** One file system made of several: `choose` tells by the URI which. */
export function bySource(choose: (uri: string) => FileSystem): FileSystem {
  return {
    list: (folder) => choose(folder).list(folder),
    entry: (uri) => choose(uri).entry(uri),
    read: (uri) => choose(uri).read(uri),
  };
}
