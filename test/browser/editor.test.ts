import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { example, find, openWorkbench, shootFailure, type Workbench } from './workbench.ts';

describe('the editor', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench('examples');
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('a misspelt field is underlined and mended with Ctrl+.', async () => {
    const file = '90-broken.yaml';
    const { page } = workbench;
    await workbench.open(file);
    await page.locator('.squiggly-error').first().waitFor();
    const content = await example(file);
    await workbench.goTo(...find(content, 'comand'));
    await workbench.shot('diagnostics');
    const fix = page.locator('.action-widget', { hasText: 'command' });
    await workbench.press('Control+.', fix);
    await workbench.shot('quick-fix');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: /^\s*command:.*sleep/ }).waitFor();
    await workbench.saves(file, content.replace('comand', 'command'));
  });

  test('a completion is taken with the keyboard', async () => {
    const file = '01-one-container.yaml';
    const { page } = workbench;
    await workbench.open(file);
    const content = await example(file);
    const [line] = find(content, 'image:');
    await workbench.goTo(line, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('imagePul');
    const row = page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'imagePullPolicy' });
    await workbench.press('Control+Space', row);
    await workbench.shot('completion-field');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: /imagePullPolicy:/ }).waitFor();
    const value = page.locator('.suggest-widget .monaco-list-row', { hasText: 'IfNotPresent' });
    await workbench.press('Control+Space', value);
    await workbench.shot('completion-value');
    await page.keyboard.type('IfNot');
    await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'IfNotPresent' }).waitFor();
    await page.keyboard.press('Enter');
    const image = '      image: caddy:2.10\n';
    await workbench.saves(file, content.replace(image, `${image}      imagePullPolicy: IfNotPresent\n`));
  });

  test('hover explains a field and a quantity', async () => {
    const file = '08-cpu.yaml';
    const { page } = workbench;
    await workbench.open(file);
    await page
      .locator('.view-line span', { hasText: /^requests$/ })
      .last()
      .hover();
    const hover = page.locator('.monaco-hover:not(.hidden)');
    await hover.filter({ hasText: 'requests' }).first().waitFor();
    await workbench.shot('hover-field');
    await page.mouse.move(0, 0);
    await page
      .locator('.view-line span', { hasText: /^0\.25$/ })
      .last()
      .hover();
    await hover.filter({ hasText: '250m' }).first().waitFor();
    await workbench.shot('hover-quantity');
  });

  test('the parts of an image reference have colours of their own', async () => {
    const { page } = workbench;
    await workbench.open('11-private-registry.yaml');
    const spans = page.locator('.view-line', { hasText: 'image:' }).locator('span > span');
    const colours = new Map<string, string>();
    for (const span of await spans.all()) {
      colours.set((await span.textContent())?.trim() ?? '', (await span.getAttribute('class')) ?? '');
    }
    const [registry, repository, tag] = ['registry.example.com', '/finance/payroll', '5.1'].map((part) =>
      colours.get(part),
    );
    assert.ok(registry && repository && tag, `parts are ${[...colours.keys()].join(' ')}`);
    assert.equal(new Set([registry, repository, tag]).size, 3);
  });
});
