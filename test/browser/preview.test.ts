import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/process.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { example, find, openWorkbench, pageOfPreview, shootFailure, type Workbench } from './workbench.ts';

describe('the preview', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench('examples');
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  describe('when it is opened', () => {
    test('the button in the title bar draws the Pod beside its YAML', async () => {
      const { preview } = workbench;
      await openPreview(workbench);
      await preview.locator('.pod-name', { hasText: 'forgetful' }).waitFor();
      // Probes every four seconds, starts and kills: far more than the lanes alone.
      assert.ok((await preview.locator('.picture svg [data-mark]').count()) > 20);
      await preview.locator('section.events', { hasText: 'Unhealthy' }).waitFor();
      await workbench.shot('preview-exec-probe');
    });

    test('a click in the page selects the YAML behind it', async () => {
      const { page, preview } = workbench;
      // As long as a finger takes: VS Code hears up to 50 ms late that a page has the focus, and would take it back.
      await preview.locator('.picture [data-path="spec.containers[0].livenessProbe"]').first().click({ delay: 100 });
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
      await closeEditors(workbench);
      await workbench.open('19-deployment.yaml');
      // The key is there as soon as the file is known to hold a Pod.
      await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.press('v');
      await preview.locator('.pod-name', { hasText: 'catalogue' }).waitFor();
      await workbench.shot('preview-deployment');
    });
  });

  /** A person who sits down to a Pod in the preview. */
  describe('when it is asked', () => {
    before(() => openPreviewAnew(workbench));

    const headline = (words: string | RegExp) => workbench.preview.locator('.verdict h1', { hasText: words });
    const story = (title: string) => workbench.preview.getByLabel('Story').selectOption({ label: title });

    test('what is assumed is kept when the preview is closed and opened again', async () => {
      const { page, preview } = workbench;
      const set = preview.locator('.chip.set', { hasText: '20 s' });
      await preview.locator('.chip', { hasText: 'Pull' }).click();
      await preview.locator('.chip input:focus').waitFor();
      await page.keyboard.type('20 s');
      await page.keyboard.press('Enter');
      await set.waitFor();
      await closeEditors(workbench);
      await workbench.open('12-exec-probe.yaml');
      await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
      await set.waitFor();
      await story('As written');
      await set.waitFor({ state: 'detached' });
    });

    test('a story replaces the one before', async () => {
      const { preview } = workbench;
      await story('Crashes at start');
      await headline('exit code 1').waitFor();
      await story('Delete at 90 s');
      await headline('Deleted at 1 min 30 s').waitFor();
      assert.equal(await preview.locator('.chip.set').count(), 1);
      await preview.locator('.chip.set', { hasText: 'Deleted at 90 s' }).waitFor();
      await story('As written');
      await preview.locator('.chip.set').waitFor({ state: 'detached' });
    });

    test('an assumption is changed in place, redraws while it is typed, and goes back to its default', async () => {
      const { page, preview } = workbench;
      const ready = preview.locator('.fact', { hasText: 'Ready after' });
      const field = preview.locator('.chip input:focus');
      await preview.locator('.chip', { hasText: 'Pull' }).click();
      await field.waitFor();
      await page.keyboard.type('20 s');
      await ready
        .filter({ hasText: '20.2 s' })
        .or(ready.filter({ hasText: /2\d s/ }))
        .waitFor();
      await page.keyboard.press('Enter');
      await preview.locator('.chip.set', { hasText: '20 s' }).click();
      await field.waitFor();
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Enter');
      await preview.locator('.chip.set').waitFor({ state: 'detached' });
    });

    test('a rolling restart goes on while something else is assumed, and Escape takes that back', async () => {
      const { page, preview } = workbench;
      const next = preview.locator('.picture [data-lane="successor"]');
      const deleted = preview.locator('.chip.set', { hasText: 'Deleted at' });
      await story('Rolling restart at 60 s');
      await next.waitFor();
      const before = await deleted.textContent();
      await preview.locator('.chip', { hasText: 'Pull' }).click();
      await preview.locator('.chip input:focus').waitFor();
      await page.keyboard.type('20 s');
      await deleted.filter({ hasText: /\b80/ }).waitFor();
      await next.waitFor();
      await page.keyboard.press('Escape');
      await deleted.filter({ hasText: before?.trim() ?? '' }).waitFor();
      await next.waitFor();
      assert.equal(
        await preview.getByLabel('Story').locator('option:checked').textContent(),
        'Rolling restart at 60 s',
      );
      await story('As written');
      await next.waitFor({ state: 'detached' });
    });

    test('the probe hangs at a minute, though it would have failed before', async () => {
      await story('Hangs at 60 s');
      await workbench.preview.locator('.chip.set', { hasText: 'fails from' }).waitFor();
      await story('As written');
      await workbench.preview.locator('.chip.set').waitFor({ state: 'detached' });
    });

    test('it compares with the moment before an edit, with a story, and says when there is no commit', async () => {
      const { page, preview } = workbench;
      await preview.getByRole('button', { name: 'Compare' }).click();
      await preview.locator('.differences', { hasText: 'alike so far' }).waitFor();
      const [line] = find(await example('12-exec-probe.yaml'), 'periodSeconds');
      await page.locator('.view-line').first().click();
      await workbench.goTo(line, 1);
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('2');
      await preview.locator('.differences', { hasText: 'first exit' }).waitFor();
      assert.ok((await preview.locator('.compare-picture .delta').count()) > 0);
      const lanes = await preview
        .locator('.compare-picture [data-lane]')
        .evaluateAll((found) => found.map((lane) => lane.getAttribute('data-lane')?.slice(0, 1)));
      assert.deepEqual(lanes.join(''), 'ABAABB');
      await workbench.shot('preview-compare');
      const versus = preview.getByLabel('A, what to compare with');
      await versus.selectOption({ label: 'Story: Delete at 90 s' });
      await preview.locator('.differences', { hasText: 'gone at' }).waitFor();
      await versus.selectOption({ label: 'Last commit' });
      await preview.locator('.compare .hint', { hasText: 'The last commit does not have this file' }).waitFor();
      await preview.getByRole('button', { name: 'Close the comparison' }).click();
      await preview.locator('.compare').waitFor({ state: 'detached' });
      await workbench.page.locator('.view-line').first().click();
      await page.keyboard.press('Control+z');
    });

    test('what it exports says what it shows', async () => {
      const { page, preview } = workbench;
      const save = async (what: string, file: string): Promise<string> => {
        await preview.getByRole('button', { name: 'Export', exact: true }).click();
        await preview.locator('.menu button', { hasText: what }).click();
        await page.locator('.quick-input-widget', { hasText: 'Export as' }).locator('input').waitFor();
        await page.keyboard.press('Enter');
        return workbench.read(file);
      };
      const svg = await save('SVG', 'forgetful.svg');
      const { steps } = JSON.parse(await save('Timeline JSON', 'forgetful.timeline.json')) as Timeline;
      const { error, exits, failures } = await page.evaluate<Record<string, unknown>>(`
      const parsed = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
      const marks = (selector) => [...parsed.querySelectorAll(selector)].map((mark) => mark.getAttribute('data-mark'));
      ({
        error: parsed.querySelector('parsererror')?.textContent,
        exits: new Set(marks('[data-mark^="forgetful-exit"]')).size,
        failures: marks('.lane.probe .mark:has(.fail-solid)').length,
      })`);
      assert.equal(error, undefined);
      assert.equal(exits, steps.filter(({ kind }) => kind === 'exit').length);
      assert.ok(Number(failures) > 0);
      const events = await save('Events', 'forgetful.md');
      assert.equal(events.split('\n').filter((line) => line.includes('| Killing |')).length, exits);
      const assumed = JSON.parse(await save('--assume', 'forgetful.assumptions.json'));
      assert.equal(assumed.containers.forgetful.term.ignore, true);
      const png = await save('PNG', 'forgetful.png');
      assert.match(png, /^\ufffdPNG/);
    });

    test('everything works by keyboard alone', async () => {
      const { page, preview } = workbench;
      const why = preview.locator('.why .sentence');
      const changes = async (keys: string): Promise<void> => {
        const before = await why.textContent();
        await page.keyboard.press(keys);
        await why.filter({ hasNotText: before ?? '' }).waitFor();
      };
      await preview.locator('.pod-name').focus();
      // From the name over the toolbar and the facts into the first lane.
      const lane = preview.locator('[data-lane]:focus');
      for (let tabs = 0; tabs < 60 && (await lane.count()) === 0; tabs += 1) await page.keyboard.press('Tab');
      assert.equal(await lane.getAttribute('data-lane'), 'service');
      for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowDown');
      assert.equal(await lane.getAttribute('data-lane'), 'probe-forgetful-liveness');
      await changes('ArrowRight');
      await page.keyboard.press('Alt+Enter');
      await page.locator('.statusbar-item', { hasText: /\(\d+ selected\)/ }).waitFor();
      await preview.locator('.events .scroll').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      assert.ok(await preview.locator('.events tr:focus').count());
      await changes('Enter');
      assert.equal(await preview.locator('.events tr[aria-current="true"]').count(), 1);
      await page.keyboard.press('e');
      await preview.locator('.menu button:focus').waitFor();
      await page.keyboard.press('Escape');
      await preview.locator('.menu button').first().waitFor({ state: 'hidden' });
      await preview.locator('.panel.volumes summary').focus();
      await page.keyboard.press('Enter');
      await preview.locator('.volume-list', { hasText: 'service account default' }).waitFor();
    });

    test('a value in a panel leads to its line', async () => {
      const { page, preview } = workbench;
      await workbench.page.locator('.view-line').first().click();
      await workbench.open('06-memory-killed.yaml');
      const resources = preview.locator('.panel.resources');
      await resources.filter({ hasText: '96Mi' }).waitFor();
      const [line] = find(await example('06-memory-killed.yaml'), 'memory: 96Mi');
      await resources.getByRole('button', { name: `line ${line}`, exact: true }).click();
      await page.locator('.statusbar-item', { hasText: `Ln ${line}, ` }).waitFor();
    });

    test('axe finds nothing wrong with the page of any example', async () => {
      const { page, preview } = workbench;
      const body = await preview.locator('body').elementHandle();
      const frame = await body?.ownerFrame();
      await frame?.evaluate(await readFile(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'));
      const files = (await readdir(path.join(root, 'examples'))).filter((file) => !file.startsWith('90-'));
      for (const file of files) {
        await page.locator('.view-line').first().click();
        await workbench.open(file);
        const name = /name: (\S+)/.exec(await example(file))?.[1] ?? '';
        await preview.locator('.pod-name', { hasText: name }).waitFor();
        const violations = await frame?.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(options: object): Promise<{ violations: AxeViolation[] }> };
          };
          const found = await axe.run({ resultTypes: ['violations'] });
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        assert.deepEqual(violations, [], file);
      }
    });
  });

  /** A person whose window is reloaded, and who moves the preview to another screen. */
  describe('elsewhere', () => {
    before(async () => {
      await openPreviewAnew(workbench);
      const { preview } = workbench;
      await preview.getByLabel('Story').selectOption({ label: 'Crashes at start' });
      await preview.locator('.verdict h1', { hasText: 'exit code 1' }).waitFor();
      await preview.getByRole('button', { name: 'Zoom in' }).click();
      await preview.getByRole('button', { name: 'Compare' }).click();
      await preview.getByLabel('A, what to compare with').selectOption({ label: 'Story: As written' });
      await preview.locator('.differences', { hasText: 'first exit' }).waitFor();
      await preview.getByRole('button', { name: 'Next event' }).click();
      await preview.getByRole('button', { name: 'Stay with this Pod' }).click();
    });
    /** All that is to be as it was. */
    const seen = async (preview: Workbench['preview']) => ({
      name: await preview.locator('.pod-name').textContent(),
      chips: await preview.locator('.chip.set').allTextContents(),
      cursor: await preview.locator('.board .cursor').textContent(),
      ticks: await preview.locator('.picture .ground text').allTextContents(),
      compared: await preview.locator('.compare option:checked').textContent(),
      differences: await preview.locator('.differences').textContent(),
      pinned: await preview.getByRole('button', { name: 'Stay with this Pod' }).getAttribute('aria-pressed'),
    });

    test('after a reload it is back as it was', async () => {
      const { page, preview } = workbench;
      const before = await seen(preview);
      // The last thing that was done.
      await keepsState(page, /speed\W+\d+\W+pinned\W+true/);
      await page.reload();
      await preview.locator('.differences', { hasText: 'first exit' }).waitFor({ timeout: 60_000 });
      assert.deepEqual(await seen(preview), before);
      await workbench.shot('preview-restored');
    });

    test('in another group of editors, and back beside its YAML, it is as it was', async () => {
      const { page, preview } = workbench;
      const groups = page.locator('.editor-group-container');
      const { ticks: _, ...before } = await seen(preview);
      for (const [where, count] of [
        ['Previous', 1],
        ['Right', 2],
      ] as const) {
        await preview.locator('.pod-name').focus();
        const command = page.locator('.quick-input-widget .monaco-list-row', {
          hasText: `Move Editor into ${where} Group`,
        });
        await workbench.press('F1', page.locator('.quick-input-widget input'));
        await page.locator('.quick-input-widget input').fill(`>View: Move Editor into ${where} Group`);
        await command.first().click();
        await groups.nth(count).waitFor({ state: 'detached' });
        await groups.nth(count - 1).waitFor();
        await preview.locator('.differences', { hasText: 'first exit' }).waitFor();
        const { ticks: __, ...after } = await seen(preview);
        assert.deepEqual(after, before);
      }
    });

    test('in a window of its own it is as it was, and follows its YAML', async () => {
      const { page, preview } = workbench;
      const { ticks: _, ...before } = await seen(preview);
      await preview.locator('.pod-name').focus();
      const command = page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Move Editor into New Window' });
      await workbench.press('F1', page.locator('.quick-input-widget input'));
      await page.locator('.quick-input-widget input').fill('>View: Move Editor into New Window');
      const [window] = await Promise.all([page.context().waitForEvent('page'), command.first().click()]);
      const moved = pageOfPreview(window);
      await moved.locator('.differences', { hasText: 'first exit' }).waitFor();
      // It may be wider there.
      const { ticks: __, ...after } = await seen(moved);
      assert.deepEqual(after, before);
      await page.locator('.view-line').first().click();
      const [line] = find(await example('12-exec-probe.yaml'), 'name: forgetful');
      await workbench.goTo(line, 1);
      await page.keyboard.press('End');
      await page.keyboard.type('-too');
      await moved.locator('.pod-name', { hasText: 'forgetful-too' }).waitFor();
      for (let i = 0; i < 4; i += 1) await page.keyboard.press('Backspace');
      await moved.getByRole('button', { name: 'Show in the YAML' }).or(moved.locator('.pod-name')).first().click();
      await page.locator('.statusbar-item', { hasText: `Ln ${line}, ` }).waitFor();
      await window.screenshot({ path: path.join(root, 'out/screenshots/preview-own-window.png') });
    });
  });
});

