import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  CodeLens,
  DocumentSymbol,
  FoldingRange,
  Location,
  Position,
  ResponseError,
  SelectionRange,
  TextEdit,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { type LspClient, startClient } from '../support/lsp-client.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image:   nginx
      envFrom: [{ configMapRef: { name: settings } }]
`;
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { level: debug }\n';

let folder: string;
let client: LspClient;
let pod: string;
let config: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podwright-'));
  await writeFile(join(folder, 'config.yaml'), CONFIG);
  await writeFile(join(folder, 'values.yaml'), 'name: settings\n');
  pod = pathToFileURL(join(folder, 'pod.yaml')).href;
  config = pathToFileURL(join(folder, 'config.yaml')).href;
  client = await startClient({
    folder: pathToFileURL(folder).href,
    capabilities: { textDocument: { rename: { prepareSupport: true } } },
  });
  await client.open(pod, POD);
});
after(async () => {
  await client.stop();
  await rm(folder, { recursive: true });
});

function at(text: string, by = 0): Position {
  const before = POD.slice(0, POD.indexOf(text) + by).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function ask<R>(method: string, params: object = {}): Promise<R> {
  return client.connection.sendRequest(method, { textDocument: { uri: pod }, ...params });
}

/** Asks until there is one definition, or none: files are read behind the back of the requests. */
async function definitions(position: Position, wanted = 1): Promise<Location[]> {
  for (const end = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = await ask<Location[]>('textDocument/definition', { position });
    if (found.length === wanted || Date.now() > end) return found;
  }
}

describe('an editor with a folder open', () => {
  test('finds in a file on disk what an open one refers to', async () => {
    const [definition] = await definitions(at('settings'));
    assert.deepEqual(definition, {
      uri: config,
      range: { start: { line: 2, character: 18 }, end: { line: 2, character: 26 } },
    });
  });

  test('renames in both', async () => {
    await definitions(at('settings'));
    const prepared = await ask<{ placeholder: string }>('textDocument/prepareRename', { position: at('settings') });
    assert.equal(prepared.placeholder, 'settings');
    const edit = await ask<WorkspaceEdit>('textDocument/rename', { position: at('settings'), newName: 'options' });
    assert.deepEqual(Object.keys(edit.changes ?? {}).toSorted(), [config, pod]);
  });

  test('hears why a rename is refused', async () => {
    const refused = ask('textDocument/rename', { position: at('settings'), newName: 'No Name' });
    await assert.rejects(refused, (error: ResponseError) =>
      /“No Name” is not valid for a ConfigMap/.test(error.message),
    );
    assert.equal(await ask('textDocument/prepareRename', { position: at('image') }), null);
  });

  test('follows changes on disk', async () => {
    await definitions(at('settings'));
    await rm(join(folder, 'config.yaml'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: config, type: 3 }],
    });
    assert.deepEqual(await definitions(at('settings'), 0), []);
    await writeFile(join(folder, 'config.yaml'), `# now further down\n${CONFIG}`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: config, type: 1 }],
    });
    const [definition] = await definitions(at('settings'));
    assert.equal(definition?.range.start.line, 3);
  });

  test('finds names of the whole folder', async () => {
    await definitions(at('settings'));
    const found = await ask<WorkspaceSymbol[]>('workspace/symbol', { query: 'sett' });
    assert.deepEqual(
      found.map(({ name, containerName }) => `${name} ${containerName}`),
      ['settings ConfigMap default'],
    );
  });

  test('gets outline, folds, selections, links, highlights and references', async () => {
    const outline = await ask<DocumentSymbol[]>('textDocument/documentSymbol');
    assert.deepEqual(
      outline.map(({ name, detail }) => `${name} ${detail}`),
      ['web Pod'],
    );
    const folds = await ask<FoldingRange[]>('textDocument/foldingRange');
    assert.ok(folds.some(({ startLine, endLine }) => startLine === 5 && endLine === 9));
    const [selection] = await ask<SelectionRange[]>('textDocument/selectionRange', { positions: [at('nginx', 1)] });
    assert.deepEqual(selection?.range, { start: at('nginx'), end: at('nginx', 5) });
    const links = await ask<{ target: string }[]>('textDocument/documentLink');
    assert.ok(links.some(({ target }) => target === 'https://hub.docker.com/_/nginx'));
    const highlights = await ask<unknown[]>('textDocument/documentHighlight', { position: at('settings') });
    assert.equal(highlights.length, 1);
    const references = await ask<Location[]>('textDocument/references', {
      position: at('settings'),
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      references.map(({ uri }) => uri),
      [pod],
    );
  });

  test('sees above a Pod what it is', async () => {
    const lenses = await ask<CodeLens[]>('textDocument/codeLens');
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['$(open-preview) Preview', 'QoS BestEffort', 'Pod Security: baseline'],
    );
  });

  test('formats a document, a range and while typing', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await ask<TextEdit[]>('textDocument/formatting', { options });
    assert.deepEqual(edits, [{ range: { start: at('   nginx'), end: at('nginx') }, newText: ' ' }]);
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    assert.deepEqual(await ask('textDocument/rangeFormatting', { options, range }), []);
    const position = { line: 7, character: 5 };
    assert.deepEqual(await ask('textDocument/onTypeFormatting', { options, position, ch: '-' }), []);
  });
});

test('Markdown is not formatted, and its examples mean nothing to the files beside it', async () => {
  const uri = 'file:///notes.md';
  const text = `# Notes\n\n\`\`\`yaml\n${POD}\`\`\`\n`;
  await client.open(uri, text, 'markdown');
  const textDocument = { uri };
  const options = { tabSize: 2, insertSpaces: true };
  assert.deepEqual(await ask('textDocument/formatting', { textDocument, options }), []);
  const position = { line: at('settings').line + 3, character: at('settings').character };
  assert.deepEqual(await ask('textDocument/definition', { textDocument, position }), []);
});

test('a client that can be told later formats YAML and nothing else through us', async () => {
  const dynamicRegistration = true;
  const told = await startClient({
    capabilities: {
      textDocument: {
        formatting: { dynamicRegistration },
        rangeFormatting: { dynamicRegistration },
        onTypeFormatting: { dynamicRegistration },
      },
    },
  });
  assert.equal(told.initialized.capabilities.documentFormattingProvider, undefined);
  assert.equal(client.initialized.capabilities.documentFormattingProvider, true);
  await told.stop();
});
