/** One file's turn: read, mended where that is asked for, checked. The same in the main thread and in a worker. */

import type { ProblemSettings } from '../../features/diagnostics.ts';
import { enforcedLevels } from '../../features/namespaces.ts';
import type { PodSecurityLevel } from '../../rules/rule.ts';
import { parseFile } from '../../yaml/file.ts';
import { type CommandIo, readText, textOf } from '../command.ts';
import { type AppliedFix, fixText, patchOf } from './fix.ts';
import { type CheckRecord, checkText } from './records.ts';

/** A file that is to be checked. */
export interface CheckFile {
  /** As it is called in what is printed. */
  readonly file: string;
  /** Where it is read: `-` is standard input. */
  readonly path: string;
  readonly settings: ProblemSettings;
}

export type FixMode = 'write' | 'show';

/** What the answer is to hold. */
export interface Wishes {
  readonly fix: FixMode | undefined;
  /** The lines that problems are about. */
  readonly excerpts: boolean;
  /** What a Pod's resources and security come to. */
  readonly facts: boolean;
}

/** Files that are looked at together: few messages between threads, and yet an even load. */
export type Task =
  | { readonly kind: 'check'; readonly files: readonly CheckFile[]; readonly wishes: Wishes }
  | { readonly kind: 'namespaces'; readonly paths: readonly string[] };

export interface FileReport {
  readonly file: string;
  /** Why it could not be read or written. */
  readonly failure?: string;
  readonly records: readonly CheckRecord[];
  /** The lines that problems start on, by their number from 0, where excerpts are wanted. */
  readonly lines?: Readonly<Record<number, string>>;
  readonly applied: readonly AppliedFix[];
  /** What `--fix-dry-run` would change. */
  readonly patch?: string;
}

export interface TaskResult {
  readonly reports: readonly FileReport[];
  readonly levels: Readonly<Record<string, PodSecurityLevel>>;
}

type FileIo = Pick<CommandIo, 'read' | 'readStdin' | 'write'>;

export async function runTask(task: Task, io: FileIo): Promise<TaskResult> {
  if (task.kind === 'namespaces') {
    const found = await Promise.all(task.paths.map((path) => levelsIn(path, io)));
    return { reports: [], levels: Object.assign({}, ...found) };
  }
  const reports: FileReport[] = [];
  for (const file of task.files) reports.push(await checkFile(file, task.wishes, io));
  return { reports, levels: {} };
}

async function checkFile(
  { file, path, settings }: CheckFile,
  { fix, excerpts, facts }: Wishes,
  io: FileIo,
): Promise<FileReport> {
  try {
    const bytes = await (path === '-' ? io.readStdin() : io.read(path));
    const before = textOf(bytes);
    const { text, applied } = fix ? fixText(before, settings) : { text: before, applied: [] };
    if (fix === 'write' && text !== before) await io.write(path, byteOrderMark(bytes) + text);
    const records = checkText(file, text, settings.version, settings.rules, { facts });
    return {
      file,
      records,
      applied,
      ...(fix === 'show' && { patch: patchOf(file, before, text) }),
      ...(excerpts && { lines: linesOf(text, records) }),
    };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { file, failure, records: [], applied: [] };
  }
}

/** Decoding takes it off. */
function byteOrderMark([first, second, third]: Uint8Array): string {
  return first === 0xef && second === 0xbb && third === 0xbf ? '\uFEFF' : '';
}

function linesOf(text: string, records: readonly CheckRecord[]): Record<number, string> {
  const wanted = new Set(records.flatMap(({ diagnostics }) => diagnostics.map(({ range }) => range.start.line)));
  if (wanted.size === 0) return {};
  const all = text.split(/\r\n|\n|\r/);
  return Object.fromEntries([...wanted].map((line) => [line, all[line] ?? '']));
}

/** What Namespaces in the file enforce; what cannot be read is told when it is checked. */
async function levelsIn(path: string, io: FileIo): Promise<Readonly<Record<string, PodSecurityLevel>>> {
  const text = await readText(io, path).catch(() => '');
  return enforcedLevels({ files: () => (text ? [{ uri: path, file: parseFile(text) }] : []) });
}
