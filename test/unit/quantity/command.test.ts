import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantityCommand } from '../../../server/src/cli/quantity.ts';

const noInput = { stdin: () => assert.fail('standard input was read') };

test('each value gets one line', () => {
  const { stdout, exitCode } = quantityCommand(['128974848', '1gi'], noInput);
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [
      { input: '128974848', valid: true, canonical: '128974848', value: '128974848', equivalents: ['123Mi', '≈ 129M'] },
      {
        input: '1gi',
        valid: false,
        error: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
      },
    ],
  );
  assert.equal(exitCode, 1);
});

test('a dash reads one value a line, blank lines included', () => {
  const { stdout, exitCode } = quantityCommand(['-'], { stdin: () => '0.5\r\n\n1Ki' });
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).input),
    ['0.5', '', '1Ki'],
  );
  assert.equal(exitCode, 1);
});

test('values with a sign are values, after -- as well as before', () => {
  assert.equal(quantityCommand(['-1Gi'], noInput).exitCode, 0);
  assert.equal(quantityCommand(['--', '-1Gi', '-0.5'], noInput).exitCode, 0);
});

test('no value and unknown options are bad usage', () => {
  for (const args of [[], ['--'], ['--help'], ['-v', '1']]) {
    const { stdout, stderr, exitCode } = quantityCommand(args, noInput);
    assert.deepEqual([stdout, exitCode], ['', 2]);
    assert.match(stderr, /^usage: /);
  }
});
