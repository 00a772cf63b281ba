/** What a bug of ours does to the talk with the client. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from 'vscode-languageserver';
import { failureLog } from '../../../server/src/protocol/failures.ts';
import { createPublishing } from '../../../server/src/protocol/publishing.ts';

test('a bug is told once', () => {
  const told: string[] = [];
  const logError = failureLog({ console: { error: (message: string) => told.push(message) } } as unknown as Connection);
  const bug = new Error('a bug');
  for (let i = 0; i < 3; i++) logError(bug);
  logError('another');
  assert.deepEqual(told, [bug.stack, 'another']);
});

test('problems that cannot be found are told of, and looked for again after the next edit', async () => {
  const failures: unknown[] = [];
  let published = 0;
  let isBroken = true;
  const publishing = createPublishing(async () => {}, {
    prepare: () => {},
    count: () => 1,
    find: () => {
      if (isBroken) throw new Error('a bug');
      return 1;
    },
    publish: () => {
      published++;
    },
    published: () => undefined,
    failed: (error) => failures.push(error),
  });
  const document = { uri: 'file:///pod.yaml' } as Parameters<typeof publishing.changed>[0];
  publishing.changed(document);
  await new Promise(setImmediate);
  isBroken = false;
  publishing.changed(document);
  await new Promise(setImmediate);
  assert.equal(failures.length, 1);
  assert.equal(published, 1);
});
