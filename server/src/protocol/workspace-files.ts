/**
 * The manifests of the workspace that are not open: read in the background, a file at a time, so that requests get
 * their answers in between; kept up to date by what the editor tells of changes on disk.
 */
import type { Source, Workspace } from '../features/references/workspace.ts';
import type { YamlFile } from '../yaml/file.ts';

/** What the platform gives of its files. URIs are as in LSP; what cannot be read is left out, never thrown. */
export interface FileSystem {
  /** All YAML files below a folder, but for those of tools: `.git`, `node_modules`. */
  list(folder: string): AsyncIterable<FileEntry>;
  entry(uri: string): Promise<FileEntry | undefined>;
  read(uri: string): Promise<string | undefined>;
}

export interface FileEntry {
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
}

export const NO_FILES: FileSystem = {
  async *list() {},
  entry: async () => undefined,
  read: async () => undefined,
};

/** Whether a file may be a manifest, by its name or URI. */
export function isManifestName(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/** Whether a folder is for people, by its name: `.git` and `node_modules` are not. */
export function isSearched(folder: string): boolean {
  return !folder.startsWith('.') && folder !== 'node_modules';
}

/** No manifest that a person wrote is larger. */
const MOST_BYTES = 1_000_000;
/** Of all files together: beyond that the memory is worth more than the names. */
const MOST_BYTES_TOGETHER = 32_000_000;
/** Somebody may open their whole disk. */
const MOST_FILES = 10_000;

export interface WorkspaceFiles {
  /** Open documents as they are, all others as they are on disk. */
  readonly workspace: Workspace;
  /** Reads all files of folders; resolves when it is done. */
  scan(folders: readonly string[]): Promise<void>;
  /** Forgets all files below folders. */
  drop(folders: readonly string[]): void;
  /** Reads files again that changed, appeared or vanished. */
  update(uris: readonly string[]): Promise<void>;
}

/** @param parse takes its time: whatever is asked meanwhile is answered first */
export function createWorkspaceFiles(
  fileSystem: FileSystem,
  parse: (text: string) => YamlFile | Promise<YamlFile>,
  openSources: () => Iterable<Source>,
): WorkspaceFiles {
  const closed = new Map<string, Source & { readonly size: number }>();
  let total = 0;

  function forget(key: string): void {
    total -= closed.get(key)?.size ?? 0;
    closed.delete(key);
  }

  async function load({ uri, size }: FileEntry): Promise<void> {
    const key = keyOf(uri);
    forget(key);
    if (size > MOST_BYTES || total + size > MOST_BYTES_TOGETHER) return;
    const text = await fileSystem.read(uri);
    if (text === undefined || !text.includes('apiVersion')) return;
    const file = await parse(text);
    forget(key);
    closed.set(key, { uri, file, size });
    total += size;
  }

  return {
    workspace: {
      *files() {
        const open = new Set<string>();
        for (const source of openSources()) {
          open.add(keyOf(source.uri));
          yield source;
        }
        for (const [key, source] of closed) if (!open.has(key)) yield source;
      },
    },
    async scan(folders) {
      let count = 0;
      for (const folder of folders)
        for await (const entry of fileSystem.list(folder)) {
          await load(entry);
          count++;
          if (count === MOST_FILES) return;
        }
    },
    drop(folders) {
      for (const folder of folders)
        for (const key of [...closed.keys()]) if (key.startsWith(`${keyOf(folder)}/`)) forget(key);
    },
    async update(uris) {
      for (const uri of uris) {
        const entry = await fileSystem.entry(uri);
        if (entry) await load(entry);
        else forget(keyOf(uri));
      }
    },
  };
}

/** Editors escape other characters of a URI than Node does. */
function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/\/$/, '');
  } catch {
    return uri;
  }
}
