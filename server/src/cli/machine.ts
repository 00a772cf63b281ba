/** Files, streams and threads of this machine, for the subcommands. */
import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { constants, readFileSync, watchFile } from 'node:fs';
import { access, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CommandIo } from './command.ts';
import { startThreads } from './threads.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission is denied',
  EISDIR: 'is a folder',
  EROFS: 'may not be written',
};

/** Milliseconds. */
const LOOK_EVERY = 150;

/** A system error in words: its own message is for programmers. */
function explain(error: NodeJS.ErrnoException): never {
  throw new Error(REASONS[error.code ?? ''] ?? error.message);
}

/**
 * @param dist the folder of the bundle, which lies in that of the package
 * @param script the bundle itself, which threads run too
 */
export function machine(dist: string, script: string): CommandIo {
  let stdin: Promise<Uint8Array> | undefined;
  // One call after the other: of small files, asynchronous reading takes longer than checking.
  const read = async (path: string): Promise<Uint8Array> => readFileSync(path);
  const readIfThere = async (path: string): Promise<string | undefined> => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  };
  return {
    read: (path) => read(path).catch(explain),
    readStdin: () => {
      stdin ??= buffer(process.stdin);
      return stdin;
    },
    write: (path, text) => replaceFile(path, text).catch(explain),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    async list(path) {
      const stats = await stat(path).catch(explain);
      if (!stats.isDirectory()) return undefined;
      const entries = await readdir(path, { withFileTypes: true }).catch(explain);
      return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    },
    uri: (path) => pathToFileURL(path).href,
    path: (uri) => {
      const path = fileURLToPath(uri);
      const short = relative('', path);
      return short.startsWith('..') ? path : short;
    },
    readUri: (uri) => readIfThere(fileURLToPath(uri)),
    readPackage: (path) => readIfThere(join(dist, '..', path)),
    changes(paths) {
      const changes = new EventEmitter();
      // Asks for the time of the last change: that works on every file system, and for files that editors replace.
      for (const path of paths) watchFile(path, { interval: LOOK_EVERY }, () => changes.emit('change'));
      return on(changes, 'change');
    },
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    columns: {
      ...(process.stdout.isTTY && { out: process.stdout.columns || 80 }),
      ...(process.stderr.isTTY && { err: process.stderr.columns || 80 }),
    },
    environment: process.env,
    now: Date.now,
    startThreads: () => startThreads(script),
  };
}

/** Written beside it, then moved into its place; a link keeps pointing at the file that it points at. */
async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  const { mode } = await stat(target);
  // What may not be written is not replaced either.
  await access(target, constants.W_OK);
  const beside = `${target}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, text, { mode, flag: 'wx' });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
