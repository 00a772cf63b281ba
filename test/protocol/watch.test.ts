import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'podwright-watch-'));
const started: ChildProcess[] = [];
after(() => {
  for (const child of started) child.kill();
  rmSync(folder, { recursive: true });
});

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: ${image}}]}\n`;

/** A `timeline --watch`, and what it prints from here on until that matches. */
function watching(args: readonly string[]): (words: RegExp) => Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'timeline', '--watch', ...args]);
  started.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      printed += text;
      child.emit('printed');
    });
  }
  return async (words) => {
    while (!words.test(printed)) await new Promise((resolve) => child.once('printed', resolve));
    printed = '';
  };
}

test('timeline --watch follows the manifest and the assumptions, through mistakes and replaced files', {
  timeout: 30_000,
}, async () => {
  const [manifest, assume] = [join(folder, 'pod.yaml'), join(folder, 'assume.json')];
  writeFileSync(manifest, pod('nginx:1.27'));
  writeFileSync(assume, '{}');
  const prints = watching(['--assume', assume, manifest]);
  await prints(/Pulling image "nginx:1.27"/);
  writeFileSync(manifest, pod('nginx:1.28'));
  await prints(/Pulling image "nginx:1.28"/);
  writeFileSync(manifest, 'kind: [');
  await prints(/is not valid YAML/);
  // As many editors save: a new file takes the place of the old one.
  writeFileSync(`${manifest}.new`, pod('nginx:1.29'));
  renameSync(`${manifest}.new`, manifest);
  await prints(/Pulling image "nginx:1.29"/);
  writeFileSync(assume, JSON.stringify({ containers: { web: { runs: [{ exitAfter: 1, exitCode: 3 }] } } }));
  await prints(/CrashLoopBackOff/);
});

test('standard input cannot be watched', async () => {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), 'timeline', '--watch', '-']);
  child.stdin.end();
  const code = await new Promise((resolve) => child.on('exit', resolve));
  assert.equal(code, 2);
});
