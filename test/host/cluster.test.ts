import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { observeLive } from '../../client/src/cluster/overlay.ts';
import { closeAll, openText, podwright, runningClient, until } from './editor.ts';

const POD = (name: string, containers: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: main
      ${containers}
`;
const FILE = `${POD('good', 'image: nginx')}---\n${POD('bad', 'imagePullPolicy: Sometimes')}`;

const CONFIG = {
  args: 'config view',
  stdout: JSON.stringify({
    'current-context': 'kind-dev',
    clusters: [
      { name: 'dev', cluster: { server: 'https://127.0.0.1:6443' } },
      { name: 'live', cluster: { server: 'https://live.example.com' } },
    ],
    contexts: [
      { name: 'kind-dev', context: { cluster: 'dev', namespace: 'shop' } },
      { name: 'production', context: { cluster: 'live' } },
    ],
  }),
};
const ACCEPTED = { args: 'apply', input: 'name: good', stdout: 'pod/good created (server dry run)\n' };
const REFUSED = {
  args: 'apply',
  input: 'name: bad',
  exitCode: 1,
  stderr:
    'The Pod "bad" is invalid: \n* spec.containers[0].image: Required value\n* spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"\n',
};

const LIVE_POD = {
  kind: 'Pod',
  metadata: { name: 'good', namespace: 'shop', uid: 'some-uid', creationTimestamp: '2026-01-01T10:00:00Z' },
  spec: { containers: [{ name: 'main', image: 'nginx' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'main',
        ready: true,
        restartCount: 1,
        state: { running: { startedAt: '2026-01-01T10:00:30Z' } },
        lastState: {
          terminated: {
            startedAt: '2026-01-01T10:00:02Z',
            finishedAt: '2026-01-01T10:00:20Z',
            exitCode: 3,
            reason: 'Error',
          },
        },
      },
    ],
  },
};
const EVENTS = {
  args: 'get events',
  stdout: JSON.stringify({
    items: [{ reason: 'Scheduled', type: 'Normal', message: 'Assigned', eventTime: '2026-01-01T10:00:00.5Z' }],
  }),
};
const VERSION = {
  args: 'version',
  stdout: JSON.stringify({ serverVersion: { major: '1', minor: '33+', gitVersion: 'v1.33.1' } }, undefined, 2),
};

interface Said {
  readonly message: string;
  readonly detail: string;
}

suite('asking a cluster', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'podwright-kubectl-'));
  const log = path.join(folder, 'log');
  const { showInformationMessage, showWarningMessage, showErrorMessage } = vscode.window;
  let said: Said[];

  /** What kubectl answers; which button is pressed in each dialog, by its text. */
  function prepare(answers: readonly object[], press: (message: string) => string | undefined): void {
    writeFileSync(log, '');
    writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(answers));
    said = [];
    const show = async (message: string, ...rest: unknown[]) => {
      const [options] = rest;
      const detail =
        typeof options === 'object' && options !== null && 'detail' in options ? String(options.detail) : '';
      said.push({ message, detail });
      return press(message);
    };
    Object.assign(vscode.window, { showInformationMessage: show, showWarningMessage: show, showErrorMessage: show });
  }

  const calls = () => readFileSync(log, 'utf8').split('\n').filter(Boolean);
  const validate = () => vscode.commands.executeCommand('podwright.validateAgainstCluster');
  const fromCluster = (document: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source?.startsWith('kubectl'));
  const summary = ({ range, message, source }: vscode.Diagnostic, document: vscode.TextDocument) =>
    `${source}: ${range.start.line + 1}: ${document.getText(range)}: ${message.split(':')[0]}`;

  suiteSetup(async () => {
    process.env.PODWRIGHT_FAKE_KUBECTL = path.join(folder, 'answers.json');
    process.env.PODWRIGHT_FAKE_KUBECTL_LOG = log;
    await podwright();
    const extension = vscode.extensions.getExtension('podwright.podwright');
    const kubectl = path.join(extension?.extensionPath ?? '', 'test/host/kubectl.mjs');
    await vscode.workspace.getConfiguration('podwright').update('kubectl.path', kubectl, true);
  });
  teardown(async () => {
    Object.assign(vscode.window, { showInformationMessage, showWarningMessage, showErrorMessage });
    await closeAll();
  });
  suiteTeardown(async () => {
    await vscode.workspace.getConfiguration('podwright').update('kubectl.path', undefined, true);
    rmSync(folder, { recursive: true });
  });

  test('names context, server and namespace first, and puts the answers where they belong', async () => {
    const { document } = await openText(FILE);
    await runningClient();
    prepare([CONFIG, ACCEPTED, REFUSED], (message) => (message.startsWith('Validate') ? 'Validate' : undefined));
    await validate();
    assert.equal(said[0]?.message, 'Validate 2 objects in the context “kind-dev”?');
    assert.match(said[0]?.detail ?? '', /Server https:\/\/127\.0\.0\.1:6443, namespace shop\./);
    assert.deepEqual(
      fromCluster(document).map((one) => summary(one, document)),
      [
        'kubectl (context kind-dev): 16: name: main: spec.containers[0].image',
        'kubectl (context kind-dev): 17: Sometimes: spec.containers[0].imagePullPolicy',
      ],
    );
    assert.equal(said[1]?.message, 'Context kind-dev refuses 1 of 2 objects.');
    assert.deepEqual(
      calls().slice(1),
      Array(2).fill('apply --context=kind-dev --dry-run=server --request-timeout=30s --filename=-'),
    );
  });

  test('what it said moves with the text, and goes when its object is edited', async () => {
    const { document } = await openText(FILE);
    prepare([CONFIG, ACCEPTED, REFUSED], () => 'Validate');
    await validate();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# One line more.\n');
    await vscode.workspace.applyEdit(edit);
    await until('the moved problems', () => fromCluster(document)[1]?.range.start.line === 17 || undefined);
    const mended = new vscode.WorkspaceEdit();
    mended.replace(document.uri, fromCluster(document)[1]?.range ?? assert.fail(), 'Always');
    await vscode.workspace.applyEdit(mended);
    await until('no problems', () => fromCluster(document).length === 0 || undefined);
  });

  test('says that all is well', async () => {
    const { document } = await openText(POD('good', 'image: nginx'));
    prepare([CONFIG, ACCEPTED], (message) => (message.startsWith('Validate') ? 'Validate' : undefined));
    await validate();
    assert.equal(said.at(-1)?.message, 'Context kind-dev accepts the object.');
    assert.deepEqual(fromCluster(document), []);
  });

  test('sends nothing when the user does not agree', async () => {
    await openText(FILE);
    prepare([CONFIG, ACCEPTED, REFUSED], () => undefined);
    await validate();
    assert.deepEqual(calls(), ['config view --output=json']);
  });

  test('ends kubectl when the user cancels, and says no more', async () => {
    const { document } = await openText(FILE);
    prepare([CONFIG, { ...REFUSED, seconds: 60, input: '' }], () => 'Validate');
    const cancel = new vscode.CancellationTokenSource();
    const { withProgress } = vscode.window;
    const run: typeof withProgress = (_, task) => task({ report: () => undefined }, cancel.token);
    Object.assign(vscode.window, { withProgress: run });
    try {
      const done = validate();
      await until('the call of kubectl', () => calls().length === 2 || undefined);
      cancel.cancel();
      await done;
    } finally {
      Object.assign(vscode.window, { withProgress });
    }
    assert.equal(said.length, 1, 'only the question');
    assert.deepEqual(fromCluster(document), []);
  });

  test('a cluster that cannot be reached is met once, and blames no object', async () => {
    const { document } = await openText(FILE);
    const stderr =
      'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n';
    prepare([CONFIG, { args: 'apply', exitCode: 1, stderr }], () => 'Validate');
    await validate();
    assert.match(
      said.at(-1)?.message ?? '',
      /^Context kind-dev: The connection to the server 127\.0\.0\.1:6443 was refused/,
    );
    assert.equal(calls().length, 2);
    assert.deepEqual(fromCluster(document), []);
  });

  test('a kubectl that is not there is said so', async () => {
    await openText(FILE);
    const settings = vscode.workspace.getConfiguration('podwright');
    const fake = settings.get('kubectl.path');
    await settings.update('kubectl.path', '/nowhere/kubectl', true);
    prepare([], () => undefined);
    await validate();
    await settings.update('kubectl.path', fake, true);
    assert.match(
      said[0]?.message ?? '',
      /There is no \/nowhere\/kubectl to run\. The setting podwright\.kubectl\.path/,
    );
  });

  test('runs nothing in a workspace that is not trusted', async () => {
    await openText(FILE);
    prepare([CONFIG, ACCEPTED, REFUSED], () => undefined);
    const isTrusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
    try {
      await validate();
    } finally {
      if (isTrusted) Object.defineProperty(vscode.workspace, 'isTrusted', isTrusted);
    }
    assert.deepEqual(calls(), []);
    assert.match(said[0]?.message ?? '', /not run in a workspace that you do not trust/);
  });

  test('shows a live Pod when the user agrees, with its Events', async () => {
    const { document } = await openText(FILE);
    const client = await runningClient();
    prepare([CONFIG, { args: 'get pod/good', stdout: JSON.stringify(LIVE_POD) }, EVENTS, VERSION], () => 'Look');
    const source = { uri: client.code2ProtocolConverter.asUri(document.uri), line: 1, character: 0 };
    const { title, timeline } = await observeLive(client, source, 900);
    assert.equal(said[0]?.message, 'Look at Pod good in the context “kind-dev”?');
    assert.match(title, /^What happened in kind-dev, as of /);
    assert.equal(timeline.kubernetes, '1.33');
    const exits = timeline.steps.filter((step) => step.kind === 'exit');
    assert.deepEqual(
      exits.map(({ t, exitCode }) => [t, exitCode]),
      [[20, 3]],
    );
    assert.ok(timeline.steps.some((step) => step.kind === 'event' && step.reason === 'Scheduled'));
    assert.deepEqual(calls().slice(1).sort(), [
      'get events --field-selector=involvedObject.uid=some-uid --context=kind-dev --namespace=shop --output=json --request-timeout=30s',
      'get pod/good --context=kind-dev --namespace=shop --output=json --request-timeout=30s',
      'version --context=kind-dev --output=json',
    ]);
  });

  test('says that the cluster has no such Pod', async () => {
    const { document } = await openText(FILE);
    const client = await runningClient();
    const stderr = 'Error from server (NotFound): pods "good" not found\n';
    prepare([CONFIG, { args: 'get pod/good', exitCode: 1, stderr }], () => 'Look');
    const source = { uri: client.code2ProtocolConverter.asUri(document.uri), line: 1, character: 0 };
    await assert.rejects(observeLive(client, source, 900), /^Error: Context kind-dev has no Pod good\.$/);
  });
});
