import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Diagnostic,
  Hover,
  Range,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TimelineResult } from '../../server/src/protocol/messages.ts';
import { type LspClient, startClient } from '../support/lsp-client.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const TYPO = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
  - name: shop
    imagee: nginx
    image: nginx
    resources:
      limits:
        memory: "128974848"
`;

let client: LspClient;
before(async () => {
  client = await startClient();
});
after(() => client.stop());

let opened = 0;
const newUri = () => `file:///protocol/${opened++}.yaml`;
const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

function applyTo(text: string, uri: string, { edit }: CodeAction): string {
  return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), edit?.changes?.[uri] ?? []);
}

describe('an editor over stdio', () => {
  test('hears what the server can do', () => {
    const { capabilities, serverInfo } = client.initialized;
    assert.equal(serverInfo?.name, 'podwright');
    assert.ok(capabilities.hoverProvider && capabilities.completionProvider && capabilities.codeActionProvider);
  });

  test('gets problems on opening, fresh ones after each edit, none after closing', async () => {
    const uri = newUri();
    assert.deepEqual(codes(await client.open(uri, TYPO)), ['unknown-field']);
    const at = (character: number) => ({ line: 7, character });
    const mended = await client.change(uri, [{ range: { start: at(0), end: { line: 8, character: 0 } }, text: '' }]);
    assert.deepEqual(mended, []);
    const broken = await client.change(uri, [{ range: { start: at(0), end: at(0) }, text: '    bogus: 1\n' }]);
    assert.deepEqual(broken[0]?.range, { start: at(4), end: at(9) });
    const closed = client.nextDiagnostics(uri);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    assert.deepEqual(await closed, []);
  });

  test('several edits in one notification, CRLF and characters beyond 16 bits', async () => {
    const uri = newUri();
    await client.open(
      uri,
      'apiVersion: v1\r\nkind: Pod\r\nmetadata: {name: a, annotations: {x: "😀"}}\r\nspec: {containers: [{name: a, image: b}]}\r\n',
    );
    const start = { line: 0, character: 0 };
    const end = { line: 2, character: 42 };
    const [problem] = await client.change(uri, [
      { range: { start: end, end }, text: ', bogus: 1' },
      { range: { start, end: start }, text: '# one line more\r\n' },
    ]);
    assert.deepEqual(problem?.range, { start: { line: 3, character: 44 }, end: { line: 3, character: 49 } });
  });

  test('completes a field and resolves its documentation', async () => {
    const uri = newUri();
    await client.open(uri, TYPO);
    const list: CompletionList = await client.connection.sendRequest('textDocument/completion', {
      textDocument: { uri },
      position: { line: 8, character: 4 },
    });
    const item = list.items.find(({ label }) => label === 'livenessProbe');
    assert.ok(item);
    const resolved: CompletionItem = await client.connection.sendRequest('completionItem/resolve', item);
    assert.match(JSON.stringify(resolved.documentation), /liveness/i);
  });

  test('says what a quantity comes to', async () => {
    const uri = newUri();
    await client.open(uri, TYPO);
    const hover: Hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 11, character: 20 },
    });
    assert.match(JSON.stringify(hover.contents), /123Mi/);
  });

  test('offers the fix of the problem at hand, and all fixes at once', async () => {
    const uri = newUri();
    const text = TYPO.replace('    image: nginx\n', '').replace('resources:', 'resuorces:');
    const diagnostics = await client.open(uri, text);
    const ask = (range: Range, only: string[]): Promise<CodeAction[]> =>
      client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics, only },
      });
    const line = (number: number): Range => ({
      start: { line: number, character: 0 },
      end: { line: number, character: 0 },
    });
    const here = await ask({ start: { line: 7, character: 4 }, end: { line: 7, character: 4 } }, ['quickfix']);
    const fix = here.find(({ isPreferred }) => isPreferred);
    assert.ok(fix);
    assert.match(applyTo(text, uri, fix), /^ {4}image: nginx$/m);
    const [all] = await ask(line(0), ['source.fixAll']);
    assert.ok(all);
    assert.deepEqual(await client.open(newUri(), applyTo(text, uri, all)), []);
  });

  test('follows the configured Kubernetes version, and the one that a file names', async () => {
    const uri = newUri();
    const hostUsers = TYPO.replace('    imagee: nginx\n', '').replace(
      'spec:',
      'spec:\n  resourceClaims: []\n  hostnameOverride: web',
    );
    assert.deepEqual(
      codes(await client.open(uri, hostUsers)).filter((code) => code === 'unknown-field'),
      [],
    );
    const republished = client.nextDiagnostics(uri);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { podwright: { kubernetesVersion: '1.30' } },
    });
    assert.match((await republished).map(({ message }) => message).join(), /1\.34/);
    assert.deepEqual(await client.open(newUri(), `# podwright: kubernetes=1.37\n${hostUsers}`), []);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { podwright: {} } });
  });

  test('predicts the life of the Pod at the cursor, and of the Pods that a Deployment makes', async () => {
    const ask = async (example: string, line: number): Promise<TimelineResult> => {
      const uri = newUri();
      await client.open(uri, await readFile(join(EXAMPLES, example), 'utf8'));
      return client.connection.sendRequest('podwright/timeline', {
        textDocument: { uri },
        position: { line, character: 0 },
      });
    };
    const result = await ask('12-exec-probe.yaml', 8);
    assert.ok(result.kind === 'timeline');
    const { timeline, object } = result;
    assert.ok(timeline.steps.some((step) => step.kind === 'event' && step.reason === 'Unhealthy'));
    const fields = timeline.steps.flatMap(({ why }) => why?.fields ?? []);
    assert.ok(
      fields.some((field) => field in object.fields),
      'a cause can be found in the text',
    );
    const deployment = await ask('19-deployment.yaml', 6);
    assert.ok(deployment.kind === 'timeline' && deployment.object.kind === 'Deployment');
  });

  test('says of broken YAML that it is broken, and of no Pod that there is none', async () => {
    const ask = async (text: string): Promise<TimelineResult> => {
      const uri = newUri();
      await client.open(uri, text);
      return client.connection.sendRequest('podwright/timeline', {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      });
    };
    assert.equal((await ask('apiVersion: v1\nkind: Pod\nspec: {"\n')).kind, 'broken');
    assert.equal((await ask('a: 1\n')).kind, 'none');
    assert.equal((await ask('')).kind, 'none');
  });
});

