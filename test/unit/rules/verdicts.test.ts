/** Our verdicts on our own manifests against the API server's, as `npm run conformance -- --record` wrote them down. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkText } from '../../../server/src/cli/check/records.ts';
import { pathsAgree } from '../../conformance/compare.ts';
import { keyOf, readVerdicts } from '../../conformance/verdicts.ts';
import { readFixtures } from './fixtures.ts';

describe('verdicts of the API server', () => {
  const verdicts = readVerdicts();
  for (const fixture of readFixtures()) {
    const key = keyOf(fixture);
    const verdict = verdicts[key];
    if (!verdict) continue;
    it(`${key} in ${verdict.version}`, () => {
      const [record] = checkText(key, fixture.document.text, fixture.version);
      assert.ok(record);
      const errors = record.diagnostics.filter(({ severity }) => severity === 'error');
      assert.equal(errors.length === 0, verdict.accepted);
      const isNamed = ({ field = '', stage }: (typeof verdict.errors)[number]) =>
        errors.some(({ path }) => pathsAgree(field, path, stage));
      assert.deepEqual(
        verdict.errors.filter((error) => error.field && !isNamed(error)),
        [],
        'errors of the server that we do not name',
      );
      const isJudged = verdict.errors.every(({ stage }) => stage === 'strict' || stage === 'validate');
      const isTheirs = ({ path }: (typeof errors)[number]) =>
        verdict.errors.some(({ field = '', stage }) => pathsAgree(field, path, stage));
      assert.deepEqual(
        isJudged ? errors.filter((error) => !isTheirs(error)).map(({ code, path }) => `${code} ${path}`) : [],
        [],
        'errors of ours that the server does not name',
      );
      if (!verdict.accepted) return;
      assert.equal(record.podSecurity, verdict.podSecurity);
      assert.equal(record.qos, verdict.qos);
    });
  }
});
