import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProblems } from '../../../server/src/rules/problems.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: UPPER
spec:
  hostPID: true
  containers:
    - name: web
      image: nginx
`;

/** Levels that throw when the rule about Pod Security looks at them. */
const broken = new Proxy<Record<string, 'baseline'>>(
  {},
  {
    getOwnPropertyDescriptor() {
      throw new Error('a bug');
    },
  },
);

test('a rule that throws is told of, and the others still speak', () => {
  const failed: string[] = [];
  const [placed] = parseFile(POD).documents;
  assert.ok(placed);
  const codes = findProblems(placed.document, '1.37', {
    namespaceLevels: broken,
    ruleFailed: (code, error) => failed.push(`${code}: ${(error as Error).message}`),
  }).map(({ code }) => code);
  assert.deepEqual(failed, ['pod-security: a bug']);
  assert.ok(codes.includes('object-name'));
});
