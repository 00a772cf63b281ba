/** A person's hands on the workbench: keys and clicks in a real browser, and what is on the screen and on the disk. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SuiteContext, TestContext } from 'node:test';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { output, root } from '../../scripts/process.ts';
import { launchChromium } from '../../scripts/vscode/chromium.ts';
import { serveVsCode, workbenchUrl } from '../../scripts/vscode/serve.ts';

export interface Workbench {
  readonly page: Page;
  /** Opens a file of the workspace from the explorer, to stay. */
  open(file: string): Promise<void>;
  /** Puts the cursor; both count from 1, as the status bar does. */
  goTo(line: number, column: number): Promise<void>;
  /** Saves the active editor and compares what is in the file then. */
  saves(file: string, content: string): Promise<void>;
  /** What is in a file of the workspace; waits for the file. */
  read(file: string): Promise<string>;
  /** Presses keys again and again, Escape between, until the locator shows: the workbench drops some while it computes. */
  press(keys: string, until: Locator): Promise<void>;
  /** What the preview's page holds. */
  readonly preview: FrameLocator;
  /** Keeps a picture in out/screenshots/. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

interface WorkbenchOptions {
  /** As a Git repository. */
  readonly committed?: boolean;
  /** Display language; VS Code's own texts stay English. */
  readonly language?: string;
  /** The extension from a packed file, instead of the checkout. */
  readonly vsix?: string;
  /** Folders of other extensions to run beside. */
  readonly others?: readonly string[];
}

/** A VS Code with the extension and a copy of a folder of the project. */
export async function openWorkbench(
  folder: string,
  { committed = false, language, vsix, others = [] }: WorkbenchOptions = {},
): Promise<Workbench> {
  const workspace = path.join(root, folder);
  const settings = { 'git.enabled': committed };
  const vscode = await serveVsCode({
    workspace,
    withExtension: !vsix,
    ...(vsix && { vsix }),
    ...(language && { language }),
    settings,
    others,
  });
  if (committed) await commitAll(vscode.workspace);
  const browser = await launchChromium();
  const close = async () => {
    await browser.close();
    vscode.stop();
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(20_000);
    // A browser without a window may never be idle, and the workbench then writes nothing down. As in Safari, it uses timers.
    await page.addInitScript('globalThis.requestIdleCallback = undefined');
    await page.goto(workbenchUrl(vscode));
    await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor({ timeout: 60_000 });
    return { ...hands(page, vscode.workspace), close };
  } catch (error) {
    console.error(vscode.log());
    await close();
    throw error;
  }
}

async function commitAll(folder: string): Promise<void> {
  const me = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
  await output('git', ['init', '--quiet'], { cwd: folder });
  await output('git', ['add', '--all'], { cwd: folder });
  await output('git', [...me, 'commit', '--quiet', '--message', 'Examples'], { cwd: folder });
}

function hands(page: Page, workspace: string): Omit<Workbench, 'close'> {
  const quickInput = page.locator('.quick-input-widget input');
  return {
    page,
    preview: pageOfPreview(page),
    async open(file) {
      await page.locator('.explorer-viewlet').getByRole('treeitem', { name: file }).dblclick();
      await page.locator('.tab.active', { hasText: file }).waitFor();
      await page.locator('.editor-group-container.active .view-line').first().waitFor();
    },
    async goTo(line, column) {
      await page.keyboard.press('Control+g');
      await quickInput.fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    },
    async saves(file, content) {
      await page.keyboard.press('Control+s');
      const inFile = () => readFile(path.join(workspace, file), 'utf8');
      const end = Date.now() + 5_000;
      while (Date.now() < end && (await inFile()) !== content) await page.waitForTimeout(50);
      assert.equal(await inFile(), content);
    },
    async read(file) {
      const end = Date.now() + 10_000;
      for (;;) {
        const content = await readFile(path.join(workspace, file), 'utf8').catch(() => '');
        if (content !== '' || Date.now() > end) return content;
        await page.waitForTimeout(50);
      }
    },
    async press(keys, until) {
      for (let tries = 1; ; tries += 1) {
        await page.keyboard.press(keys);
        const shown = await until.waitFor({ timeout: 4_000 }).then(
          () => true,
          () => false,
        );
        if (shown) return;
        assert.ok(tries < 5, `${keys} shows nothing, after ${tries} tries`);
        await page.keyboard.press('Escape');
      }
    },
    async shot(name) {
      await page.screenshot({ path: path.join(root, 'out/screenshots', `${name}.png`) });
    },
  };
}

/** The preview's page in a window. */
export const pageOfPreview = (window: Page): FrameLocator =>
  window.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

export function example(file: string): Promise<string> {
  return readFile(path.join(root, 'examples', file), 'utf8');
}

/** Line and column, from 1, of a text. */
export function find(content: string, text: string): [line: number, column: number] {
  const before = content.slice(0, content.indexOf(text)).split('\n');
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}

/** Keeps a picture of what a failing test saw last. */
export async function shootFailure(workbench: Workbench, context: TestContext | SuiteContext): Promise<void> {
  if ('passed' in context && !context.passed) await workbench.shot(`failed-${context.name.replace(/\W+/g, '-')}`);
}
