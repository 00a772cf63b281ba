import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantityCommand } from '../../../server/src/cli/quantity.ts';
import { memoryIo } from '../../support/memory-io.ts';

async function ask(args: readonly string[], stdin?: string) {
  const io = memoryIo({}, stdin);
  const exitCode = await quantityCommand(args, io);
  const records = io.stdout().startsWith('{')
    ? io
        .stdout()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  return { exitCode, records, stderr: io.stderr() };
}

test('each value gets one line', async () => {
  const { records, exitCode } = await ask(['128974848', '1gi']);
  assert.deepEqual(records, [
    { input: '128974848', valid: true, canonical: '128974848', value: '128974848', equivalents: ['123Mi', '≈ 129M'] },
    {
      input: '1gi',
      valid: false,
      error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    },
  ]);
  assert.equal(exitCode, 1);
});

test('a dash reads one value a line, blank lines included', async () => {
  const { records, exitCode } = await ask(['-'], '0.5\r\n\n1Ki');
  assert.deepEqual(
    records.map(({ input }) => input),
    ['0.5', '', '1Ki'],
  );
  assert.equal(exitCode, 1);
});

test('values with a sign are values, after -- as well as before', async () => {
  assert.equal((await ask(['-1Gi'])).exitCode, 0);
  assert.equal((await ask(['--', '-1Gi', '-0.5'])).exitCode, 0);
});

test('no value and unknown options are bad usage', async () => {
  for (const args of [[], ['--'], ['--hex', '1'], ['-v', '1']]) {
    const { records, exitCode, stderr } = await ask(args);
    assert.deepEqual([records, exitCode], [[], 2]);
    assert.match(stderr, /podwright quantity --help/);
  }
});
