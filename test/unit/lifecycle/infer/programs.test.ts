import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TABLES } from '../../../../server/src/lifecycle/infer/programs/programs.ts';

test('no program stands in two tables', () => {
  const names = TABLES.flatMap((table) => Object.keys(table));
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});
