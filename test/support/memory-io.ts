/** A command's input and output in memory: files by path, and what was printed. */
import type { CommandIo } from '../../server/src/cli/command.ts';

export interface MemoryIo extends CommandIo {
  /** As it is now. */
  file(path: string): string | Uint8Array | undefined;
  stdout(): string;
  stderr(): string;
}

/** Reading what is not there rejects, as does standard input unless it is given. */
export function memoryIo(files: Readonly<Record<string, string | Uint8Array>> = {}, stdin?: string): MemoryIo {
  const current: Record<string, string | Uint8Array> = { ...files };
  const printed = { out: '', err: '' };
  const bytes = (content: string | Uint8Array | undefined, name: string) => {
    if (content === undefined) throw new Error(`${name}: there is no such file`);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    read: async (path) => bytes(current[path], path),
    readStdin: async () => bytes(stdin, 'standard input'),
    write: async (path, text) => {
      current[path] = text;
    },
    exists: async (path) => Object.hasOwn(current, path),
    list: async (path) => {
      const inside = Object.keys(current).flatMap((file) =>
        file.startsWith(`${path}/`) ? file.slice(path.length + 1) : [],
      );
      const folders = new Set(inside.flatMap((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : [])));
      if (inside.length === 0) return undefined;
      return [
        ...[...folders].map((name) => ({ name, isFolder: true })),
        ...inside.flatMap((name) => (name.includes('/') ? [] : [{ name, isFolder: false }])),
      ];
    },
    uri: (path) => `file:///work/${path}`,
    path: (uri) => uri.replace('file:///work/', ''),
    readUri: async (uri) => {
      const content = current[uri.replace('file:///work/', '')];
      return typeof content === 'string' ? content : undefined;
    },
    readPackage: async () => undefined,
    // Nothing here changes by itself.
    async *changes() {},
    now: () => Date.UTC(2026, 10, 25, 12),
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    columns: {},
    environment: {},
    file: (path) => current[path],
    stdout: () => printed.out,
    stderr: () => printed.err,
  };
}
