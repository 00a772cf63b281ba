import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuantity } from '../../../server/src/quantity/parse.ts';
import { canonical, isQuantity, milliValue, value } from '../../../server/src/quantity/quantity.ts';

const rows: [input: string, canonical: string, value: string, milliValue: string, format: string][] = [
  ['7', '7', '7', '7000', 'DecimalSI'],
  ['0.25', '250m', '1', '250', 'DecimalSI'],
  ['-0.25', '-250m', '-1', '-250', 'DecimalSI'],
  ['2000m', '2', '2', '2000', 'DecimalSI'],
  ['1500m', '1500m', '2', '1500', 'DecimalSI'],
  ['3000000', '3M', '3000000', '3000000000', 'DecimalSI'],
  ['3e6', '3e6', '3000000', '3000000000', 'DecimalExponent'],
  ['30e5', '3e6', '3000000', '3000000000', 'DecimalExponent'],
  ['0.3E7', '3e6', '3000000', '3000000000', 'DecimalExponent'],
  ['2048Ki', '2Mi', '2097152', '2097152000', 'BinarySI'],
  ['1.5Gi', '1536Mi', '1610612736', '1610612736000', 'BinarySI'],
  ['0.5Ki', '512', '512', '512000', 'BinarySI'],
  ['0.0001Ki', '102400u', '1', '103', 'DecimalSI'],
  ['0.1n', '1n', '1', '1', 'DecimalSI'],
  // Kubernetes keeps what looks canonical, decoration included.
  ['+7', '+7', '7', '7000', 'DecimalSI'],
  ['7.', '7.', '7', '7000', 'DecimalSI'],
  ['007', '007', '7', '7000', 'DecimalSI'],
  ['+7000', '7k', '7000', '7000000', 'DecimalSI'],
  // A number may lack its digits altogether.
  ['-', '0', '0', '0', 'DecimalSI'],
  ['m', '0', '0', '0', 'DecimalSI'],
  ['Ki', '0', '0', '0', 'BinarySI'],
  // What does not fit 64 bits: binary is capped, decimal wraps or turns 0 as the Go code happens to do.
  ['9Ei', '9223372036854775807', '9223372036854775807', '-1000', 'BinarySI'],
  ['20E', '20E', '0', '0', 'DecimalSI'],
  ['9300P', '9300P', '0', '0', 'DecimalSI'],
  ['9300000000G', '9300P', '-9146744073709551616', '0', 'DecimalSI'],
  ['18446744073709551617', '18446744073709551617', '1', '1000', 'DecimalSI'],
];

for (const [input, text, whole, milli, format] of rows) {
  test(`${JSON.stringify(input)} is ${text}`, () => {
    const q = parseQuantity(input);
    assert.ok(isQuantity(q));
    assert.deepEqual([canonical(q), `${value(q)}`, `${milliValue(q)}`, q.format], [text, whole, milli, format]);
  });
}

const refused: [input: string, error: RegExp][] = [
  ['', /must match the regular expression/],
  ['1.2.3', /must match the regular expression/],
  ['5 Mi', /must match the regular expression/],
  ['5MB', /must match the regular expression/],
  ['٣', /must match the regular expression/],
  ['5K', /unable to parse quantity's suffix/],
  ['5mi', /unable to parse quantity's suffix/],
  ['5e', /unable to parse quantity's suffix/],
  ['5e9223372036854775808', /unable to parse quantity's suffix/],
  ['Ei', /unable to parse numeric part of quantity/],
];

for (const [input, error] of refused) {
  test(`${JSON.stringify(input)} is refused`, () => {
    const q = parseQuantity(input);
    assert.ok(!isQuantity(q));
    assert.match(q.error, error);
  });
}

test('numbers that would fill the memory when written out are still parsed', () => {
  for (const input of ['1e2000000000', '12345678901234567890e2000000000', '1e-2000000000', '0e2000000000']) {
    const q = parseQuantity(input);
    assert.ok(isQuantity(q));
    assert.ok(canonical(q).length < 40);
    assert.ok(value(q) === 0n || value(q) === 1n);
  }
});
