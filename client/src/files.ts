/** Files that the server asks for because it cannot read them itself, read as the editor does. */
import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  DOCS_REQUEST,
  FILE_SIZE_REQUEST,
  type FileParams,
  type FileSizeResult,
  type FolderEntry,
  READ_FILE_REQUEST,
  READ_FOLDER_REQUEST,
  type ReadFileResult,
  type ReadFolderResult,
} from '../../server/src/protocol/messages.ts';

export function serveFiles(client: BaseLanguageClient, extensionUri: Uri): void {
  client.onRequest(READ_FOLDER_REQUEST, orNull(readFolder));
  client.onRequest(FILE_SIZE_REQUEST, orNull(fileSize));
  client.onRequest(READ_FILE_REQUEST, orNull(readFile));
  client.onRequest(DOCS_REQUEST, () => readFile(Uri.joinPath(extensionUri, 'dist/docs.json')));
}

/** What is not there is nothing to complain about. */
function orNull<R>(read: (uri: Uri) => Promise<R>): (params: FileParams) => Promise<R | null> {
  return ({ uri }) => read(Uri.parse(uri)).catch(() => null);
}

async function readFolder(folder: Uri): Promise<ReadFolderResult> {
  const entries = await workspace.fs.readDirectory(folder);
  return entries.flatMap(([name, type]): FolderEntry[] => {
    const uri = Uri.joinPath(folder, name).toString();
    if (type === FileType.Directory) return [{ uri, type: 'folder' }];
    return type === FileType.File ? [{ uri, type: 'file' }] : [];
  });
}

async function fileSize(file: Uri): Promise<FileSizeResult> {
  const { size, type } = await workspace.fs.stat(file);
  return type === FileType.File ? size : null;
}

async function readFile(file: Uri): Promise<ReadFileResult> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}
