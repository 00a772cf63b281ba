import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createPublishing } from '../../../server/src/protocol/publishing.ts';

/** Documents of as many parts as their texts are long; what is published is named with how much of it is known. */
function start() {
  const published: string[] = [];
  const turns: (() => void)[] = [];
  let onPrepare = () => {};
  const publishing = createPublishing(() => new Promise((resolve) => turns.push(resolve)), {
    prepare: () => onPrepare(),
    count: (document) => document.getText().length,
    find: (document, from, most) => Math.min(from + most, document.getText().length),
    published: () => undefined,
    failed: assert.ifError,
    publish: ({ version }, before) => published.push(`v${version}: ${before}`),
  });
  const open = (length: number, version = 1) =>
    TextDocument.create('file:///a.yaml', 'yaml', version, 'x'.repeat(length));
  const settle = async () => {
    while (turns.length > 0) {
      turns.shift()?.();
      await new Promise(setImmediate);
    }
  };
  return { publishing, published, open, settle, prepare: (work: () => void) => (onPrepare = work) };
}

test('a short file is told of once, a long one as it is opened at its beginning first', async () => {
  const { publishing, published, open, settle } = start();
  publishing.opened(open(8));
  await settle();
  publishing.opened(open(50, 2));
  await settle();
  assert.deepEqual(published, ['v1: 8', 'v2: 4', 'v2: 50']);
});

test('after an edit nothing is told until all is known, and of several edits the last one counts', async () => {
  const { publishing, published, open, settle } = start();
  publishing.changed(open(50, 2));
  publishing.changed(open(51, 3));
  await settle();
  assert.deepEqual(published, ['v3: 51']);
});

test('what is closed is told of no more', async () => {
  const { publishing, published, open, settle } = start();
  publishing.opened(open(50));
  publishing.closed('file:///a.yaml');
  await settle();
  assert.deepEqual(published, []);
});

test('when it turns out that all has to be told anew, it is told once', async () => {
  const { publishing, published, open, settle, prepare } = start();
  let isFirst = true;
  prepare(() => {
    if (isFirst) publishing.changed(open(7));
    isFirst = false;
  });
  publishing.opened(open(7));
  await settle();
  assert.deepEqual(published, ['v1: 7']);
});
