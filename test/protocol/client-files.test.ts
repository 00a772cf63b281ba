import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Location } from 'vscode-languageserver-protocol';
import {
  FILE_SIZE_REQUEST,
  type FileParams,
  READ_FILE_REQUEST,
  READ_FOLDER_REQUEST,
} from '../../server/src/protocol/messages.ts';
import { type LspClient, startClient } from '../support/lsp-client.ts';

const FOLDER = 'vscode-vfs://github/team/shop';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
      envFrom: [{ configMapRef: { name: settings } }]
`;
const FILES: Readonly<Record<string, string>> = {
  [`${FOLDER}/deploy/config.yaml`]: CONFIG,
  [`${FOLDER}/README.md`]: 'apiVersion: v1\n',
  [`${FOLDER}/node_modules/other/config.yaml`]: CONFIG,
};

describe('a workspace that only the client can read', () => {
  let client: LspClient;
  const asked: string[] = [];

  before(async () => {
    client = await startClient({ folder: FOLDER, initializationOptions: { readsFiles: true } });
    client.connection.onRequest(READ_FOLDER_REQUEST, ({ uri }: FileParams) => {
      asked.push(uri);
      const names = Object.keys(FILES)
        .filter((file) => file.startsWith(`${uri}/`))
        .map((file) => file.slice(uri.length + 1));
      const folders = new Set(names.filter((name) => name.includes('/')).map((name) => name.split('/')[0]));
      return [
        ...[...folders].map((name) => ({ uri: `${uri}/${name}`, type: 'folder' })),
        ...names.filter((name) => !name.includes('/')).map((name) => ({ uri: `${uri}/${name}`, type: 'file' })),
      ];
    });
    client.connection.onRequest(FILE_SIZE_REQUEST, ({ uri }: FileParams) => FILES[uri]?.length ?? null);
    client.connection.onRequest(READ_FILE_REQUEST, ({ uri }: FileParams) => {
      asked.push(uri);
      return FILES[uri] ?? null;
    });
    await client.open(`${FOLDER}/pod.yaml`, POD);
  });
  after(() => client.stop());

  test('has its names known, and its tools’ folders and other files left alone', async () => {
    const textDocument = { uri: `${FOLDER}/pod.yaml` };
    const line = POD.split('\n').findIndex((text) => text.includes('settings'));
    const position = { line, character: POD.split('\n')[line]?.indexOf('settings') };
    let found: Location[] = [];
    // They are read in the background.
    for (let tries = 0; found.length === 0 && tries < 100; tries += 1) {
      found = await client.connection.sendRequest('textDocument/definition', { textDocument, position });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(
      found.map(({ uri }) => uri),
      [`${FOLDER}/deploy/config.yaml`],
    );
    // Our own settings and ignore files are sought, too.
    const manifests = asked.filter((uri) => !uri.includes('/.podwright'));
    assert.deepEqual(manifests, [FOLDER, `${FOLDER}/deploy`, `${FOLDER}/deploy/config.yaml`]);
  });
});
