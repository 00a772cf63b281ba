import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { example, find, openWorkbench, shootFailure, type Workbench } from './workbench.ts';

describe('the preview', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench('examples');
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('the button in the title bar draws the Pod beside its YAML', async () => {
    const { page, preview } = workbench;
    await workbench.open('12-exec-probe.yaml');
    await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
    await preview.locator('.pod-name', { hasText: 'forgetful' }).waitFor();
    await preview.locator('.picture svg [data-mark]').first().waitFor();
    // Probes every four seconds, starts and kills: far more than the lanes alone.
    assert.ok((await preview.locator('.picture svg [data-mark]').count()) > 20);
    await preview.locator('section.events', { hasText: 'Unhealthy' }).waitFor();
    await workbench.shot('preview-exec-probe');
  });

  test('a click in the page selects the YAML behind it', async () => {
    const { page, preview } = workbench;
    await preview.locator('.picture [data-path="spec.containers[0].livenessProbe"]').first().click();
    const [line] = find(await example('12-exec-probe.yaml'), 'livenessProbe');
    const position = page.locator('.statusbar-item', { hasText: /Ln \d+, Col \d+ \(\d+ selected\)/ });
    await position.waitFor();
    const selected = Number(/Ln (\d+)/.exec((await position.textContent()) ?? '')?.[1]);
    assert.ok(selected >= line && selected <= line + 5, `line ${selected} is in the probe, which begins at ${line}`);
    await workbench.shot('preview-selects-yaml');
  });

  test('typing redraws it', async () => {
    const { page, preview } = workbench;
    const content = await example('12-exec-probe.yaml');
    const [line] = find(content, 'periodSeconds');
    const before = await preview.locator('.facts').textContent();
    await workbench.goTo(line, 1);
    await page.keyboard.press('End');
    await page.keyboard.type('0');
    await preview
      .locator('.facts')
      .filter({ hasNotText: before ?? '' })
      .waitFor();
    await workbench.shot('preview-redrawn');
    await workbench.saves('12-exec-probe.yaml', content.replace('periodSeconds: 4', 'periodSeconds: 40'));
  });

  test('broken YAML leaves the last picture, marked as stale', async () => {
    const { page, preview } = workbench;
    await page.keyboard.type(' : 1');
    await preview.locator('.stale').waitFor();
    await preview.locator('.picture svg [data-mark]').first().waitFor();
    await workbench.shot('preview-stale');
    for (const _ of ' : 1') await page.keyboard.press('Backspace');
    await preview.locator('.stale').waitFor({ state: 'detached' });
  });

  test('it follows the cursor to another Pod, and works by keyboard', async () => {
    const { page, preview } = workbench;
    await workbench.open('06-memory-killed.yaml');
    await preview.locator('.pod-name', { hasText: 'memory-killed' }).waitFor();
    await preview.locator('.verdict', { hasText: 'OOMKilled' }).waitFor();
    await workbench.shot('preview-oom');
    await preview.getByRole('button', { name: 'Next event' }).focus();
    const why = preview.locator('.right');
    const first = await why.textContent();
    await page.keyboard.press(']');
    await why.filter({ hasNotText: first ?? '' }).waitFor();
  });

  test('a Pod that fits on no node is Pending', async () => {
    const { page, preview } = workbench;
    // The next file is to open on the left again.
    await page.locator('.view-line').first().click();
    await workbench.open('07-memory-pending.yaml');
    await preview.locator('.verdict', { hasText: 'Pending' }).waitFor();
    await workbench.shot('preview-pending');
  });

  test('Ctrl+K V opens it too', async () => {
    const { page, preview } = workbench;
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+w');
    await page.locator('.tab').first().waitFor({ state: 'detached' });
    await workbench.open('19-deployment.yaml');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('v');
    await preview.locator('.pod-name', { hasText: 'catalogue' }).waitFor();
    await workbench.shot('preview-deployment');
  });
});
