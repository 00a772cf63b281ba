/** A text that no parser can follow is told of once, not at each of its words. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import { findProblems } from '../../../server/src/rules/problems.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

it('a line of a template engine before an object is told of where it stands', () => {
  const words = Array.from({ length: 20 }, (_, i) => `    label-${i}: value\n`).join('');
  const text = `{% raw %}\napiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n${words}`;
  const [placed] = parseFile(text).documents;
  assert.ok(placed);
  assert.ok(placed.document.problems.length > 20);
  const told = findProblems(placed.document, getCatalog().newest);
  assert.deepEqual(
    told.map(({ code, start }) => [code, start]),
    [
      ['yaml-syntax', text.indexOf('%')],
      ['yaml-syntax', text.indexOf('apiVersion')],
    ],
  );
});
