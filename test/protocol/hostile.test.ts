/** The server outlives its own bugs, and whatever is asked of it while somebody types. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CancellationToken } from 'vscode-languageserver-protocol';
import { CancellationTokenSource, type LogMessageParams } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  EXPLAIN_REQUEST,
  LIVE_PODS_REQUEST,
  MANIFESTS_REQUEST,
  TIMELINE_REQUEST,
} from '../../server/src/protocol/messages.ts';
import { randomPosition } from '../fuzz/ask.ts';
import { ownManifests } from '../fuzz/manifests.ts';
import { createRandom } from '../fuzz/random.ts';
import { damage } from '../fuzz/texts.ts';
import { type LspClient, startClient } from '../support/lsp-client.ts';

describe('a rule that throws', () => {
  it('is told once, and the others go on', async () => {
    const command = [process.execPath, join(import.meta.dirname, '../support/failing-server.ts'), '--stdio'] as const;
    const client = await startClient({ command });
    const logged: string[] = [];
    client.connection.onNotification('window/logMessage', ({ message }: LogMessageParams) => {
      logged.push(message);
    });
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: A_B, image: b, x: 1}]}\n';
    for (const name of ['a', 'b'])
      assert.deepEqual(
        (await client.open(`file:///${name}.yaml`, pod)).flatMap(({ code, severity }) => (severity === 1 ? code : [])),
        ['unknown-field'],
      );
    assert.equal(await client.stop(), 0);
    const told = logged.filter((message) => message.includes('invalid-name'));
    assert.equal(told.length, 1, logged.join('\n'));
    assert.match(told[0] ?? '', /broken on purpose/);
  });
});

type Ask = (client: LspClient, uri: string, text: string, below: (n: number) => number) => readonly [string, object];

const at = (method: string, more: object = {}): Ask => {
  return (_, uri, text, below) => [method, { textDocument: { uri }, position: randomPosition(text, below), ...more }];
};
const ofFile = (method: string, more: object = {}): Ask => {
  return (_, uri) => [method, { textDocument: { uri }, ...more }];
};
const ofRange = (method: string, more: object = {}): Ask => {
  return (_, uri, text, below) => {
    const range = { start: randomPosition(text, below), end: randomPosition(text, below) };
    return [method, { textDocument: { uri }, range, ...more }];
  };
};
const options = { tabSize: 2, insertSpaces: true };

/** A request for each capability that the server tells. */
const ASKS: Readonly<Record<string, readonly Ask[]>> = {
  codeActionProvider: [ofRange('textDocument/codeAction', { context: { diagnostics: [] } })],
  codeLensProvider: [ofFile('textDocument/codeLens')],
  completionProvider: [at('textDocument/completion')],
  definitionProvider: [at('textDocument/definition')],
  documentFormattingProvider: [ofFile('textDocument/formatting', { options })],
  documentHighlightProvider: [at('textDocument/documentHighlight')],
  documentLinkProvider: [ofFile('textDocument/documentLink')],
  documentOnTypeFormattingProvider: [at('textDocument/onTypeFormatting', { ch: '\n', options })],
  documentRangeFormattingProvider: [ofRange('textDocument/rangeFormatting', { options })],
  documentSymbolProvider: [ofFile('textDocument/documentSymbol')],
  foldingRangeProvider: [ofFile('textDocument/foldingRange')],
  hoverProvider: [at('textDocument/hover')],
  inlayHintProvider: [ofRange('textDocument/inlayHint')],
  referencesProvider: [at('textDocument/references', { context: { includeDeclaration: true } })],
  renameProvider: [at('textDocument/prepareRename'), at('textDocument/rename', { newName: 'other' })],
  selectionRangeProvider: [
    (_, uri, text, below) => [
      'textDocument/selectionRange',
      { textDocument: { uri }, positions: [randomPosition(text, below)] },
    ],
  ],
  semanticTokensProvider: [ofFile('textDocument/semanticTokens/full')],
  workspaceSymbolProvider: [() => ['workspace/symbol', { query: 'a' }]],
};

/** Requests beyond LSP. */
const OWN: readonly Ask[] = [
  at(TIMELINE_REQUEST),
  at(EXPLAIN_REQUEST),
  at(LIVE_PODS_REQUEST),
  ofFile(MANIFESTS_REQUEST),
];

/** Capabilities that ask for nothing. */
const QUIET = new Set(['positionEncoding', 'textDocumentSync', 'workspace', 'experimental', 'executeCommandProvider']);

describe('whatever is asked while somebody types', () => {
  let client: LspClient;
  before(async () => {
    client = await startClient();
  });
  after(() => client.stop());

  it('is a request for each capability', () => {
    const told = Object.keys(client.initialized.capabilities).filter((name) => !QUIET.has(name));
    assert.deepEqual(told.sort(), Object.keys(ASKS).sort());
  });

  it('is answered or cancelled, and answered as by a server that has just started', async () => {
    const random = createRandom(7);
    const asks = [...Object.values(ASKS).flat(), ...OWN];
    const answers = { answered: 0, cancelled: 0 };
    const ask = async (to: LspClient, [method, params]: readonly [string, object], token?: CancellationToken) => {
      try {
        const answer = await to.connection.sendRequest(method, params, ...(token ? [token] : []));
        answers.answered++;
        return answer;
      } catch (error) {
        const { code } = error as { readonly code?: number };
        // Cancelled by the client, or by the server as the text has changed meanwhile.
        assert.ok(code === -32800 || code === -32801 || method.includes('ename'), `${method}: ${error}`);
        answers.cancelled++;
        return `refused with ${code}`;
      }
    };
    const fresh = await startClient();
    try {
      for (let round = 0; round < 12; round++) {
        const uri = `file:///fuzz/${round}.yaml`;
        let document = TextDocument.create(uri, 'yaml', 1, random.pick(ownManifests()));
        await client.open(uri, document.getText());
        for (let edit = 0; edit < 6; edit++) {
          const { start, end, newText } = damage(document.getText(), random);
          const range = { start: document.positionAt(start), end: document.positionAt(end) };
          document = TextDocument.update(document, [{ range, text: newText }], document.version + 1);
          const published = client.change(uri, [{ range, text: newText }]);
          const pending = Array.from({ length: 8 }, () => {
            const source = new CancellationTokenSource();
            const answer = ask(client, random.pick(asks)(client, uri, document.getText(), random.below), source.token);
            if (random.oneIn(3)) source.cancel();
            return answer;
          });
          await Promise.all([published, ...pending]);
        }
        const text = document.getText();
        await fresh.open(uri, text);
        for (const one of asks) {
          const request = one(client, uri, text, random.below);
          if (request[0].startsWith('workspace/')) continue;
          assert.deepEqual(await ask(client, request), await ask(fresh, request), JSON.stringify(request));
        }
        for (const to of [client, fresh])
          await to.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      }
      assert.equal(client.process.exitCode, null);
      assert.ok(answers.cancelled > 20 && answers.answered > 500, JSON.stringify(answers));
    } finally {
      await fresh.stop();
    }
  });
});
