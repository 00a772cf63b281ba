/** Which files `check` looks at: those named, those below folders, those that patterns match. */
import { Minimatch } from 'minimatch';
import type { Folders } from '../../protocol/folders.ts';
import type { CommandIo } from '../command.ts';

export interface FoundFile {
  /** As it is called in what is printed. */
  readonly file: string;
  readonly path: string;
  readonly uri: string;
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

/** In the order of the operands, folders in that of their names; each file once. */
export async function* findFiles(
  operands: readonly string[],
  folders: Folders,
  io: CommandIo,
): AsyncGenerator<FoundFile> {
  const seen = new Set<string>();
  for (const operand of operands)
    for await (const found of filesOf(operand, folders, io)) {
      if (seen.has(found.uri)) continue;
      seen.add(found.uri);
      yield found;
    }
}

async function* filesOf(operand: string, folders: Folders, io: CommandIo): AsyncGenerator<FoundFile> {
  const named = { file: operand, path: operand, uri: io.uri(operand) };
  const isFolder = (await entriesOf(operand, io)) !== undefined;
  if (isFolder) yield* below(operand, folders, io, (path) => MANIFEST.test(path));
  else if (!(await io.exists(operand)) && hasMagic(operand)) yield* matching(operand, folders, io);
  // What does not exist says so when it is read.
  else yield named;
}

async function* matching(pattern: string, folders: Folders, io: CommandIo): AsyncGenerator<FoundFile> {
  const glob = new Minimatch(pattern, { dot: true });
  yield* below(fixedPart(pattern), folders, io, (path) => glob.match(path));
}

function hasMagic(pattern: string): boolean {
  return new Minimatch(pattern).hasMagic() || /\{.*\}/.test(pattern);
}

/** The folders that a pattern starts with before anything special. */
function fixedPart(pattern: string): string {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => /[*?[{(!+@]/.test(part));
  return parts.slice(0, first).join('/') || (pattern.startsWith('/') ? '/' : '.');
}

async function* below(
  folder: string,
  folders: Folders,
  io: CommandIo,
  isWanted: (path: string) => boolean,
): AsyncGenerator<FoundFile> {
  const entries = [...((await entriesOf(folder, io)) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isFolder } of entries) {
    if (name === 'node_modules' || name.startsWith('.')) continue;
    const path = folder === '.' ? name : `${folder.replace(/[\\/]+$/, '')}/${name}`;
    if (!isFolder && !isWanted(path)) continue;
    const uri = io.uri(path);
    if (await folders.isPassedOver(uri, { isFolder })) continue;
    if (isFolder) yield* below(path, folders, io, isWanted);
    else yield { file: path, path, uri };
  }
}

function entriesOf(path: string, io: CommandIo) {
  return path === '-' ? undefined : io.list(path).catch(() => undefined);
}
