/** Worker threads for `check`: each has the whole bundle, and takes a task when it has none. */
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { runTask } from './check/file.ts';
import type { Task, TaskResult } from './check/task.ts';
import type { CommandIo, Threads } from './command.ts';

interface Waiting {
  readonly task: Task;
  resolve(result: TaskResult): void;
  reject(error: Error): void;
}

/** In a thread: answers each task. */
export function serveTasks(io: CommandIo): void {
  parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await runTask(task, io)));
}

/** @param script what each thread runs: it is to call `serveTasks` */
export function startThreads(script: string): Threads {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  const count = availableParallelism();

  function next(): void {
    while (queue.length > 0 && idle.length > 0) {
      const worker = idle.pop() as Worker;
      const waiting = queue.shift() as Waiting;
      busy.set(worker, waiting);
      worker.postMessage(waiting.task);
    }
  }

  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: 64 } });
    worker.on('message', (result: TaskResult) => {
      busy.get(worker)?.resolve(result);
      busy.delete(worker);
      idle.push(worker);
      next();
    });
    worker.on('error', (error: Error) => busy.get(worker)?.reject(error));
    idle.push(worker);
    return worker;
  });

  return {
    count,
    run: (task) =>
      new Promise((resolve, reject) => {
        queue.push({ task, resolve, reject });
        next();
      }),
    stop: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}
