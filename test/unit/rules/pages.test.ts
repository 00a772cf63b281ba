/** Each rule's page says what the rule does today. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { PAGES, pages } from './pages.ts';

describe('pages of the rules', () => {
  const made = pages();

  it('are those of the table', () => assert.deepEqual(readdirSync(PAGES).sort(), [...made.keys()].sort()));

  it('are up to date: otherwise run `node test/unit/rules/pages.ts`', () => {
    for (const [file, text] of made) assert.equal(readFileSync(path.join(PAGES, file), 'utf8'), text, file);
  });
});
