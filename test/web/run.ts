/**
 * Runs the tests of `test/host` and of this folder in the extension host of a browser: a workbench without a server, a
 * workspace in memory, our own server in a Web Worker.
 */
import { globSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/process.ts';
import { launchChromium } from '../../scripts/vscode/chromium.ts';
import { serveWebVsCode } from '../../scripts/vscode/serve-web.ts';
import { type Result, tellResult } from '../host/result.ts';

const MOST_SECONDS = 180;
const BUNDLE = 'out/web/tests.js';
/** What the results stand behind, among all else that is printed. */
const MARK = 'podwright-result:';
/** A test that imports more of Node than `assert` is about what a browser does not have. */
const NEEDS_NODE = /from 'node:(?!assert)/;

export async function runInWeb(): Promise<Result> {
  await bundleTests();
  const vscode = await serveWebVsCode({ tests: BUNDLE });
  // A list of our own in place of Playwright's: with that one, webviews of another origin get no service worker.
  const browser = await launchChromium('--disable-features=TrackingProtection3pcd');
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    let log = '';
    let result: string | undefined;
    const exited = new Promise<void>((resolve) => page.exposeFunction('codeAutomationExit', () => resolve()));
    page.on('console', (message) => {
      log += `${message.text()}\n`;
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      for (const value of values.map(String)) if (value.startsWith(MARK)) result = value.slice(MARK.length);
      log += `${values.join(' ')}\n`;
    });
    await page.goto(vscode.url);
    const inTime = await Promise.race([exited.then(() => true), after(MOST_SECONDS)]);
    if (!inTime) await page.screenshot({ path: path.join(root, 'out/screenshots/web-stuck.png') });
    if (result === undefined) console.error(log);
    return tellResult(result);
  } finally {
    await browser.close();
    vscode.stop();
  }
}

/** One script, with the files of the workspace in it: a browser has no others. */
async function bundleTests(): Promise<void> {
  const tests = globSync('test/{host,web}/*.test.ts', { cwd: root }).filter(
    (file) => !NEEDS_NODE.test(readFileSync(path.join(root, file), 'utf8')),
  );
  const folder = path.join(root, 'test/workspace');
  const names = await readdir(folder);
  const contents = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const files = Object.fromEntries(names.map((name, i) => [name, contents[i]]));
  const suites = tests.toSorted().map((file) => `() => require('./${file}')`);
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `
        import { runSuites } from './test/web/index.ts';
        export const run = () => runSuites(${JSON.stringify(files)}, [${suites}], '${MARK}');`,
      resolveDir: root,
    },
    outfile: BUNDLE,
    bundle: true,
    platform: 'browser',
    // Mocha puts itself into a `module` that it finds: ours is set when that is over.
    format: 'iife',
    globalName: 'tests',
    footer: { js: 'module.exports = tests;' },
    target: 'es2022',
    external: ['vscode'],
    alias: { 'node:assert/strict': 'assert' },
    define: { process: '{ "env": {} }', global: 'globalThis' },
    sourcemap: 'inline',
    logLevel: 'error',
  });
}

function after(seconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), seconds * 1000).unref());
}
