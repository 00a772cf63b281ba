/**
 * Each refactoring before and after: `fixtures/*.txt` hold cases of the form
 *
 *     == title of the action
 *     manifest, with $0 for the cursor
 *     =>
 *     manifest, or "(not offered)"
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { getRefactorings } from '../../../../server/src/features/refactorings.ts';
import { fixture } from '../fixture.ts';
import { applyAction } from './apply.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const NOT_OFFERED = '(not offered)\n';

/** The text after the action, or {@link NOT_OFFERED}. */
function refactor(before: string, title: string): string {
  const { file, position } = fixture(before);
  const actions = getRefactorings(file, { start: position, end: position }, { version: '1.37' });
  const action = actions.find((candidate) => candidate.title === title);
  return action ? applyAction(file.text, action) : NOT_OFFERED;
}

/** A manifest as another editor would have saved it. */
const SAVED: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with carriage returns': (text) => (text === NOT_OFFERED ? text : text.replaceAll('\n', '\r\n')),
};

for (const name of readdirSync(folder)) {
  describe(name, () => {
    const cases = readFileSync(path.join(folder, name), 'utf8').split(/^== /m).slice(1);
    for (const [i, text] of cases.entries()) {
      const [, title = '', before = '', after = ''] = /^([^\n]*)\n(.*?)^=>\n(.*)$/ms.exec(text) ?? [];
      const expected = after.replace(/\n*$/, '\n');
      for (const [how, save] of Object.entries(SAVED))
        test(`${i + 1}. ${title}, ${how}`, () => assert.equal(refactor(save(before), title), save(expected)));
      test(`${i + 1}. ${title}, without a line break at the end`, () => {
        const cut = before.replace(/\n$/, '');
        assert.equal(refactor(cut, title).replace(/\n*$/, '\n'), expected);
      });
    }
  });
}
