import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { createTurns } from '../../../server/src/protocol/turns.ts';

test('what can wait comes behind the messages that wait, and before those that nobody has sent', async () => {
  const done: string[] = [];
  const [ask, answer] = [new PassThrough(), new PassThrough()];
  const { options, idle } = createTurns(setImmediate);
  const server = createMessageConnection(
    new StreamMessageReader(ask),
    new StreamMessageWriter(answer),
    undefined,
    options,
  );
  server.onNotification('change', () => {
    done.push('change');
    void idle().then(() => done.push('idle'));
  });
  server.onRequest('ask', (name: string) => void done.push(name));
  server.listen();
  const client = createMessageConnection(new StreamMessageReader(answer), new StreamMessageWriter(ask));
  client.listen();
  void client.sendNotification('change');
  await Promise.all(['one', 'two', 'three'].map((name) => client.sendRequest('ask', name)));
  await idle();
  assert.deepEqual(done, ['change', 'one', 'two', 'three', 'idle']);
  client.dispose();
  server.dispose();
});
