/** What is compiled is kept for the next start, in a folder that nobody else can write to. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';

const CODE_CACHE = path.join(import.meta.dirname, '../../server/src/code-cache.ts');
const temporary = mkdtempSync(path.join(tmpdir(), 'podwright-test-'));
after(() => rmSync(temporary, { recursive: true }));

/** Starts a bundle that says where it is and lives for as long as its start is watched. */
async function start(TMPDIR: string): Promise<void> {
  const bundle = path.join(temporary, 'bundle.js');
  writeFileSync(bundle, 'console.log(typeof require, __filename); setTimeout(() => {}, 3_000);');
  const program = `import { runCached } from ${JSON.stringify(CODE_CACHE)}; runCached(${JSON.stringify(bundle)}, 'abc', 'utf8');`;
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, TMPDIR } });
  assert.equal(stdout, `function ${bundle}\n`);
}

function folderIn(name: string): { temporary: string; own: string } {
  const folder = path.join(temporary, name);
  mkdirSync(folder);
  return { temporary: folder, own: path.join(folder, `podwright-${process.getuid?.()}`) };
}

describe('compiled code', { concurrency: true }, () => {
  it('is kept, and taken at the next start', async () => {
    const { temporary, own } = folderIn('kept');
    await start(temporary);
    const [file, ...others] = readdirSync(own);
    assert.match(file ?? '', /^abc-/);
    assert.deepEqual(others, []);
    assert.equal(statSync(own).mode & 0o777, 0o700);
    const { mtimeMs } = statSync(path.join(own, file as string));
    await start(temporary);
    assert.equal(statSync(path.join(own, file as string)).mtimeMs, mtimeMs);
  });

  it('is neither kept nor taken where others can write', async () => {
    const { temporary, own } = folderIn('open');
    mkdirSync(own);
    chmodSync(own, 0o777);
    await start(temporary);
    assert.deepEqual(readdirSync(own), []);
  });
});
