/**
 * npm run bench:redraw [-- --rounds 20]: how long the preview takes to follow a keystroke, in a real VS Code in a
 * real browser. Medians, and in brackets the fastest, in milliseconds since the key went down: the new life reaches the
 * page, the picture is changed, the frame that shows it is done.
 */
import { parseArgs } from 'node:util';
import type { Frame } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { example, find, openWorkbench, type Workbench } from '../browser/workbench.ts';
import { median } from './timing.ts';

/** A Pod, and a key that changes its life: typed behind the text in odd rounds, taken back in even ones. */
const CASES = [
  { file: '13-http-probe.yaml', behind: /periodSeconds: \d+/, key: '0' },
  { file: '06-memory-killed.yaml', behind: /limits:\s+memory: \d+/, key: '0' },
  { file: '12-exec-probe.yaml', behind: /periodSeconds: \d+/, key: '0' },
] as const;

/** Milliseconds between keystrokes: each is followed before the next comes. */
const PAUSE = 400;

/** Milliseconds since the key went down. */
interface Redraw {
  readonly arrived: number;
  readonly drawn: number;
  readonly painted: number;
}

/** What runs in the browser; times are of the clock that all frames share. */
const now = 'performance.timeOrigin + performance.now()';
const WATCH_KEYS = `document.addEventListener('keydown', (event) => { globalThis.pressed = performance.timeOrigin + event.timeStamp; }, true)`;
const WATCH_PAGE = `
  globalThis.redraw = {};
  addEventListener('message', ({ data, timeStamp }) => {
    if (data?.type === 'show') globalThis.redraw.arrived = performance.timeOrigin + timeStamp;
  });
  new MutationObserver(() => {
    if (globalThis.redraw.drawn !== undefined) return;
    globalThis.redraw.drawn = ${now};
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { globalThis.redraw.painted = ${now}; };
      port2.postMessage(undefined);
    });
  }).observe(document.querySelector('.picture'), { childList: true, subtree: true, attributes: true, characterData: true });`;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
await build({ production: true });
const workbench = await openWorkbench('examples');
try {
  await workbench.page.evaluate(WATCH_KEYS);
  let page: Frame | undefined;
  for (const [i, { file, behind, key }] of CASES.entries()) {
    await openBesidePreview(workbench, file, i === 0);
    page ??= await watchPage(workbench);
    const content = await example(file);
    const written = behind.exec(content)?.[0] ?? '';
    const [line, column] = find(content, written);
    const [above, last] = [written.split('\n').length - 1, written.split('\n').at(-1) ?? ''];
    await workbench.goTo(line + above, above === 0 ? column + last.length : last.length + 1);
    const redraws: Redraw[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1)
      redraws.push(await redrawOf(workbench, page, round % 2 === 0 ? key : 'Backspace'));
    const of = (what: keyof Redraw): string => {
      const times = redraws.map((redraw) => redraw[what]);
      return `${what} ${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)})`;
    };
    console.log(`${file.padEnd(22)} ${(['arrived', 'drawn', 'painted'] as const).map(of).join('  ')}`);
  }
} finally {
  await workbench.close();
}

async function openBesidePreview({ page, preview, open }: Workbench, file: string, isFirst: boolean): Promise<void> {
  if (!isFirst) await page.locator('.view-line').first().click();
  await open(file);
  if (isFirst) await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
  const name = /name: (\S+)/.exec(await example(file))?.[1] ?? '';
  await preview.locator('.pod-name', { hasText: name }).waitFor();
  await preview.locator('.picture [data-mark]').first().waitFor();
}

async function watchPage({ preview }: Workbench): Promise<Frame> {
  const body = await preview.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) throw new Error('The preview has no page.');
  await frame.evaluate(WATCH_PAGE);
  return frame;
}

async function redrawOf({ page }: Workbench, frame: Frame, key: string): Promise<Redraw> {
  await frame.evaluate('globalThis.redraw = {}');
  await page.keyboard.press(key);
  let seen: Partial<Redraw> = {};
  do {
    await page.waitForTimeout(PAUSE);
    seen = await frame.evaluate<Partial<Redraw>>('globalThis.redraw');
  } while (seen.arrived === undefined || seen.painted === undefined);
  const pressed = Number(await page.evaluate('globalThis.pressed'));
  const { arrived, drawn = seen.painted, painted } = seen;
  return { arrived: arrived - pressed, drawn: drawn - pressed, painted: painted - pressed };
}
