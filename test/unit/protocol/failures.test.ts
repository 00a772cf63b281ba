/** What a bug of ours does to the talk with the client. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../../../server/src/protocol/json-rpc.ts';
import { createPublishing } from '../../../server/src/protocol/publishing.ts';

interface Sent {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
  readonly params?: { readonly message?: string };
}

function connection() {
  const sent: Sent[] = [];
  let receive: (message: unknown) => void = () => {};
  const rpc = connect({
    send: (message) => void sent.push(message),
    listen: (to) => {
      receive = to;
    },
    soon: (work) => void setImmediate(work),
  });
  rpc.listen();
  return { rpc, sent, receive: (message: object) => receive({ jsonrpc: '2.0', ...message }) };
}

test('a notification that fails is told once, and the next request has its answer', async () => {
  const { rpc, sent, receive } = connection();
  const bug = new Error('a bug');
  rpc.onNotification('initialized', () => {
    throw bug;
  });
  rpc.onRequest('shutdown', () => null);
  for (let i = 0; i < 3; i++) receive({ method: 'initialized', params: {} });
  receive({ id: 1, method: 'shutdown' });
  await rpc.idle();
  assert.deepEqual(
    sent.map(({ id, method }) => id ?? method),
    ['window/logMessage', 1],
  );
  assert.match(sent[0]?.params?.message ?? '', /a bug/);
});

test('a request that fails is told and answered with an error', async () => {
  const { rpc, sent, receive } = connection();
  rpc.onRequest('shutdown', () => {
    throw new Error('a bug');
  });
  receive({ id: 1, method: 'shutdown' });
  await rpc.idle();
  assert.deepEqual(
    sent.map(({ method, error }) => method ?? error?.code),
    ['window/logMessage', -32603],
  );
});

test('problems that cannot be found are told of, and looked for again after the next edit', async () => {
  const failures: unknown[] = [];
  let published = 0;
  let isBroken = true;
  const publishing = createPublishing(async () => {}, {
    prepare: () => {},
    find: () => {
      if (isBroken) throw new Error('a bug');
      return { next: 1, isAll: true };
    },
    publish: () => {
      published++;
    },
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
