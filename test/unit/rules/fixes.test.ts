/**
 * Fixes, as pairs of documents in `fixes/*.yaml`: one that begins with `# before`, and what it becomes when the preferred
 * fixes are applied, one after the other, until there are none. Every other byte must stay.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import { applyEdits } from '../../../server/src/rules/edits/apply.ts';
import { findProblems } from '../../../server/src/rules/problems.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';
import { settingsOf } from './fixtures.ts';

const folder = path.join(import.meta.dirname, 'fixes');

/** The text after at most twenty preferred fixes. */
function fixAll(text: string): string {
  let current = text;
  for (let round = 0; round < 20; round++) {
    const document = parseFile(current).documents[0]?.document;
    assert.ok(document);
    const problems = findProblems(document, getCatalog().newest, settingsOf(document));
    const fix = problems.flatMap(({ fixes = [] }) => fixes).find(({ preferred }) => preferred);
    if (!fix) return current;
    const fixed = applyEdits(current, fix.edits);
    assert.notEqual(fixed, current, `"${fix.title}" changes nothing`);
    current = fixed;
  }
  return current;
}

describe('preferred fixes', () => {
  for (const file of readdirSync(folder).sort()) {
    const parts = readFileSync(path.join(folder, file), 'utf8').split(/^---[^\n]*\n/m);
    for (let i = 0; i + 1 < parts.length; i += 2) {
      const [before = '', after = ''] = parts.slice(i, i + 2);
      const title = /^# before: (.*)/.exec(before)?.[1] ?? `pair ${i / 2 + 1}`;
      const body = (part: string) => part.replace(/^# (before|after)[^\n]*\n/, '');
      it(`${file}: ${title}`, () => assert.equal(fixAll(body(before)), body(after)));
    }
  }
});
