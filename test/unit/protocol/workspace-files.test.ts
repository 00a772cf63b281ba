import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Source } from '../../../server/src/features/references/workspace.ts';
import { createWorkspaceFiles, type FileSystem } from '../../../server/src/protocol/workspace-files.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\n';

/** A file system in memory, that counts what is read. */
function memory(texts: Map<string, string>, size = (text: string) => text.length) {
  const read: string[] = [];
  const entry = (uri: string) => {
    const text = texts.get(uri);
    return text === undefined ? undefined : { uri, size: size(text) };
  };
  const fileSystem: FileSystem = {
    async *list(folder) {
      for (const uri of texts.keys()) {
        const found = uri.startsWith(`${folder}/`) && entry(uri);
        if (found) yield found;
      }
    },
    entry: async (uri) => entry(uri),
    read: async (uri) => {
      read.push(uri);
      return texts.get(uri);
    },
  };
  return { fileSystem, read };
}

function uris(files: Iterable<Source>): string[] {
  return Array.from(files, ({ uri }) => uri);
}

suite('the files of the workspace', () => {
  test('are those of its folders that say apiVersion', async () => {
    const texts = new Map([
      ['file:///a/x.yaml', MANIFEST],
      ['file:///a/values.yaml', 'image: nginx\n'],
      ['file:///ab/y.yaml', MANIFEST],
    ]);
    const files = createWorkspaceFiles(memory(texts).fileSystem, parseFile, () => []);
    await files.scan(['file:///a']);
    assert.deepEqual(uris(files.workspace.files()), ['file:///a/x.yaml']);
    await files.scan(['file:///ab']);
    files.drop(['file:///a']);
    assert.deepEqual(uris(files.workspace.files()), ['file:///ab/y.yaml']);
  });

  test('are as the editor has them while they are open, however it writes their names', async () => {
    const texts = new Map([['file:///a/my%20pod%402.yaml', MANIFEST]]);
    const open: Source[] = [];
    const files = createWorkspaceFiles(memory(texts).fileSystem, parseFile, () => open);
    await files.scan(['file:///a']);
    open.push({ uri: 'file:///a/my%20pod@2.yaml', file: parseFile('# empty\n') });
    assert.deepEqual(uris(files.workspace.files()), ['file:///a/my%20pod@2.yaml']);
  });

  test('are read again when they change, and forgotten when they vanish', async () => {
    const texts = new Map([['file:///a/x.yaml', MANIFEST]]);
    const files = createWorkspaceFiles(memory(texts).fileSystem, parseFile, () => []);
    await files.scan(['file:///a']);
    texts.set('file:///a/x.yaml', `${MANIFEST}# changed\n`);
    await files.update(['file:///a/x.yaml']);
    assert.deepEqual(
      Array.from(files.workspace.files(), ({ file }) => file.text),
      [`${MANIFEST}# changed\n`],
    );
    texts.set('file:///a/x.yaml', 'no: manifest any more\n');
    await files.update(['file:///a/x.yaml']);
    assert.deepEqual(uris(files.workspace.files()), []);
    texts.set('file:///a/x.yaml', MANIFEST);
    await files.update(['file:///a/x.yaml']);
    texts.clear();
    await files.update(['file:///a/x.yaml']);
    assert.deepEqual(uris(files.workspace.files()), []);
  });

  test('are not looked for without end', async () => {
    const texts = new Map(Array.from({ length: 10_050 }, (_, i) => [`file:///a/${i}.yaml`, 'a: 1\n']));
    const many = memory(texts);
    await createWorkspaceFiles(many.fileSystem, parseFile, () => []).scan(['file:///a']);
    assert.equal(many.read.length, 10_000);
  });

  test('are not read when they are too large, alone or together', async () => {
    const texts = new Map(Array.from({ length: 50 }, (_, i) => [`file:///a/${i}.yaml`, MANIFEST]));
    const huge = memory(texts, () => 1_000_001);
    await createWorkspaceFiles(huge.fileSystem, parseFile, () => []).scan(['file:///a']);
    assert.deepEqual(huge.read, []);
    const many = memory(texts, () => 1_000_000);
    await createWorkspaceFiles(many.fileSystem, parseFile, () => []).scan(['file:///a']);
    assert.equal(many.read.length, 32);
  });
});
