import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { root } from '../../scripts/process.ts';
import { find, openWorkbench, shootFailure, type Workbench } from './workbench.ts';

const FOLDER = 'test/workspace';

describe('authoring', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench(FOLDER);
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('a refactoring is chosen from the menu and made', async () => {
    const file = 'pod.yaml';
    const { page } = workbench;
    const content = await readFile(path.join(root, FOLDER, file), 'utf8');
    await workbench.open(file);
    await workbench.goTo(...find(content, 'cpu: 0.5'));
    const menu = page.locator('.action-widget', { hasText: 'Write as 500m' });
    await workbench.press('Control+Shift+r', menu);
    await workbench.shot('refactoring-menu');
    await menu.locator('.monaco-list-row', { hasText: 'Write as 500m' }).click();
    await page.locator('.view-line', { hasText: /cpu:\s500m/ }).waitFor();
    await workbench.saves(file, content.replace('cpu: 0.5', 'cpu: 500m'));
  });

  test('the fields at the cursor stand in a tree', async () => {
    const { page } = workbench;
    await workbench.open('pod.yaml');
    const tree = page.locator('.pane', { hasText: 'Pod Fields' });
    await runCommand('Explain Fields at the Cursor');
    const row = tree.locator('.monaco-list-row', { hasText: 'limits' });
    await row.waitFor();
    await workbench.shot('fields');
    assert.match((await row.textContent()) ?? '', /limitsmap\[string\]Quantity/);
  });

  test('a new Pod is picked, and its name typed once', async () => {
    const { page } = workbench;
    await runCommand('New Pod Manifest');
    const item = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Pod with a sidecar' });
    await item.waitFor();
    await workbench.shot('new-pod');
    await item.click();
    await page.locator('.view-line', { hasText: 'log-shipper' }).waitFor();
    await page.keyboard.type('shop');
    await page.locator('.view-line', { hasText: /^\s*app:\sshop$/ }).waitFor();
    await workbench.shot('new-pod-snippet');
  });

  test('Enter ends a line that is written in full, and the next begins where it belongs', async () => {
    const { page } = workbench;
    const focused = page.locator('.suggest-widget.visible .monaco-list-row.focused');
    const type = (text: string) => page.keyboard.type(text, { delay: 50 });
    /** A list that is still open is one of the letters before: a person is slower than it. */
    const key = async (text: string) => {
      await type(text);
      await page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
    };
    const enter = async (line: number, column: number) => {
      await page.keyboard.press('Enter');
      await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    };
    await workbench.open('typo.yaml');
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await type('apiVersion: v1');
    await focused.filter({ hasText: /^v1$/ }).waitFor();
    await enter(2, 1);
    await type('kind: Pod');
    await focused.filter({ hasText: /^Pod$/ }).waitFor();
    await enter(3, 1);
    await key('metadata:');
    await enter(4, 3);
    await type('name: volume-pod');
    await enter(5, 3);
    await page.keyboard.press('Backspace');
    await key('spec:');
    await enter(6, 3);
    await key('containers:');
    await enter(7, 5);
    await type('- name: web');
    await enter(8, 7);
    await type('image: nginx');
    await page.keyboard.press('Escape');
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: volume-pod\nspec:\n  containers:\n    - name: web\n      image: nginx';
    await workbench.saves('typo.yaml', pod);
  });

  test('a pasted command can be had as its Pod', async () => {
    const { page } = workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate("navigator.clipboard.writeText('docker run -d --name web -p 8080:80 nginx:1.29')");
    await workbench.open('typo.yaml');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
    await page.locator('.view-line', { hasText: /^docker\srun/ }).waitFor();
    await page.locator('.post-edit-widget').waitFor();
    await page.keyboard.press('Control+.');
    const offer = page.locator('.action-widget .monaco-list-row', { hasText: 'Paste as Pod' });
    await offer.waitFor();
    await workbench.shot('paste');
    await offer.click();
    await page.locator('.view-line', { hasText: /hostPort:\s8080/ }).waitFor();
    const yaml = await page.locator('.view-line').allInnerTexts();
    assert.equal(yaml[0]?.replace(/\s/g, ' '), 'apiVersion: v1');
  });

  test('hovers say what it comes to, and fold what Kubernetes says', async () => {
    const { page } = workbench;
    await workbench.open('hardened.yaml');
    const hover = page.locator('.monaco-hover:not(.hidden)');
    const over = async (key: RegExp, says: string, name: string): Promise<void> => {
      const said = hover.filter({ hasText: says }).first();
      // A line that is drawn anew under the pointer, as colours arrive, ends the hover.
      for (let tries = 0; tries < 5 && !(await said.isVisible()); tries += 1) {
        await page.mouse.move(1500, 1000);
        await hover.first().waitFor({ state: 'hidden' });
        await page.locator('.view-line span', { hasText: key }).last().hover();
        await said.waitFor({ timeout: 5_000 }).catch(() => undefined);
      }
      await said.waitFor();
      await workbench.shot(name);
    };
    await over(/^livenessProbe$/, 'a hang is noticed after', 'hover-probe');
    await over(/^resources$/, 'Burstable', 'hover-resources');
    await over(/^securityContext$/, 'no way to gain privileges', 'hover-security-context');
    const docs = hover.locator('details').first();
    assert.equal(await docs.getAttribute('open'), null);
    await docs.locator('summary').click();
    await docs.getByText('override the equivalent fields').waitFor();
    await workbench.shot('hover-unfolded');
    await page.mouse.move(1500, 1000);
  });

  test('a field is found by the humps of its name', async () => {
    const file = 'hardened.yaml';
    const { page } = workbench;
    const content = await readFile(path.join(root, FOLDER, file), 'utf8');
    await workbench.open(file);
    await workbench.goTo(content.split('\n').length, 1);
    await page.keyboard.type('      sp');
    const row = page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'startupProbe' });
    await workbench.press('Control+Space', row);
    await workbench.shot('completion-humps');
    await page.keyboard.press('Escape');
  });

  test('a manifest in Markdown is coloured', async () => {
    const { page } = workbench;
    await workbench.open('notes.md');
    const key = page.locator('.view-line span', { hasText: /^image$/ }).last();
    const text = page.locator('.view-line', { hasText: 'image:' }).locator('span > span').last();
    await key.waitFor();
    assert.notEqual(await key.getAttribute('class'), await text.getAttribute('class'));
    await workbench.shot('markdown');
  });

  async function runCommand(name: string): Promise<void> {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input');
    await workbench.press('F1', input);
    await input.fill(`>${name}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  }
});
