import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Schema } from '../../../../server/src/lifecycle/assumptions/formats.ts';
import { ASSUMPTIONS_SCHEMA, readAssumptions } from '../../../../server/src/lifecycle/assumptions/reader.ts';

const root = new URL('../../../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

test('The schema that VS Code gets is the one of the reader (node scripts/assumptions-schema.ts writes it)', () => {
  assert.deepEqual(JSON.parse(read('schemas/assumptions.schema.json')), ASSUMPTIONS_SCHEMA);
});

test('VS Code is told which files the schema is for', () => {
  const { contributes } = JSON.parse(read('package.json'));
  assert.deepEqual(contributes.jsonValidation, [
    { fileMatch: '*.assumptions.json', url: './schemas/assumptions.schema.json' },
  ]);
});

test('The documentation’s example is read whole', () => {
  const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(read('docs/assumptions.md'))?.[1] ?? '');
  assert.deepEqual(readAssumptions(example), example);
});

interface Parts {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items: Schema;
  readonly anyOf?: readonly [Schema, Schema];
  readonly enum?: readonly unknown[];
}

/** A value that the schema allows: every property is there. */
function sample(schema: Schema): unknown {
  const { type, properties, additionalProperties, items, anyOf, enum: values } = schema as unknown as Parts;
  if (values) return values[0];
  if (anyOf) return sample(anyOf[1]);
  if (type === 'array') return [sample(items)];
  if (type === 'integer') return 3;
  if (type === 'number') return 1.5;
  if (type === 'boolean') return true;
  if (type === 'string') return 'text';
  if (properties === undefined) return additionalProperties === undefined ? {} : { any: sample(additionalProperties) };
  return Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, sample(each)]));
}

test('Whatever the schema has a property for, the reader keeps', () => {
  const { $schema: _, ...all } = sample(ASSUMPTIONS_SCHEMA) as Record<string, unknown>;
  assert.deepEqual(readAssumptions(all), all);
});

test('What the schema does not allow is left out, and nothing else with it', () => {
  const odd = { deleteAt: -1, grace: 'x', containers: { a: { term: 7, runs: [{ exitAfter: 1 }, 2] } }, more: 1 };
  assert.deepEqual(readAssumptions(odd), { containers: { a: { runs: [{ exitAfter: 1 }] } } });
  for (const value of [undefined, null, 3, 'x', []]) assert.deepEqual(readAssumptions(value), {});
});
