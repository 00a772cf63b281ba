import assert from 'node:assert/strict';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { root } from '../../scripts/process.ts';
import { openWorkbench, shootFailure, type Workbench } from './workbench.ts';

const NAME = 'shop';
const at = (seconds: number) => `2026-01-01T10:00:${String(seconds).padStart(2, '0')}Z`;
const CONFIG = {
  'current-context': 'kind-dev',
  clusters: [{ name: 'dev', cluster: { server: 'https://127.0.0.1:6443' } }],
  contexts: [{ name: 'kind-dev', context: { cluster: 'dev' } }],
};
const POD = {
  kind: 'Pod',
  metadata: { name: NAME, namespace: 'default', uid: 'some-uid', creationTimestamp: at(0) },
  spec: { containers: [{ name: NAME, image: 'registry.example.com/team/shop:1.2' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: NAME,
        ready: true,
        restartCount: 1,
        state: { running: { startedAt: at(40) } },
        lastState: { terminated: { startedAt: at(2), finishedAt: at(20), exitCode: 137, reason: 'OOMKilled' } },
      },
    ],
  },
};
const EVENT = {
  type: 'Warning',
  reason: 'BackOff',
  message: 'Back-off restarting failed container shop',
  involvedObject: { fieldPath: `spec.containers{${NAME}}` },
  source: { component: 'kubelet' },
  count: 3,
  firstTimestamp: at(21),
  lastTimestamp: at(35),
};
const REFUSAL = `The Pod "${NAME}" is invalid: spec.containers[0].image: Invalid value: "x": the policy of this cluster\n`;
const ANSWERS = [
  { args: 'config view', stdout: JSON.stringify(CONFIG) },
  { args: 'apply', exitCode: 1, stderr: REFUSAL },
  { args: 'get pod/', stdout: JSON.stringify(POD) },
  { args: 'get events', stdout: JSON.stringify({ items: [EVENT] }) },
  { args: 'version', stdout: '{}' },
];

describe('a cluster', () => {
  let folder: string;
  let workbench: Workbench;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'podwright-kubectl-'));
    const file = (name: string) => path.join(folder, name);
    const workspace = file('workspace');
    await cp(path.join(root, 'test/workspace/pod.yaml'), path.join(workspace, 'pod.yaml'));
    await cp(path.join(root, 'test/host/kubectl.mjs'), file('kubectl.mjs'));
    await writeFile(file('answers.json'), JSON.stringify(ANSWERS));
    // VS Code's server takes its environment from a login shell, so that nothing can be passed along.
    const given = `PODWRIGHT_FAKE_KUBECTL='${file('answers.json')}' PODWRIGHT_FAKE_KUBECTL_LOG='${file('log')}'`;
    await writeFile(file('kubectl'), `#!/bin/sh\n${given} exec '${process.execPath}' '${file('kubectl.mjs')}' "$@"\n`);
    await chmod(file('kubectl'), 0o755);
    await mkdir(path.join(workspace, '.vscode'));
    const settings = { 'podwright.kubectl.path': file('kubectl') };
    await writeFile(path.join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
    workbench = await openWorkbench(path.relative(root, workspace));
    await workbench.open('pod.yaml');
  });
  after(async () => {
    await workbench?.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach((context) => shootFailure(workbench, context));

  async function run(command: string, button: string): Promise<void> {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget input');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first();
    // The list has what is offered when it opens: the extension may be about to say that there is kubectl.
    for (let tries = 1; ; tries++) {
      await workbench.press('F1', input);
      await input.fill(`>${command}`);
      const isOffered = await row.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (isOffered) break;
      assert.ok(tries < 10, `${command} is not offered`);
      await page.keyboard.press('Escape');
    }
    await row.click();
    await page.locator('.monaco-dialog-box', { hasText: 'kind-dev' }).getByRole('button', { name: button }).click();
  }

  test('says what it refuses, after it was named', async () => {
    const { page } = workbench;
    await run('Validate Against the Cluster', 'Validate');
    await page.locator('.notification-toast', { hasText: 'Context kind-dev refuses 1 of 1 object' }).waitFor();
    await page.getByRole('button', { name: 'Show Problems' }).click();
    await page.locator('.markers-panel', { hasText: 'the policy of this cluster' }).waitFor();
    await workbench.shot('cluster-refuses');
    await page.keyboard.press('Control+j');
  });

  test('shows what really happened above the prediction', async () => {
    const { page, preview } = workbench;
    await page.locator('.editor-group-container .view-line').first().click();
    await run('Show What Really Happened', 'Look');
    await preview.locator('.observed', { hasText: 'What happened in kind-dev' }).waitFor();
    await preview.locator('.observed', { hasText: 'Back-off restarting failed container shop' }).waitFor();
    await preview.locator('.compare-picture', { hasText: 'OOMKilled' }).waitFor();
    await workbench.shot('cluster-overlay');
  });
});
