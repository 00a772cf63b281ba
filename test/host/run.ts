/** Runs the tests of this folder inside an extension host: that of our VS Code server, or of a desktop VS Code. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../../scripts/process.ts';
import { launchChromium } from '../../scripts/vscode/chromium.ts';
import { serveVsCode, workbenchUrl } from '../../scripts/vscode/serve.ts';
import { type Result, tellResult } from './result.ts';

const workspace = path.join(root, 'test/workspace');
const bundles = path.join(root, 'out/host');
const resultFile = path.join(bundles, 'result.json');
const MOST_SECONDS = 180;

export async function runInHost(): Promise<Result> {
  const suite = await bundleTests();
  const vscode = await serveVsCode({
    workspace,
    withExtension: false,
    testDriver: true,
    env: { PODWRIGHT_TEST_RESULT: resultFile },
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    // The workbench reports through these two when a test driver opened it.
    let log = '';
    await page.exposeFunction('codeAutomationLog', (_type: string, values: unknown[]) => {
      log += `${values.join(' ')}\n`;
    });
    const exited = new Promise<void>((resolve) => page.exposeFunction('codeAutomationExit', () => resolve()));
    const remote = (file: string) => `vscode-remote://${new URL(vscode.url).host}${file}`;
    await page.goto(
      workbenchUrl(vscode, [
        ['extensionDevelopmentPath', remote(root)],
        ['extensionTestsPath', remote(suite)],
        ['skipWelcome', 'true'],
      ]),
    );
    const inTime = await Promise.race([exited.then(() => true), after(MOST_SECONDS)]);
    if (!inTime) {
      await page.screenshot({ path: path.join(root, 'out/screenshots/host-stuck.png') });
      console.error(`The extension host did not finish within ${MOST_SECONDS} s.\n${log}${vscode.log()}`);
    }
  } finally {
    await browser.close();
    vscode.stop();
  }
  return result();
}

export async function runInDesktop(): Promise<Result> {
  const suite = await bundleTests();
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    extensionTestsEnv: { PODWRIGHT_TEST_RESULT: resultFile },
    launchArgs: [workspace, '--disable-extensions'],
  }).catch((error: Error) => console.error(`The desktop VS Code ended badly: ${error.message}`));
  return result();
}

/** Extension hosts may be too old for TypeScript or modules; the answer is the script that exports `run`. */
async function bundleTests(): Promise<string> {
  await rm(bundles, { recursive: true, force: true });
  await mkdir(bundles, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/host/index.ts', 'test/host/*.test.ts'],
    outdir: bundles,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  });
  await writeFile(path.join(bundles, 'package.json'), '{ "type": "commonjs" }\n');
  return path.join(bundles, 'index.js');
}

async function result(): Promise<Result> {
  return tellResult(await readFile(resultFile, 'utf8').catch(() => undefined));
}

function after(seconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), seconds * 1000).unref());
}
