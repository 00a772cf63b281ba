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
import type { Version } from '../../../../server/src/catalog/catalog.ts';
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

describe('what is offered', () => {
  const titles = (text: string, version: Version) => {
    const { file, position } = fixture(text);
    return getRefactorings(file, { start: position, end: position }, { version }).map(({ title }) => title);
  };
  const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: shop:2.1
    - name: logs$0
      image: fluentd:1.18
`;
  test('depends on the version of Kubernetes', () => {
    assert.ok(titles(POD, '1.29').includes('Make logs a sidecar'));
    assert.ok(!titles(POD, '1.27').includes('Make logs a sidecar'));
    assert.ok(!titles(`# podwright: kubernetes=1.27\n${POD}`, '1.37').includes('Make logs a sidecar'));
  });
  test('is nothing in a document that cannot be read, or is not for Kubernetes', () => {
    assert.deepEqual(titles(`${POD}  - [\n`, '1.37'), []);
    assert.deepEqual(titles('a: {b: 1}$0\n', '1.37'), []);
    assert.deepEqual(titles('$0', '1.37'), []);
    // JSON, which YAML's edits would break.
    const json = '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a$0", "image": "b"}]}}';
    assert.deepEqual(titles(json, '1.37'), []);
  });
  test('is nothing that an anchor or an alias forbids', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - &shop
      name: shop$0
      image: shop:2.1
    - <<: *shop
      name: logs
`;
    const { file, position } = fixture(text);
    for (const action of getRefactorings(file, { start: position, end: position }, { version: '1.37' })) {
      const after = applyAction(file.text, action);
      assert.match(after, /&shop/, action.title);
      assert.match(after, /<<: \*shop/, action.title);
    }
  });
});
