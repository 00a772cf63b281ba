/** A manifest that would run, load or link to something: nothing of it is more than text. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { openWorkbench, shootFailure, type Workbench } from './workbench.ts';

describe('a hostile manifest', () => {
  let workbench: Workbench;
  const asked: string[] = [];
  before(async () => {
    workbench = await openWorkbench('test/browser/hostile');
    workbench.page.context().on('request', (request) => asked.push(request.url()));
    await workbench.open('pod.yaml');
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('is text in a hover', async () => {
    const { page } = workbench;
    await page
      .locator('.view-line span', { hasText: /^value$/ })
      .last()
      .hover();
    const hover = page.locator('.monaco-hover:not(.hidden)').filter({ hasText: 'Expands to' }).first();
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? '', /\[x\]\(command:workbench/);
    assert.equal(await hover.locator('img').count(), 0);
    const links = await hover.locator('a').evaluateAll((all) => all.map((one) => one.dataset.href ?? ''));
    for (const link of links) assert.match(link, /^https:\/\/kubernetes\.io\/|^$/);
    await page.mouse.move(0, 0);
  });

  test('is text in the preview, which runs nothing but its own script', async () => {
    const { page, preview } = workbench;
    await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
    await preview.locator('.pod-name', { hasText: '<img src=x onerror' }).waitFor();
    await preview.locator('.picture svg [data-mark]').first().waitFor();
    assert.equal(await preview.locator('img[src]:not([src^="blob:"]), iframe, object').count(), 0);
    const ran = await preview.locator('body').evaluate(async (body) => {
      const script = body.ownerDocument.createElement('script');
      script.textContent = 'parent.HOSTILE = 1';
      body.append(script);
      const image = body.ownerDocument.createElement('div');
      image.innerHTML = '<img src="x" onerror="parent.HOSTILE = 1">';
      body.append(image);
      const left = await fetch('https://hostile.example/left').then(
        () => true,
        () => false,
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      const page = body.ownerDocument.defaultView as { HOSTILE?: unknown; parent: { HOSTILE?: unknown } } | null;
      return { ran: page?.HOSTILE !== undefined || page?.parent.HOSTILE !== undefined, left };
    });
    assert.deepEqual(ran, { ran: false, left: false });
  });

  test('makes no request leave', () => {
    assert.deepEqual(
      asked.filter((url) => url.includes('hostile.example')),
      [],
    );
  });
});
