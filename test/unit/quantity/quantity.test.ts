import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuantity } from '../../../server/src/quantity/parse.ts';
import {
  add,
  canonical,
  compare,
  isQuantity,
  max,
  type Quantity,
  subtract,
} from '../../../server/src/quantity/quantity.ts';
import { equivalents, readable } from '../../../server/src/quantity/readable.ts';

function q(text: string): Quantity {
  const parsed = parseQuantity(text);
  assert.ok(isQuantity(parsed), text);
  return parsed;
}

test('quantities compare by value, however they are written', () => {
  const ascending = [
    '-1Gi',
    '-1',
    '-1m',
    '0',
    '1n',
    '999m',
    '1',
    '1001m',
    '1k',
    '1Ki',
    '129M',
    '130Mi',
    '1e10',
    '1e900000',
  ];
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) {
      assert.equal(Math.sign(compare(q(a), q(b))), Math.sign(i - j), `${a} against ${b}`);
    }
  }
  assert.equal(compare(q('0.5'), q('500m')), 0);
  assert.equal(compare(q('123Mi'), q('128974848')), 0);
  assert.equal(compare(q('0Mi'), q('-0')), 0);
});

const sums: [a: string, b: string, sum: string][] = [
  ['500m', '0.75', '1250m'],
  ['1Gi', '512Mi', '1536Mi'],
  ['1Gi', '1M', '1074741824'],
  ['0', '64Mi', '64Mi'],
  ['64Mi', '0', '64Mi'],
  ['1e3', '1', '1001'],
  ['9223372036854775807', '1', '9223372036854775808'],
  ['1e900000', '1', '1e900000'],
];
for (const [a, b, sum] of sums) {
  test(`${a} and ${b} make ${sum}`, () => {
    assert.equal(canonical(add(q(a), q(b))), sum);
  });
}

test('the difference may be negative', () => {
  assert.equal(canonical(subtract(q('1Gi'), q('3Gi'))), '-2Gi');
});

test('the first of two equal quantities is the larger one', () => {
  assert.equal(max(q('1000m'), q('1')).exponent, -3);
  assert.equal(canonical(max(q('1'), q('1001m'))), '1001m');
});

const forms: [written: string, others: string[]][] = [
  ['128974848', ['123Mi', '≈ 129M']],
  ['0.5', ['500m']],
  ['500m', ['0.5']],
  ['2', ['2000m']],
  ['129M', ['≈ 123Mi', '129000000']],
  ['1536Mi', ['1.5Gi', '≈ 1.61G', '1610612736']],
  ['128m', ['0.128']],
  ['-1Gi', ['≈ -1.07G', '-1073741824']],
  ['1023', ['1.023k']],
  ['0Mi', ['0']],
  ['0', []],
];
for (const [written, others] of forms) {
  test(`other words for ${written}`, () => {
    assert.deepEqual(equivalents(q(written), written), others);
  });
}

const hovers: [written: string, resource: string, text: string][] = [
  ['128974848', 'memory', '123Mi'],
  ['129M', 'requests.memory', '≈ 123Mi'],
  ['128m', 'memory', '0.128 bytes'],
  ['1', 'hugepages-2Mi', '1 byte'],
  ['0.5', 'cpu', '500m'],
  ['+2', 'limits.cpu', '2'],
  ['1e3', 'example.com/widgets', '1k'],
];
for (const [written, resource, text] of hovers) {
  test(`${written} of ${resource} reads ${text}`, () => {
    assert.equal(readable(q(written), resource), text);
  });
}
