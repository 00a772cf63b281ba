/** A rule is found by its code alone. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { rules } from '../../../server/src/rules/rules.ts';

it('each rule stands in the file that is named as its code', () => {
  const files = globSync('{*,*/*}.ts', { cwd: path.resolve(import.meta.dirname, '../../../server/src/rules') });
  const names = new Set(files.map((file) => path.basename(file, '.ts')));
  assert.deepEqual(
    rules.map(({ code }) => code).filter((code) => !names.has(code)),
    [],
  );
});