describe('whatever the text', () => {
  const pod = (name: string) => TYPO.replace('    imagee: nginx\n', '').replace('shop', name);
  const TEXTS: Readonly<Record<string, string>> = {
    'an empty file': '',
    'a file without a Kubernetes object': 'version: "3"\nservices:\n  web:\n    image: nginx\n',
    'a Helm template': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n  bogus: 1\n',
    'binary data': String.fromCharCode(...Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
    'a megabyte of Pods': Array.from({ length: 4500 }, (_, i) => pod(`p${i}`)).join('---\n'),
    'a megabyte on one line': `a: [${'x, '.repeat(350_000)}]`,
    'nesting without end': '['.repeat(50_000),
    'lone surrogates': 'apiVersion: v1\nkind: Pod\nmetadata: {name: "\ud800"}\n',
  };
  for (const [name, text] of Object.entries(TEXTS))
    test(`${name}: nothing is said, and the server goes on answering`, async () => {
      const uri = newUri();
      const diagnostics = await client.open(uri, text);
      if (name !== 'lone surrogates') assert.deepEqual(diagnostics, []);
      const position = { line: 0, character: 1 };
      for (const method of ['textDocument/hover', 'textDocument/completion', 'podwright/timeline'])
        await client.connection.sendRequest(method, { textDocument: { uri }, position });
      assert.equal((await client.open(newUri(), TYPO)).length, 1);
    });

  test('a document that was never opened has no answer, and is no error', async () => {
    const params = { textDocument: { uri: 'file:///nowhere.yaml' }, position: { line: 0, character: 0 } };
    assert.equal(await client.connection.sendRequest('textDocument/hover', params), null);
  });
});

describe('what the user decides about the rules', () => {
  const LATEST = TYPO.replace('    imagee: nginx\n', '');

  test('severities by code, a Pod Security level, and where a code leads', async () => {
    const configuration = {
      rules: { 'latest-image': 'warning', 'duplicate-key': 'nonsense' },
      podSecurity: 'restricted',
    };
    const strict = await startClient({ configuration, initializationOptions: { rulePages: 'file:///pages' } });
    const uri = newUri();
    await strict.open(uri, LATEST);
    const diagnostics = await strict.change(uri, [{ text: `${LATEST}# changed\n` }]);
    const latest = diagnostics.find(({ code }) => code === 'latest-image');
    assert.equal(latest?.severity, 2);
    assert.equal(latest?.codeDescription?.href, 'file:///pages/latest-image.md');
    assert.ok(codes(diagnostics).includes('pod-security'));
    await strict.stop();
  });

  test("a Namespace's label holds the Pods of that namespace to its level, also those of other files", async () => {
    const mine = await startClient();
    const [namespace, inside, outside] = [newUri(), newUri(), newUri()];
    const label = (level: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels: {pod-security.kubernetes.io/enforce: ${level}}\n`;
    await mine.open(inside, LATEST.replace('name: shop', 'name: shop\n  namespace: shop'));
    const told = mine.nextDiagnostics(inside);
    await mine.open(namespace, label('restricted'));
    assert.deepEqual([...new Set(codes(await told))], ['pod-security']);
    assert.deepEqual(await mine.open(outside, LATEST), []);
    const relieved = mine.nextDiagnostics(inside);
    await mine.change(namespace, [{ text: label('baseline') }]);
    assert.deepEqual(await relieved, []);
    await mine.stop();
  });

  test('a comment silences what it names, on its line or in the file', async () => {
    const silenced = TYPO.replace('imagee: nginx', 'imagee: nginx # podwright-disable-line unknown-field');
    assert.deepEqual(await client.open(newUri(), silenced), []);
    assert.deepEqual(await client.open(newUri(), `# podwright-disable unknown-field\n---\n${TYPO}`), []);
    const other = await client.open(newUri(), `# podwright-disable duplicate-key\n---\n${TYPO}`);
    assert.deepEqual(codes(other), ['unknown-field']);
  });

  test('a file of a manifest folder is held to what the kubelet asks', async () => {
    const text = LATEST.replace('spec:', 'spec:\n  serviceAccountName: web');
    const diagnostics = await client.open('file:///etc/kubernetes/manifests/web.yaml', text);
    assert.deepEqual(codes(diagnostics), ['mirror-pod', 'static-reference']);
    assert.deepEqual(await client.open(newUri(), text), []);
  });
});

test('a client that offers configuration is asked for it', async () => {
  const configured = await startClient({ configuration: { kubernetesVersion: '1.25' } });
  const uri = newUri();
  await configured.open(uri, TYPO);
  const diagnostics = await configured.change(uri, [{ text: TYPO.replace('imagee: nginx', 'resizePolicy: []') }]);
  assert.match(diagnostics.map(({ message }) => message).join(), /1\.27/);
  assert.equal(await configured.stop(), 0);
});
