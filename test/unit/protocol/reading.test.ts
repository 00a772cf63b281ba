import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createReading } from '../../../server/src/protocol/reading.ts';

/** A question that has its answer already. */
const OTHER = 'links';

/** A document of as many parts as it has characters, of which the first so many are read already. */
function start(length: number, known = 0) {
  const document = TextDocument.create('file:///a.yaml', 'yaml', 1, 'x'.repeat(length));
  const turns: (() => void)[] = [];
  const steps: number[] = [];
  let behind = known;
  const look = createReading(
    () => new Promise<void>((resolve) => turns.push(resolve)),
    () => length,
    (_, question: string, from, most) => {
      if (question === OTHER) return length;
      const next = Math.min(Math.max(from, behind) + most, length);
      steps.push(next - Math.max(from, behind));
      behind = next;
      return next;
    },
  );
  const reading = (of: typeof document, question = 'folds') => look(of, question);
  const turn = async () => {
    turns.shift()?.();
    await new Promise(setImmediate);
  };
  return { document, reading, steps, turn, turns };
}

test('a short document, and one that is read, is not waited for', () => {
  const short = start(2);
  assert.equal(short.reading(short.document), undefined);
  const known = start(500, 499);
  assert.equal(known.reading(known.document), undefined);
  assert.deepEqual([short.steps, known.steps], [[2], [1]]);
});

test('a long one is gone through once, a few documents a turn, for all that wait for the same', async () => {
  const { document, reading, steps, turn, turns } = start(20);
  const first = reading(document);
  assert.ok(first);
  assert.equal(reading(document), first);
  assert.equal(reading(document, OTHER), undefined);
  assert.deepEqual(steps, [2]);
  await turn();
  assert.deepEqual(steps, [2, 8]);
  await turn();
  await turn();
  await first;
  assert.deepEqual(steps, [2, 8, 8, 2]);
  assert.equal(turns.length, 0);
  assert.equal(reading(document), undefined);
});
