import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, Refusal } from '../../../server/src/protocol/json-rpc.ts';
import { createDecoder } from '../../../server/src/transport.ts';

/** A connection whose turns the test takes: each `turn` is one round of the event loop. */
function start() {
  const sent: unknown[] = [];
  const turns: (() => void)[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const connection = connect({
    send: (message) => sent.push(message),
    listen: (callback) => {
      receive = callback;
    },
    soon: (work) => turns.push(work),
  });
  connection.listen();
  const turn = async () => {
    turns.shift()?.();
    await new Promise(setImmediate);
  };
  const settle = async () => {
    while (turns.length > 0) await turn();
  };
  return { connection, sent, receive: (message: unknown) => receive(message), turn, settle };
}

const ask = (id: number) => ({ id, method: 'shutdown' });

test('requests are answered in their order, and what can wait comes behind them all', async () => {
  const { connection, sent, receive, settle } = start();
  connection.onRequest('shutdown', () => null);
  void connection.idle().then(() => sent.push('idle'));
  receive(ask(1));
  receive(ask(2));
  await settle();
  const answer = (id: number) => ({ jsonrpc: '2.0', id, result: null });
  assert.deepEqual(sent, [answer(1), answer(2), 'idle']);
});

test('a request that waits can be cancelled', async () => {
  const { connection, sent, receive, settle } = start();
  connection.onRequest('shutdown', () => null);
  receive(ask(1));
  receive(ask(2));
  receive({ method: '$/cancelRequest', params: { id: 2 } });
  receive({ method: '$/cancelRequest', params: { id: 7 } });
  await settle();
  assert.deepEqual(
    sent.map((message) => (message as { id: number; error?: { code: number } }).error?.code),
    [-32800, undefined],
  );
});

test('what is unknown, refused or fails is answered as an error, and the next request as ever', async () => {
  const { connection, sent, receive, settle } = start();
  let calls = 0;
  connection.onRequest('textDocument/rename', () => new Refusal('not like this'));
  connection.onRequest('shutdown', () => {
    if (calls++ === 0) throw new Error('bug');
    return null;
  });
  receive({ id: 'a', method: 'no/such' });
  receive({ id: 'b', method: 'textDocument/rename', params: {} });
  for (const message of [ask(1), null, 'text', { method: 'no/such' }, { id: 99, result: 1 }, ask(2)]) receive(message);
  await settle();
  assert.deepEqual(
    sent.map((message) => {
      const { id, error } = message as { id: unknown; error?: { code: number; message: string } };
      return [id, error?.code, error?.message];
    }),
    [
      ['a', -32601, 'unknown method no/such'],
      ['b', -32803, 'not like this'],
      // The log of the bug.
      [undefined, undefined, undefined],
      [1, -32603, 'Error: bug'],
      [2, undefined, undefined],
    ],
  );
});

test("the other side's answers find who asked", async () => {
  const { connection, receive, settle } = start();
  const first = connection.sendRequest('workspace/configuration', { items: [] });
  const second = connection.sendRequest('workspace/configuration', { items: [] });
  receive({ id: 2, error: { code: 1, message: 'no' } });
  receive({ id: 1, result: ['yes'] });
  await Promise.all([settle(), assert.rejects(second, /no/)]);
  assert.deepEqual(await first, ['yes']);
});

test('messages are put together from whatever pieces they come in', () => {
  const bodies = [{ text: '😀 größer' }, [], { a: 1 }];
  const wire = Buffer.concat([
    ...bodies.map((body) => {
      const bytes = Buffer.from(JSON.stringify(body));
      return Buffer.concat([Buffer.from(`Content-Type: x\r\ncontent-length: ${bytes.length}\r\n\r\n`), bytes]);
    }),
    Buffer.from('Content-Length: 3\r\n\r\n{no'),
  ]);
  for (const size of [1, 2, 7, wire.length]) {
    const received: unknown[] = [];
    const decode = createDecoder((message) => received.push(message));
    for (let at = 0; at < wire.length; at += size) decode(wire.subarray(at, at + size));
    assert.deepEqual(received, bodies, `pieces of ${size} bytes`);
  }
});
