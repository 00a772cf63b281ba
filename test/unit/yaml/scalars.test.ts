import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlainString, resolvePlain, resolveTagged } from '../../../server/src/yaml/scalars.ts';

const PLAIN: readonly [string, unknown][] = [
  ['', null],
  ['~', null],
  ['null', null],
  ['yes', true],
  ['on', true],
  ['y', true],
  ['No', false],
  ['off', false],
  ['yEs', 'yEs'],
  ['8080', 8080],
  ['0777', 511],
  ['0o17', 15],
  ['0x1F', 31],
  ['0b101', 5],
  ['1_000', 1000],
  ['-5', -5],
  ['08', 8],
  ['8e3', 8000],
  ['.5', 0.5],
  ['5.', 5],
  ['1.10', 1.1],
  ['.inf', Infinity],
  ['-.Inf', -Infinity],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551616', 2 ** 64],
  ['1e400', '1e400'],
  ['190:20:30', '190:20:30'],
  ['2001-12-14', '2001-12-14'],
  ['500m', '500m'],
  ['1.2.3', '1.2.3'],
  ['-', '-'],
  ['nginx:1.27', 'nginx:1.27'],
];

for (const [text, value] of PLAIN)
  test(`plain ${JSON.stringify(text)} is ${typeof value} ${String(value)}`, () => {
    assert.deepEqual(resolvePlain(text), value);
  });

test('not a number is a number', () => assert.ok(Number.isNaN(resolvePlain('.nan'))));

test('a tag decides over the looks', () => {
  assert.equal(resolveTagged('8080', 'tag:yaml.org,2002:str'), '8080');
  assert.equal(resolveTagged('0x10', 'tag:yaml.org,2002:int'), 16);
  assert.equal(resolveTagged('yes', 'tag:yaml.org,2002:bool'), true);
  assert.equal(resolveTagged('anything', 'tag:yaml.org,2002:null'), null);
  assert.equal(resolveTagged('x', '!mine'), 'x');
});

test('only text that stays a string may go without quotes', () => {
  assert.ok(isPlainString('nginx'));
  assert.ok(!isPlainString('8080'));
  assert.ok(!isPlainString('on'));
});
