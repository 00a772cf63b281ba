/**
 * Keeps what V8 has compiled of a bundle from one start to the next: compiling takes longer than all else that a start
 * does. Node's own cache is not in Node 20, which the oldest editors bring.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/**
 * First when the first documents have been looked at, and what they needed is compiled, as editors end servers without
 * asking; then once more, with what typing needs.
 */
const SAVE_AFTER_MS = [1_000, 30_000];

/**
 * Runs a CommonJS bundle.
 *
 * @param build names the content: code compiled of another one with the same name and length would be taken for its own
 * @param encoding `latin1` for what is all ASCII: that takes a fraction of the time to read
 */
export function runCached(bundle: string, build: string, encoding: 'latin1' | 'utf8'): void {
  const folder = privateFolder();
  const kept = folder && join(folder, `${build}-${process.versions.v8}-${process.arch}`);
  const cachedData = kept && readIfThere(kept);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(bundle, encoding)}\n})`;
  const script = new Script(wrapped, { filename: bundle, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
  if (kept && (!cachedData || script.cachedDataRejected))
    for (const delay of SAVE_AFTER_MS) setTimeout(() => save(kept, script.createCachedData()), delay).unref();
}

/** A folder among the temporary ones that nobody else can write to: what lies in it is run. */
function privateFolder(): string | undefined {
  const user = process.getuid?.();
  const folder = join(tmpdir(), user === undefined ? 'podwright' : `podwright-${user}`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = fs.lstatSync(folder);
    // Windows gives each user temporary files of their own, and knows no such modes.
    const isPrivate = user === undefined || (stats.uid === user && (stats.mode & 0o022) === 0);
    return isPrivate && stats.isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all; without it the next start only takes longer. */
function save(file: string, code: Buffer): void {
  const draft = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(draft, code);
    fs.renameSync(draft, file);
  } catch {
    fs.rmSync(draft, { force: true });
  }
}
