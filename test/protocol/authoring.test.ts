import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type CodeAction,
  type CodeActionContext,
  CodeActionTriggerKind,
  type SemanticTokens,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  EXPLAIN_REQUEST,
  type ExplainResult,
  FIELDS_REQUEST,
  type FieldsResult,
  PASTE_REQUEST,
  type PasteResult,
} from '../../server/src/protocol/messages.ts';
import { type LspClient, startClient } from '../support/lsp-client.ts';

const URI = 'file:///protocol/authoring.yaml';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: shop:2.1
      resources:
        limits:
          cpu: 0.5
`;
const CPU = { line: 10, character: 16 };

let client: LspClient;
before(async () => {
  client = await startClient();
  await client.open(URI, POD);
});
after(() => client.stop());

async function actions(context: Partial<CodeActionContext>): Promise<CodeAction[]> {
  const range = { start: CPU, end: CPU };
  return client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: URI },
    range,
    context: { diagnostics: [], ...context },
  });
}

test('a refactoring is an edit of the file', async () => {
  const action = (await actions({})).find(({ title }) => title === 'Write as 500m');
  assert.equal(action?.kind, 'refactor.rewrite.quantity');
  const document = TextDocument.create(URI, 'yaml', 1, POD);
  assert.equal(
    TextDocument.applyEdits(document, action?.edit?.changes?.[URI] ?? []),
    POD.replace('cpu: 0.5', 'cpu: 500m'),
  );
});

test('an editor gets the kinds that it asks for', async () => {
  const kinds = (found: readonly CodeAction[]) => [...new Set(found.map(({ kind }) => kind))];
  assert.deepEqual(kinds(await actions({ only: ['refactor.rewrite.quantity'] })), ['refactor.rewrite.quantity']);
  assert.ok(kinds(await actions({ only: ['refactor'] })).length > 3);
  assert.deepEqual(await actions({ only: ['quickfix'] }), []);
});

test('nothing is offered to refactor when only the cursor has moved', async () => {
  const found = await actions({ triggerKind: CodeActionTriggerKind.Automatic });
  assert.deepEqual(
    found.filter(({ kind }) => kind?.startsWith('refactor')),
    [],
  );
});

test('a command that was pasted is offered as a manifest at once', async () => {
  const uri = 'file:///protocol/pasted.yaml';
  await client.open(uri, 'docker run -d nginx\n');
  const start = { line: 0, character: 3 };
  const found = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start, end: start },
    context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Automatic },
  });
  assert.deepEqual(
    found.filter(({ kind }) => kind?.startsWith('refactor')).map(({ title }) => title),
    ['Replace the command by its Pod'],
  );
});

test('a command becomes a manifest', async () => {
  const paste = (text: string) => client.connection.sendRequest<PasteResult>(PASTE_REQUEST, { text });
  assert.match((await paste('docker run -d nginx')).yaml ?? '', /^apiVersion: v1\nkind: Pod\n/);
  assert.deepEqual(await paste('ls'), {});
});

test('fields are explained, with their documentation', async () => {
  const textDocument = { uri: URI };
  const explained = await client.connection.sendRequest<ExplainResult>(EXPLAIN_REQUEST, {
    textDocument,
    position: CPU,
  });
  assert.equal(explained?.path, 'spec.containers[0].resources');
  assert.ok(explained?.fields.find(({ name }) => name === 'limits')?.summary);
  const fields = await client.connection.sendRequest<FieldsResult>(FIELDS_REQUEST, {
    textDocument,
    definition: 'Probe',
  });
  assert.ok(fields.some(({ name }) => name === 'httpGet'));
  const nothing = { textDocument: { uri: 'file:///none.yaml' }, position: CPU };
  assert.equal(await client.connection.sendRequest(EXPLAIN_REQUEST, nothing), null);
});

test('values have semantic tokens, of the types in the legend', async () => {
  const { legend } = client.initialized.capabilities.semanticTokensProvider ?? {};
  const { data } = await client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument: { uri: URI },
  });
  const types = data.filter((_, i) => i % 5 === 3).map((type) => legend?.tokenTypes[type]);
  assert.deepEqual(types, ['imageRepository', 'imageTag', 'quantity']);
});

test('podwright explain has the documentation of the build', () => {
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const { status, stdout } = spawnSync(process.execPath, [cli, 'explain', 'pod.spec.containers'], { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /^KIND: {7}Pod\nVERSION: {4}v1\n\nFIELD: containers\t<\[\]Container> -required-\n/);
  assert.doesNotMatch(stdout, /<no description>|<empty>/);
});
