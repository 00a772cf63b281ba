/** Whatever a text becomes by edits in random places: everything has an answer, and the same as if the text were read anew. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createService, questionsAbout } from './ask.ts';
import { ownManifests } from './manifests.ts';
import { createRandom } from './random.ts';
import { editAndAsk, noFindings } from './session.ts';
import { extremes } from './texts.ts';

const service = createService();

it('edits in random places', async () => {
  const random = createRandom(1);
  const manifests = ownManifests();
  const findings = noFindings();
  for (let i = 0; i < 40; i++)
    await editAndAsk(service, random.pick(manifests), random, { edits: 6, asked: 8, findings });
  // How long an answer takes, a busy machine decides; `npm run fuzz` looks at it.
  assert.deepEqual(
    findings.faults.filter(({ what }) => !/ takes \d+ ms$/.test(what)),
    [],
  );
  assert.equal(findings.questions, 40 * 6 * 8);
});

for (const { name, text } of extremes(0.001))
  it(`${name}, in small`, async () => {
    const file = service.parse(text);
    for (const [question, ask] of questionsAbout(service, file, { line: 4, character: 10 }))
      await assert.doesNotReject(async () => ask(), question);
  });
