/** The workbench in Chinese: everything that is ours is translated, and what Kubernetes says is quoted. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { example, openWorkbench, shootFailure, type Workbench } from './workbench.ts';

/** Files of the examples, and the names that their Pods are shown under. */
const SHOWN = [
  ['12-exec-probe.yaml', 'forgetful'],
  ['06-memory-killed.yaml', 'memory-killed'],
  ['07-memory-pending.yaml', 'memory-pending'],
  ['08-cpu.yaml', 'cpu-bound'],
  ['09-init-container.yaml', 'front-page'],
  ['17-security-of-a-container.yaml', 'gatekeeper'],
  ['18-sidecar.yaml', 'audited'],
  ['20-cronjob.yaml', 'nightly-report'],
] as const;

/** Words of Kubernetes and of manifests, units and keys, which are no text of ours. */
const QUOTED =
  /^(?:\d+\/\d+ nodes are available: .*|(?:spec|metadata)\.\S+|(?:[\p{P}\p{S}\s\d]|CPU|QoS|SIG(?:TERM|KILL)|OOM(?:Killed)?|Pod|Job|Pending|Running|Succeeded|Failed|Complete|Completed|Error|PodScheduled|Scheduled|ReadyToStart|Initialized|ContainersReady|Ready|BestEffort|Burstable|Guaranteed|BackoffLimitExceeded|Unschedulable|CrashLoopBackOff|PodInitializing|fsGroup|seccomp|Unconfined|RuntimeDefault|root|privileged|baseline|restricted|ephemeral-storage|emptyDir|ConfigMap|Secret|preStop|postStart|SVG|PNG|JSON|Markdown|kubectl|get|pod|min|ms|[smh]|[KMGT]i|[AB])+)$/u;

describe('in Chinese', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench('examples', { language: 'zh-cn' });
  });
  after(() => workbench?.close());
  afterEach((context) => shootFailure(workbench, context));

  const run = async (command: string): Promise<void> => {
    const { page } = workbench;
    await workbench.press('F1', page.locator('.quick-input-widget input'));
    await page.locator('.quick-input-widget input').fill(`>${command}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().click();
  };

  test('the preview speaks Chinese, and quotes Kubernetes', async () => {
    const { page, preview } = workbench;
    for (const [index, [file, name]] of SHOWN.entries()) {
      await workbench.open(file);
      if (index === 0) {
        await page.locator('.statusbar-item', { hasText: 'Kubernetes 1.' }).waitFor();
        await run('在侧边打开 Pod 预览');
      }
      await preview.locator('.pod-name', { hasText: name }).waitFor();
      const manifest = await example(file);
      const foreign = (await foreignTexts()).filter((text) => !manifest.includes(text.trim()));
      assert.deepEqual(foreign, [], file);
      await workbench.shot(`chinese-${file.replace('.yaml', '')}`);
    }
  });

  test('new Pods are offered in Chinese', async () => {
    const { page } = workbench;
    await run('新建 Pod 清单…');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: '含探针的 Pod' }).waitFor();
    await page.keyboard.press('Escape');
  });

  /** Texts of the page, shown or said, that are neither Chinese nor a quotation, and patterns that were not filled. */
  async function foreignTexts(): Promise<string[]> {
    const texts = (await workbench.preview.locator('body').evaluate(TEXTS_OF_OURS)) as string[];
    const isForeign = (text: string): boolean =>
      /\{\d\}/.test(text) || (!/\p{Script=Han}/u.test(text) && !QUOTED.test(text.trim()));
    return [...new Set(texts.filter(isForeign))];
  }
});

/**
 * Runs in the page: texts and names of elements, without those in which others speak. Events, messages and kubectl's
 * table are Kubernetes' words; names, images and paths are the manifest's.
 */
const TEXTS_OF_OURS = `(() => {
  const quotations = '.events td, .events thead, .kubectl, .nodes td, .nodes th, [data-lane="events"], code, style, script, .who, b, .plain';
  const isEvent = (element) => element.closest('tr')?.querySelector('th')?.textContent === '事件';
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement;
    if (element.closest(quotations) || isEvent(element)) continue;
    if (node === element) texts.push(...['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name)));
    else texts.push(node.textContent);
  }
  return texts.filter((text) => text?.trim());
})()`;
