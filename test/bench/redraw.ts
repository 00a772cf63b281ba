/**
 * npm run bench:redraw [-- --rounds 20]: how long the preview takes to follow a keystroke, in a real VS Code in a
 * real browser. Milliseconds since the key went down, medians and in brackets the fastest, hop by hop:
 *
 *     sent     VS Code's window tells its extension host of the edit
 *     heard    an extension is told
 *     echoed   a message that says nothing has reached the page of `echo/`, an extension that does no more than that
 *     arrived  the new life has reached our page
 *     drawn    the picture is changed
 *     painted  the frame that shows it is done
 *
 * `echoed` comes in the same keystroke as the others: what VS Code takes whoever asks. The rest is ours, and stands apart:
 * from an empty extension's message to our own, and to our picture.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Frame, Locator, Page } from 'playwright-core';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/process.ts';
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

/** Pixels: editor, preview and echo side by side, each as wide as it is in practice. */
const VIEWPORT = { width: 2700, height: 1080 };

const HOPS = ['sent', 'heard', 'echoed', 'arrived', 'drawn', 'painted'] as const;

/** Milliseconds since the key went down. */
type Redraw = Readonly<Record<(typeof HOPS)[number], number>>;

/** What runs in the browser; times are of the clock that all frames share. */
const now = 'performance.timeOrigin + performance.now()';
/** Before VS Code: its connection to the extension host is a WebSocket. */
const WATCH_WINDOW = `
  globalThis.hops = {};
  addEventListener('keydown', ({ timeStamp }) => { globalThis.hops = { pressed: performance.timeOrigin + timeStamp }; }, true);
  const { send } = WebSocket.prototype;
  const latin = new TextDecoder('latin1');
  WebSocket.prototype.send = function (data) {
    if (globalThis.hops.sent === undefined && latin.decode(data).includes('acceptModelChanged')) globalThis.hops.sent = ${now};
    return send.call(this, data);
  };`;
const WATCH_ECHO = `
  globalThis.hops = {};
  addEventListener('message', ({ data, timeStamp }) => {
    if (data?.heard !== undefined) globalThis.hops = { heard: data.heard, echoed: performance.timeOrigin + timeStamp };
  });`;
/**
 * The picture also changes when the cursor moves: all changes are kept, and the first since the message counts. Another life
 * changes what marks say, so attributes need no watch: a record of each would cost as much as the change.
 */
const WATCH_PAGE = `
  globalThis.hops = { changes: [] };
  addEventListener('message', ({ data, timeStamp }) => {
    if (data?.packed === undefined || JSON.parse(new TextDecoder().decode(data.packed)).type !== 'show') return;
    globalThis.hops.arrived ??= performance.timeOrigin + timeStamp;
  });
  new MutationObserver(() => {
    const change = { drawn: ${now} };
    globalThis.hops.changes.push(change);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { change.painted = ${now}; };
      port2.postMessage(undefined);
    });
  }).observe(document.querySelector('.picture'), { childList: true, subtree: true, characterData: true });`;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
await build({ production: true });
const workbench = await openWorkbench('examples', { others: [path.join(root, 'test/bench/echo')] });
try {
  const { page } = workbench;
  await page.setViewportSize(VIEWPORT);
  await page.addInitScript(WATCH_WINDOW);
  await page.reload();
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor({ timeout: 60_000 });
  let frames: Frames | undefined;
  for (const { file, behind, key } of CASES) {
    frames ??= await openPages(workbench, file);
    await follow(workbench, frames.preview, file);
    const content = await example(file);
    const written = behind.exec(content)?.[0] ?? '';
    const [line, column] = find(content, written);
    const [above, last] = [written.split('\n').length - 1, written.split('\n').at(-1) ?? ''];
    await workbench.goTo(line + above, above === 0 ? column + last.length : last.length + 1);
    const redraws: Redraw[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1)
      redraws.push(await redrawOf(page, frames, round % 2 === 0 ? key : 'Backspace'));
    console.log(
      `${file.padEnd(22)} ${HOPS.map((hop) => `${hop} ${told(redraws.map((redraw) => redraw[hop]))}`).join('  ')}`,
    );
    const ours = (hop: 'arrived' | 'drawn') => told(redraws.map((redraw) => redraw[hop] - redraw.echoed));
    console.log(
      `${''.padEnd(22)} ours: from the echo to our message ${ours('arrived')}, to our picture ${ours('drawn')}`,
    );
  }
} finally {
  await workbench.close();
}

function told(times: readonly number[]): string {
  return `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)})`;
}

interface Frames {
  readonly preview: Frame;
  readonly echo: Frame;
}

async function openPages({ page, preview, open, press }: Workbench, file: string): Promise<Frames> {
  await open(file);
  await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
  await preview.locator('.picture [data-mark]').first().waitFor();
  const ours = await frameOf(preview.locator('body'));
  await ours.evaluate(WATCH_PAGE);
  const input = page.locator('.quick-input-widget input');
  await press('F1', input);
  await input.fill('>Echo: Open');
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Echo: Open' }).first().click();
  const webviews = page.locator('iframe.webview.ready');
  await webviews.nth(1).waitFor();
  for (const webview of await webviews.all()) {
    const frame = await frameOf(webview.contentFrame().frameLocator('iframe#active-frame').locator('body'));
    if ((await frame.locator('body.echo').count()) === 0) continue;
    await frame.evaluate(WATCH_ECHO);
    return { preview: ours, echo: frame };
  }
  throw new Error('There is no page of the echo.');
}

async function follow({ page, open }: Workbench, preview: Frame, file: string): Promise<void> {
  await page.locator('.view-line').first().click();
  await open(file);
  const name = /name: (\S+)/.exec(await example(file))?.[1] ?? '';
  await preview.locator('.pod-name', { hasText: name }).waitFor();
}

async function frameOf(body: Locator): Promise<Frame> {
  const frame = await (await body.elementHandle())?.ownerFrame();
  if (!frame) throw new Error('There is no page.');
  return frame;
}

/** What the frames have seen of a keystroke: times of the clock that they share. */
type Seen = Partial<Record<'pressed' | 'sent' | 'heard' | 'echoed' | 'arrived', number>> & {
  readonly changes?: readonly { readonly drawn: number; readonly painted?: number }[];
};

async function redrawOf(page: Page, { preview, echo }: Frames, key: string): Promise<Redraw> {
  for (const frame of [preview, echo]) await frame.evaluate('globalThis.hops = { changes: [] }');
  await page.keyboard.press(key);
  for (let tries = 1; ; tries += 1) {
    await page.waitForTimeout(PAUSE);
    const parts = await Promise.all([page, echo, preview].map((frame) => frame.evaluate<Seen>('globalThis.hops')));
    const { changes = [], pressed = Number.NaN, ...seen }: Seen = Object.assign({}, ...parts);
    const change = changes.find(({ drawn }) => drawn >= (seen.arrived ?? Number.POSITIVE_INFINITY));
    const times = HOPS.map((hop) => [hop, ({ ...seen, ...change }[hop] ?? Number.NaN) - pressed] as const);
    const missing = times.flatMap(([hop, time]) => (Number.isNaN(time) ? [hop] : []));
    if (missing.length === 0) return Object.fromEntries(times) as Record<keyof Redraw, number>;
    if (tries > 20) throw new Error(`Nothing is seen of ${missing.join(', ')}.`);
  }
}
