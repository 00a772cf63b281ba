import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ClientCapabilities,
  type CompletionList,
  CompletionTriggerKind,
  type InlayHint,
  InsertTextFormat,
} from 'vscode-languageserver-protocol';
import { type ClientOptions, type LspClient, startClient } from '../support/lsp-client.ts';

const URI = 'file:///protocol/completion.yaml';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  securityContext:
    runAsUser: 1000
  containers:
    - name: shop
      image: shop:2.1
      resources:
        requests:
          memory: 128974848
      
`;
const FIELD = { line: 13, character: 6 };
const SNIPPETS: ClientCapabilities = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };

async function withClient(options: ClientOptions, use: (client: LspClient) => Promise<void>): Promise<void> {
  const client = await startClient(options);
  try {
    await client.open(URI, POD);
    await use(client);
  } finally {
    await client.stop();
  }
}

function complete({ connection }: LspClient, triggerCharacter?: string): Promise<CompletionList> {
  const context = triggerCharacter
    ? { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter }
    : { triggerKind: CompletionTriggerKind.Invoked };
  return connection.sendRequest('textDocument/completion', { textDocument: { uri: URI }, position: FIELD, context });
}

test('an editor without snippets gets plain text', async () => {
  await withClient({}, async (client) => {
    const { items } = await complete(client);
    assert.ok(items.length > 10);
    assert.ok(items.every(({ insertTextFormat }) => insertTextFormat === InsertTextFormat.PlainText));
    assert.ok(items.every(({ textEdit }) => !textEdit?.newText.includes('$')));
  });
});

test('the list opens again where the editor has a command for it', async () => {
  const again = async (client: LspClient) =>
    (await complete(client)).items.find(({ label }) => label === 'livenessProbe')?.command?.command;
  await withClient({ capabilities: SNIPPETS, initializationOptions: { suggestCommand: 'again' } }, async (client) =>
    assert.equal(await again(client), 'again'),
  );
  await withClient({ capabilities: SNIPPETS }, async (client) => assert.equal(await again(client), undefined));
});

test('whoever indents a line is not asked to choose', async () => {
  await withClient({ capabilities: SNIPPETS }, async (client) => {
    assert.deepEqual((await complete(client, ' ')).items, []);
    assert.ok((await complete(client)).items.length > 0);
  });
});

function hints({ connection }: LspClient): Promise<InlayHint[]> {
  const range = { start: { line: 0, character: 0 }, end: { line: 14, character: 0 } };
  return connection.sendRequest('textDocument/inlayHint', { textDocument: { uri: URI }, range });
}

test('hints stand where the settings want them', async () => {
  const labels = async (client: LspClient) => (await hints(client)).map(({ label }) => label);
  await withClient({}, async (client) => assert.deepEqual(await labels(client), ['runAsUser: 1000 (Pod)', '= 123Mi']));
  const off = { inlayHints: { quantities: 'off', defaults: 'off' } };
  await withClient({ configuration: off }, async (client) => {
    assert.deepEqual(await labels(client), []);
    const position = { line: 12, character: 20 };
    const hover = await client.connection.sendRequest('textDocument/hover', { textDocument: { uri: URI }, position });
    assert.doesNotMatch(JSON.stringify(hover), /123Mi/);
  });
});
