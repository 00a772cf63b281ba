/** What a finding underlines: as little as says where it is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getDiagnostics } from '../../../server/src/features/diagnostics.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

/** The text that the finding of a code underlines. */
function underlined(text: string, code: string): string {
  const found = getDiagnostics(parseFile(text), { version: '1.37' }).find((one) => one.code === code);
  assert.ok(found, `no ${code}`);
  const { start, end } = found.range;
  assert.equal(start.line, end.line);
  return text.split('\n')[start.line]?.slice(start.character, end.character) ?? '';
}

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
const ENV = `${HEAD}spec:\n  containers:\n    - name: web\n      image: b\n      env:\n        - name: A\n          valueFrom:\n`;

describe('what is missing is told', () => {
  const cases: readonly (readonly [where: string, text: string, underlined: string])[] = [
    ['at the first field of an item', `${HEAD}spec:\n  containers:\n    - name: web\n      env: []\n`, 'name: web'],
    ['at the brace of an item', `${HEAD}spec:\n  containers: [{name: web, env: []}]\n`, '{'],
    ['at the brace of an item in JSON', `${HEAD}spec: {"containers": [{"name": "web", "env": []}]}\n`, '{'],
    ['at the key of an object', `${ENV}            configMapKeyRef:\n              name: c\n`, 'configMapKeyRef'],
    ['at the key of an object in braces', `${ENV}            configMapKeyRef: {name: c}\n`, 'configMapKeyRef'],
  ];
  for (const [where, text, expected] of cases)
    test(where, () => assert.equal(underlined(text, 'missing-field'), expected));
});

describe('what is wrong is told', () => {
  test('at the deepest value, not at what holds it', () => {
    const text = `${HEAD}spec:\n  containers:\n    - name: a\n      image: b\n      ports:\n        - containerPort: many\n`;
    assert.equal(underlined(text, 'wrong-type'), 'many');
  });

  test('at a name, without its value', () => {
    const text = `${HEAD}spec:\n  containers:\n    - name: a\n      image: b\n      resource:\n        limits: {cpu: 1}\n`;
    assert.equal(underlined(text, 'unknown-field'), 'resource');
  });
});
