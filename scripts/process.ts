/** Running other programs, the way all scripts here do. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '..');

interface Where {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program on our own terminal; answers its exit code. */
export function run(
  command: string,
  args: readonly string[],
  { cwd = root, env = process.env }: Where = {},
): Promise<number> {
  const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a program quietly; answers its standard output, and throws with all that it said if it fails. */
export function output(
  command: string,
  args: readonly string[],
  { cwd = root, env = process.env }: Where = {},
): Promise<string> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}

/** Says what takes long before it starts, every ten seconds while it lasts, and when it is done. */
export async function tellProgress<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const passed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  console.log(`${title} …`);
  const beat = setInterval(() => console.log(`  still at it, ${passed()}`), 10_000);
  try {
    const result = await work();
    console.log(`  done, ${passed()}`);
    return result;
  } finally {
    clearInterval(beat);
  }
}
