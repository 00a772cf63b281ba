import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { isAccepted, looksAlike, picture, pinLook } from './pictures.ts';
import { example, openWorkbench, shootFailure, type Workbench } from './workbench.ts';

const THEMES = ['Light Modern', 'Dark Modern', 'Dark High Contrast'];

/** A person who opens one Pod after the other, and likes or dislikes what is there. */
describe('the look of the preview', () => {
  let workbench: Workbench;
  const show = async (file: string): Promise<void> => {
    const { page, preview } = workbench;
    if (await preview.locator('main').count()) await page.locator('.view-line').first().click();
    await workbench.open(file);
    if (!(await preview.locator('main').count()))
      await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
    const name = /name: (\S+)/.exec(await example(file))?.[1] ?? '';
    await preview.locator('.pod-name', { hasText: name }).waitFor();
    await preview.locator('.picture [data-mark]').first().waitFor();
  };
  const wear = async (theme: string): Promise<void> => {
    const { page, preview } = workbench;
    const quickInput = page.locator('.quick-input-widget input');
    await page.keyboard.press('F1');
    const row = page.locator('.quick-input-widget .monaco-list-row');
    await quickInput.fill('>Preferences: Color Theme');
    await row.filter({ hasText: 'Preferences: Color Theme' }).first().click();
    await row
      .filter({ hasText: /Modern|High Contrast/ })
      .first()
      .waitFor();
    await quickInput.fill(theme);
    await row.filter({ hasText: theme }).first().waitFor();
    await page.keyboard.press('Enter');
    const kind = theme.includes('High Contrast')
      ? 'vscode-high-contrast'
      : `vscode-${theme.split(' ')[0]?.toLowerCase()}`;
    await preview.locator(`body.${kind}`).waitFor();
  };

  before(async () => {
    workbench = await openWorkbench('examples');
    await show('12-exec-probe.yaml');
    await pinLook(workbench);
    await wear('Light Modern');
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('exec liveness in light, dark and high contrast', async () => {
    for (const theme of THEMES) {
      await wear(theme);
      await isAccepted(`exec-probe-${theme.toLowerCase().replaceAll(' ', '-')}`, await picture(workbench));
    }
    await wear('Light Modern');
  });

  for (const [name, file] of [
    ['memory-killed', '06-memory-killed.yaml'],
    ['memory-pending', '07-memory-pending.yaml'],
    ['init-container', '09-init-container.yaml'],
    ['sidecar', '18-sidecar.yaml'],
    ['cpu', '08-cpu.yaml'],
  ] as const) {
    test(`${name} in light`, async () => {
      await show(file);
      await isAccepted(`${name}-light-modern`, await picture(workbench));
    });
  }

  test('a Pod that is deleted is another picture', async () => {
    const { page, preview } = workbench;
    await show('12-exec-probe.yaml');
    const before = await picture(workbench);
    assert.ok(looksAlike(before, await picture(workbench)));
    await preview.getByLabel('Story').selectOption({ label: 'Delete at 90 s' });
    await preview.locator('.flag.delete').waitFor();
    await page.waitForTimeout(100);
    assert.ok(!looksAlike(before, await picture(workbench)));
  });
});
