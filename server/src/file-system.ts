/** The files of the machine, for the workspace's index. */
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type FileEntry, type FileSystem, isManifestName, isSearched } from './protocol/workspace-files.ts';

export const fileSystem: FileSystem = {
  async *list(folder) {
    const path = pathOf(folder);
    if (path !== undefined) yield* below(path);
  },
  async entry(uri) {
    const path = pathOf(uri);
    return path === undefined ? undefined : entryAt(path);
  },
  async read(uri) {
    const path = pathOf(uri);
    return path === undefined ? undefined : fs.promises.readFile(path, 'utf8').catch(() => undefined);
  },
};

/** Links are not followed: they could lead around in circles. */
async function* below(folder: string): AsyncGenerator<FileEntry> {
  const entries = await fs.promises.readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && isSearched(entry.name)) yield* below(path);
    const found = entry.isFile() && isManifestName(entry.name) ? await entryAt(path) : undefined;
    if (found) yield found;
  }
}

async function entryAt(path: string): Promise<FileEntry | undefined> {
  const stats = await fs.promises.stat(path).catch(() => undefined);
  return stats?.isFile() ? { uri: pathToFileURL(path).href, size: stats.size } : undefined;
}

function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // `untitled:`, `vscode-vfs:` and the like
  }
}