/** A person who wonders what an edit of a committed manifest comes to. */
describe('the preview of a file under Git', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench('examples', { committed: true });
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  test('it compares the working copy with the last commit, and follows its edits', async () => {
    const { page, preview } = workbench;
    await workbench.open('12-exec-probe.yaml');
    await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
    await preview.locator('.pod-name', { hasText: 'forgetful' }).waitFor();
    await preview.getByRole('button', { name: 'Compare' }).click();
    await preview.getByLabel('A, what to compare with').selectOption({ label: 'Last commit' });
    await preview.locator('.differences', { hasText: 'alike so far' }).waitFor();
    const [line] = find(await example('12-exec-probe.yaml'), 'periodSeconds');
    await page.locator('.view-line').first().click();
    await workbench.goTo(line, 1);
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('2');
    await preview.locator('.differences', { hasText: 'first exit' }).waitFor();
    await workbench.shot('preview-compare-head');
  });
});

/** Opens the example with the exec probe and, from the title bar, its preview. */
async function openPreview({ open, page, preview }: Workbench): Promise<void> {
  await open('12-exec-probe.yaml');
  await page.getByRole('button', { name: 'Open Pod Preview to the Side' }).click();
  await preview.locator('.picture svg [data-mark]').first().waitFor();
}

/** The same, with nothing else open. */
async function openPreviewAnew(workbench: Workbench): Promise<void> {
  await closeEditors(workbench);
  await openPreview(workbench);
}

async function closeEditors({ page }: Workbench): Promise<void> {
  if ((await page.locator('.tab').count()) === 0) return;
  await page.locator('.view-line').first().click();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+w');
  await page.locator('.tab').first().waitFor({ state: 'detached' });
}

/** Waits until the workbench has written down what the page keeps: in a browser it does so now and then, not at its end. */
async function keepsState(page: Page, pattern: RegExp): Promise<void> {
  const isKept = `(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db')) continue;
      const database = await done(indexedDB.open(name));
      const [store] = database.objectStoreNames;
      const values = store ? await done(database.transaction(store).objectStore(store).getAll()) : [];
      database.close();
      if (values.some((value) => ${pattern}.test(JSON.stringify(value)))) return true;
    }
    return false;
  })()`;
  for (let tries = 0; tries < 120; tries += 1) {
    if (await page.evaluate(isKept)) return;
    await page.waitForTimeout(500);
  }
  throw new Error(`The workbench keeps nothing with ${pattern}.`);
}

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
