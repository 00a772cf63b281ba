/** What the preview tells of the examples in Chinese: whole sentences, with nothing left to fill in. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as l10n from '@vscode/l10n';
import { chipsOf } from '../../../client/preview/chips/chips.ts';
import { differences } from '../../../client/preview/compare.ts';
import { layOut } from '../../../client/preview/picture/lanes.ts';
import { momentsOf } from '../../../client/preview/picture/moments.ts';
import { toldStories } from '../../../client/preview/stories.ts';
import { verdictOf } from '../../../client/preview/verdict/verdict.ts';
import { explain } from '../../../client/preview/why.ts';
import { root } from '../../../scripts/process.ts';
import type { Assumptions } from '../../../server/src/lifecycle/assumptions/assumptions.ts';
import { getPodLanguageService } from '../../../server/src/service.ts';

const EXAMPLES = path.join(root, 'examples');
const service = getPodLanguageService({ loadDocs: async () => '{}' });

describe('the preview in Chinese', () => {
  before(() => l10n.config({ contents: readFileSync(path.join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8') }));
  after(() => l10n.config({ contents: '{}' }));

  const files = readdirSync(EXAMPLES).filter((file) => file !== '90-broken.yaml');
  for (const file of files)
    test(file, () => {
      const written = life(file, {});
      for (const { assumptions, title } of toldStories({ ...written, assumptions: {} })) {
        const { timeline, about } = life(file, assumptions);
        const { headline, detail } = verdictOf(timeline, about);
        const told = [
          title,
          headline,
          ...momentsOf(timeline).flatMap((_, index) => explain(timeline, index)?.sentence ?? []),
          ...timeline.assumed.map(({ text }) => text),
          ...differences(written.timeline, timeline).map(({ label }) => label),
          ...chipsOf(timeline, assumptions).flatMap(({ label, note }) =>
            label.includes('exec ') ? note : [label, note],
          ),
        ];
        for (const text of told) assert.match(text, /\p{Script=Han}/u, `${title}: ${text}`);
        const marks = layOut(timeline).lanes.flatMap((lane) => lane.marks);
        for (const text of [...told, detail, ...marks.flatMap((mark) => [mark.text, ...mark.labels])])
          assert.doesNotMatch(text, /\{\d\}|undefined|。\.|\.。|。。/, `${title}: ${text}`);
      }
    });
});

function life(file: string, assumptions: Assumptions) {
  const result = service.getTimeline(
    service.parse(readFileSync(path.join(EXAMPLES, file), 'utf8')),
    { line: 5, character: 0 },
    { version: '1.37', assumptions, static: file.includes('static') },
  );
  assert.equal(result.kind, 'timeline', file);
  return result;
}
