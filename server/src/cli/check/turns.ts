/** Every file's turn: on all threads when there are many files, and yet in their order; with progress on a terminal. */
import type { CommandIo, Threads } from '../command.ts';
import { runTask } from './file.ts';
import type { CheckFile, FileReport, Task, TaskResult, Wishes } from './task.ts';

/** To start a thread takes as long as to check some hundreds of files. */
const FILES_WORTH_THREADS = 600;
/** Files in a task. */
const BATCH = 25;

export async function* reportsOf(
  files: readonly CheckFile[],
  wishes: Wishes,
  io: CommandIo,
): AsyncGenerator<FileReport> {
  const threads: Threads | undefined = files.length >= FILES_WORTH_THREADS ? io.startThreads?.() : undefined;
  const run = (task: Task) => (threads && !needsStdin(task) ? threads.run(task) : runTask(task, io));
  // A few more than there are threads, so that none waits for the one whose turn it is to be printed.
  const ahead = threads ? threads.count * 4 : 1;
  try {
    const groups = batches(files);
    const levels: TaskResult['levels'] = {};
    const paths = groups.map((group): Task => ({ kind: 'namespaces', paths: group.map(({ path }) => path) }));
    for await (const found of inOrder(paths, ahead, run)) Object.assign(levels, found.levels);
    const tasks = groups.map((group): Task => ({ kind: 'check', files: enforcing(group, levels), wishes }));
    let done = 0;
    const progress = createProgress(files.length, io);
    for await (const { reports } of inOrder(tasks, ahead, run)) {
      progress.clear();
      yield* reports;
      done += reports.length;
      progress.show(done);
    }
    progress.clear();
  } finally {
    threads?.stop();
  }
}

/** Which only the main thread has. */
function needsStdin(task: Task): boolean {
  return task.kind === 'check' ? task.files.some(({ path }) => path === '-') : task.paths.includes('-');
}

function batches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BATCH) }, (_, i) => all.slice(i * BATCH, (i + 1) * BATCH));
}

/** The files with what the Namespaces among all of them enforce. */
function enforcing(files: readonly CheckFile[], levels: TaskResult['levels']): readonly CheckFile[] {
  if (Object.keys(levels).length === 0) return files;
  const known = new Map<CheckFile['settings'], CheckFile['settings']>();
  return files.map((file) => {
    const { rules } = file.settings;
    const namespaceLevels = { ...rules?.namespaceLevels, ...levels };
    const settings = known.get(file.settings) ?? { ...file.settings, rules: { ...rules, namespaceLevels } };
    known.set(file.settings, settings);
    return { ...file, settings };
  });
}

/** Runs up to `ahead` of them at a time; the results come in the order of the tasks. */
async function* inOrder<T, R>(tasks: readonly T[], ahead: number, run: (task: T) => Promise<R>): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  let next = 0;
  while (next < tasks.length || running.length > 0) {
    while (next < tasks.length && running.length < ahead) running.push(run(tasks[next++] as T));
    yield await (running.shift() as Promise<R>);
  }
}

/** A line on the terminal that is overwritten. Short work needs none. */
function createProgress(total: number, io: CommandIo) {
  const isWanted = io.columns.err !== undefined && total >= 100;
  let isShown = false;
  return {
    show(done: number): void {
      if (!isWanted || done === total) return;
      io.err(`\r${done} of ${total} files`);
      isShown = true;
    },
    clear(): void {
      if (isShown) io.err('\r\x1b[K');
      isShown = false;
    },
  };
}
