/**
 * Pictures of the preview, compared with accepted ones. What differs from machine to machine is pinned: the typeface,
 * the width, and where the pointer is. What a rasterizer may do otherwise at an edge does not count.
 */
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { root } from '../../scripts/process.ts';
import type { Workbench } from './workbench.ts';

const ACCEPTED = path.join(root, 'test/browser/accepted');
const FONTS = path.join(root, 'node_modules/@fontsource/open-sans/files');

/** Pixels: as wide as half of the editor's room, down to below the picture. */
const [WIDTH, HEIGHT] = [760, 600];

/** Share of pixels that may differ: a mark that moves or changes its colour is more. */
const TOLERANCE = 0.002;

/** Makes the page look the same on every machine. */
export async function pinLook({ preview }: Workbench): Promise<void> {
  const fonts = await Promise.all(
    ['400', '600', '700'].map(async (weight) => {
      return [weight, await readFile(path.join(FONTS, `open-sans-latin-${weight}-normal.woff2`), 'base64')] as const;
    }),
  );
  const body = await preview.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  await frame?.evaluate(`(async () => {
    for (const [weight, font] of ${JSON.stringify(fonts)}) {
      const bytes = Uint8Array.from(atob(font), (character) => character.charCodeAt(0));
      document.fonts.add(await new FontFace('Pinned', bytes, { weight }).load());
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':root, body { --pw-font: Pinned !important; --pw-mono: Pinned !important } .root { width: ${WIDTH}px }');
    document.adoptedStyleSheets.push(sheet);
  })()`);
}

/** What the page looks like. */
export async function picture({ page, preview }: Workbench): Promise<Buffer> {
  await page.mouse.move(2, 2);
  const box = await preview.locator('main').boundingBox();
  assert.ok(box !== null && box.width === WIDTH, `the page is ${box?.width} px wide`);
  return page.screenshot({ clip: { x: box.x, y: box.y, width: WIDTH, height: HEIGHT }, animations: 'disabled' });
}

/** Share of the pixels that differ, from 0 to 1. */
export function difference(a: Buffer, b: Buffer): number {
  const [one, other] = [PNG.sync.read(a), PNG.sync.read(b)];
  if (one.width !== other.width || one.height !== other.height) return 1;
  const pixels = pixelmatch(one.data, other.data, undefined, one.width, one.height, { threshold: 0.2 });
  return pixels / (one.width * one.height);
}

export const looksAlike = (a: Buffer, b: Buffer): boolean => difference(a, b) <= TOLERANCE;

/** Compares with the accepted picture of that name; with ACCEPT=1 it becomes the accepted one. */
export async function isAccepted(name: string, actual: Buffer): Promise<void> {
  const file = path.join(ACCEPTED, `${name}.png`);
  if (process.env.ACCEPT === '1') {
    await mkdir(ACCEPTED, { recursive: true });
    return writeFile(file, actual);
  }
  const accepted = await readFile(file);
  if (looksAlike(accepted, actual)) return;
  const seen = path.join(root, 'out/screenshots', `differs-${name}.png`);
  await writeFile(seen, actual);
  const percent = (100 * difference(accepted, actual)).toFixed(2);
  assert.fail(`${percent} % of the pixels differ between ${file} and ${seen}; accept the latter with ACCEPT=1`);
}
