/** The built server speaks the language whose texts its editor hands it, or that its editor names; else English. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CodeAction, Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { type ClientOptions, type LspClient, startClient } from '../support/lsp-client.ts';

const URI = 'file:///protocol/translated.yaml';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  terminationGracePeriodSeconds: 3600
  containers:
    - name: shop
      image: shop:2.1
      imagePullPolice: Always
      resources:
        requests:
          memory: 512
`;
const GRACE = { line: 5, character: 4 };
const POLICE = { line: 9, character: 8 };

interface Told {
  readonly hover: string;
  readonly problems: readonly string[];
  readonly titles: readonly string[];
}

const clients: LspClient[] = [];
after(() => Promise.all(clients.map((client) => client.stop())));

async function ask(options: ClientOptions = {}): Promise<Told> {
  const client = await startClient(options);
  clients.push(client);
  const problems = await client.open(URI, POD);
  const textDocument = { uri: URI };
  const hover: Hover = await client.connection.sendRequest('textDocument/hover', { textDocument, position: GRACE });
  const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument,
    range: { start: POLICE, end: POLICE },
    context: { diagnostics: [] },
  });
  return {
    hover: (hover.contents as MarkupContent).value.split('\n\n')[0] ?? '',
    problems: problems.map(({ message }) => String(message)),
    titles: actions.map(({ title }) => title),
  };
}

test('in Chinese, when the editor has the texts', async () => {
  const bundle = readFileSync(join(import.meta.dirname, '../../l10n/bundle.l10n.zh-cn.json'), 'utf8');
  const { hover, problems, titles } = await ask({ initializationOptions: { translations: JSON.parse(bundle) } });
  assert.equal(hover, '**terminationGracePeriodSeconds**: integer（秒） · 可选 · 默认 `30`');
  assert.deepEqual(problems, ['未知字段“imagePullPolice”；是否想写 imagePullPolicy？', '这是 512 字节：似乎缺少单位']);
  assert.ok(titles.includes('重命名为 imagePullPolicy'), titles.join('\n'));
});

for (const locale of ['zh-cn', 'zh-CN', 'zh_CN.UTF-8'])
  test(`in Chinese, when the editor's language is ${locale}`, async () => {
    const { titles } = await ask({ locale });
    assert.ok(titles.includes('重命名为 imagePullPolicy'), titles.join('\n'));
  });

for (const locale of ['en', 'tlh', '../../package'])
  test(`in English, when the editor's language is ${locale}`, async () => {
    const { titles } = await ask({ locale });
    assert.ok(titles.includes('Rename to imagePullPolicy'), titles.join('\n'));
  });

test('in English otherwise', async () => {
  const { hover, problems, titles } = await ask();
  assert.equal(hover, '**terminationGracePeriodSeconds**: integer (seconds) · optional · default `30`');
  assert.deepEqual(problems, [
    'Unknown field "imagePullPolice"; did you mean imagePullPolicy?',
    'That is 512 bytes: a unit seems to be missing',
  ]);
  assert.ok(titles.includes('Rename to imagePullPolicy'), titles.join('\n'));
});
