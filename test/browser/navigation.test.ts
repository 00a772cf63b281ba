import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { find, openWorkbench, shootFailure, type Workbench } from './workbench.ts';

const WORKSPACE = 'test/workspace';
const FILE = 'uses-settings.yaml';
const read = (file: string) => readFile(join(import.meta.dirname, '../workspace', file), 'utf8');

describe('navigation', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench(WORKSPACE);
    await workbench.open(FILE);
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('the status bar and the lens say what the file is', async () => {
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: /Kubernetes 1\.\d+/ }).waitFor();
    await page.locator('.codelens-decoration', { hasText: 'QoS BestEffort' }).waitFor();
    await workbench.shot('code-lens');
  });

  test('the outline leads to a probe', async () => {
    const { page } = workbench;
    await page.locator('.pane-header', { hasText: 'Outline' }).click();
    // The explorer makes room.
    await page.locator('.pane-header', { hasText: 'workspace' }).click();
    const probe = page.locator('.outline-pane .monaco-list-row', { hasText: /^livenessProbe/ });
    await probe.getByText('exec ls').waitFor();
    await workbench.shot('outline');
    await probe.click();
    await page.locator('.statusbar-item', { hasText: /Ln 12, Col/ }).waitFor();
  });

  test('F2 renames a ConfigMap in this file and in its own', async () => {
    const { page } = workbench;
    const content = await read(FILE);
    const config = await read('settings.yaml');
    await workbench.goTo(...find(content, 'settings'));
    const box = page.locator('.rename-box input');
    await workbench.press('F2', box);
    await workbench.shot('rename');
    await box.fill('options');
    await page.keyboard.press('Control+Enter');
    const preview = page.locator('.bulk-edit-panel');
    await preview.getByText('uses-settings.yaml').first().waitFor();
    await preview.getByText('settings.yaml', { exact: true }).first().waitFor();
    await workbench.shot('renamed');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.view-line', { hasText: 'name: options' }).first().waitFor();
    await workbench.saves(FILE, content.replace('settings', 'options'));
    await workbench.saves('settings.yaml', config.replace('settings', 'options'));
  });
});
