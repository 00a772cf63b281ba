import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Packages, pack } from '../../scripts/package.ts';
import { output, root } from '../../scripts/process.ts';
import { openWorkbench } from '../browser/workbench.ts';
import { startClient } from '../support/lsp-client.ts';

const MOST_BYTES = 1_500_000;
const TYPO = path.join(root, 'test/workspace/typo.yaml');

let packages: Packages;
before(async () => {
  packages = await pack();
});

describe('the VSIX', () => {
  test('is small', () => {
    const { size } = statSync(packages.vsix);
    assert.ok(size < MOST_BYTES, `${size} bytes`);
  });

  test('has the licences of what is bundled', async () => {
    const files = await output(path.join(root, 'node_modules/.bin/vsce'), ['ls', '--no-dependencies']);
    assert.ok(files.split('\n').includes('dist/ThirdPartyNotices.txt'), files);
  });

  test('is installed, finds a problem, and draws a Pod', async () => {
    const workbench = await openWorkbench('test/workspace', { vsix: packages.vsix });
    try {
      const { page, preview } = workbench;
      await workbench.open('typo.yaml');
      await page.locator('.statusbar-item', { hasText: /Kubernetes \d\.\d+\s+1/ }).waitFor();
      await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
      await preview.locator('.picture svg [data-mark]').first().waitFor();
      await workbench.shot('from-vsix');
    } finally {
      await workbench.close();
    }
  });
});

describe('the npm package', () => {
  let folder: string;
  const bin = (name: string) => path.join(folder, 'node_modules/.bin', name);
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'podwright-npm-'));
    writeFileSync(path.join(folder, 'package.json'), '{}');
    await output('npm', ['install', '--no-audit', '--no-fund', '--offline', packages.tarball], { cwd: folder });
  });
  after(() => rmSync(folder, { recursive: true }));

  test('brings nothing else along', () => {
    const installed = JSON.parse(readFileSync(path.join(folder, 'node_modules/.package-lock.json'), 'utf8')).packages;
    assert.deepEqual(Object.keys(installed), ['node_modules/podwright']);
  });

  test('says under which licence each bundled project is', () => {
    const notices = readFileSync(path.join(folder, 'node_modules/podwright/dist/ThirdPartyNotices.txt'), 'utf8');
    for (const name of ['lit', 'vscode-languageclient', 'yaml', 'kubernetes-models'])
      assert.match(notices, new RegExp(`^${name} \\d\\S+, (?:MIT|ISC|BSD-3-Clause)$`, 'm'));
  });

  test('checks a manifest on the command line', () => {
    const { status, stdout, stderr } = spawnSync(bin('podwright'), ['check', TYPO], { encoding: 'utf8' });
    assert.equal(status, 1, stderr);
    assert.match(stdout, /typo\.yaml:\d+:\d+.*imagePullPolcy/);
  });

  test('serves an editor, in its language', async () => {
    const client = await startClient({ command: [bin('podwright-language-server'), '--stdio'], locale: 'zh-cn' });
    const uri = pathToFileURL(TYPO).href;
    const text = readFileSync(TYPO, 'utf8');
    const [problem] = await client.open(uri, text);
    assert.match(String(problem?.message), /未知字段“imagePullPolcy”/);
    const line = text.split('\n').findIndex((written) => written.includes('image:'));
    const textDocument = { uri };
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument,
      position: { line, character: 8 },
    });
    assert.match(JSON.stringify(hover), /Container image name/);
    assert.equal(await client.stop(), 0);
  });
});
