/** node scripts/pictures.ts: takes the pictures of README and walkthrough from the extension as it is now. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, PageScreenshotOptions } from 'playwright-core';
import sharp from 'sharp';
import { example, find, openWorkbench, type Workbench } from '../test/browser/workbench.ts';
import { build } from './build.ts';
import { root } from './process.ts';

const WALKTHROUGH = path.join(root, 'docs/walkthrough');
/** Pixels: what the walkthrough's half of a window shows without shrinking letters. */
const WIDTH = 720;
const HEIGHT = 440;
const PALETTE = { palette: true, effort: 10, compressionLevel: 9, dither: 0 };

await build();
await mkdir(WALKTHROUGH, { recursive: true });
const workbench = await openWorkbench('examples');
try {
  await takePictures(workbench);
} finally {
  await workbench.close();
}

async function takePictures({ page, preview, open, goTo, press }: Workbench): Promise<void> {
  /** In a palette, which a theme has colours enough for: the extension carries these pictures. */
  async function save(file: string, of: PageScreenshotOptions = {}): Promise<void> {
    await sharp(await page.screenshot(of))
      .png(PALETTE)
      .toFile(file);
  }

  /** The upper left of the editor, or what is around a widget. */
  async function take(name: string, around?: Locator): Promise<void> {
    const editor = await page.locator('.editor-group-container.active .editor-container').boundingBox();
    if (!editor) throw new Error('No editor is open.');
    const widget = await around?.boundingBox();
    const below = widget ? Math.max(0, widget.y + widget.height + 20 - editor.y - HEIGHT) : 0;
    const beside = widget ? Math.max(0, widget.x + widget.width + 20 - editor.x - WIDTH) : 0;
    const clip = { x: editor.x + beside, y: editor.y + below, width: WIDTH, height: HEIGHT };
    await save(path.join(WALKTHROUGH, `${name}.png`), { clip });
  }

  await open('12-exec-probe.yaml');
  await page.locator('.codelens-decoration').first().waitFor();
  await take('example');

  await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
  await preview.locator('.picture svg [data-mark]').first().waitFor();
  await preview.locator('.right').first().waitFor();
  await save(path.join(root, 'docs/preview.png'));
  const panel = await page.locator('iframe.webview.ready').boundingBox();
  if (panel) {
    const clip = { x: panel.x, y: panel.y, width: panel.width, height: Math.min(panel.height, 620) };
    await save(path.join(WALKTHROUGH, 'preview.png'), { clip });
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+w');

  await open('90-broken.yaml');
  await page.locator('.squiggly-error').first().waitFor();
  await goTo(...find(await example('90-broken.yaml'), 'comand'));
  const fixes = page.locator('.action-widget', { hasText: 'command' });
  await press('Control+.', fixes);
  await take('quick-fix', fixes);
  await page.keyboard.press('Escape');

  await open('01-one-container.yaml');
  const [line] = find(await example('01-one-container.yaml'), 'image:');
  await goTo(line, 1);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const list = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'livenessProbe' });
  await press('Control+Space', list.first());
  await take('completion', page.locator('.suggest-widget.visible'));
  await page.keyboard.press('Escape');

  await page.locator('.statusbar-item', { hasText: /Kubernetes \d/ }).click();
  const versions = page.locator('.quick-input-widget');
  await versions.locator('.monaco-list-row').first().waitFor();
  const box = await versions.boundingBox();
  if (box) await save(path.join(WALKTHROUGH, 'version.png'), { clip: box });
  await page.keyboard.press('Escape');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate("navigator.clipboard.writeText('docker run -d --name web -p 8080:80 nginx:1.29')");
  await goTo(line + 1, 1);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  const control = page.locator('.post-edit-widget');
  await control.waitFor();
  await page.locator('.codelens-decoration').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+.');
  const offers = page.locator('.action-widget', { hasText: 'Paste as Pod' });
  await offers.waitFor();
  await take('paste', offers);
}
