/** One file's turn: read, mended where that is asked for, checked. The same in the main thread and in a worker. */
import { enforcedLevels } from '../../features/namespaces.ts';
import type { PodSecurityLevel } from '../../rules/rule.ts';
import { parseFile } from '../../yaml/file.ts';
import { type CommandIo, readText, textOf } from '../command.ts';
import { fixText, patchOf } from './fix.ts';
import { type CheckRecord, checkText } from './records.ts';
import type { CheckFile, FileReport, Task, TaskResult, Wishes } from './task.ts';

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
