import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '../../../server/src/rules/rules.ts';
import { getSubjects } from '../../../server/src/rules/subjects.ts';
import { compare, expectedMarks, problemsOf, readFixtures } from './fixtures.ts';

describe('what the rules find', () => {
  for (const fixture of readFixtures()) {
    it(`${fixture.file}, document ${fixture.index + 1}`, () => {
      const { unexpected, missing } = compare(fixture.document, expectedMarks(fixture.document), problemsOf(fixture));
      assert.deepEqual({ unexpected, missing }, { unexpected: [], missing: [] });
    });
  }
});

describe('the table of rules', () => {
  it('names each rule once, in words with dashes', () => {
    const codes = rules.map(({ code }) => code);
    assert.deepEqual(codes, [...new Set(codes)]);
    assert.deepEqual(
      codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code)),
      [],
    );
  });

  it('has a fixture for each rule', () => {
    const found = new Set(readFixtures().flatMap((fixture) => problemsOf(fixture).map(({ code }) => code)));
    assert.deepEqual(
      rules.map(({ code }) => code).filter((code) => !found.has(code)),
      [],
    );
  });

  it('has no rule that throws, which findProblems would hide', () => {
    for (const { document, version } of readFixtures())
      for (const subject of getSubjects(document, version))
        for (const rule of rules) Array.from(rule.check(subject, {}));
  });
});
