/** What holds for every refactoring offered anywhere in the example manifests. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { getRefactorings } from '../../../../server/src/features/refactorings.ts';
import { getObjects, getPod } from '../../../../server/src/model/object.ts';
import { findProblems } from '../../../../server/src/rules/problems.ts';
import { type PlacedDocument, parseFile, type YamlFile } from '../../../../server/src/yaml/file.ts';
import { toValue } from '../../../../server/src/yaml/tree.ts';
import { countSyntax, lostComments, placesIn } from '../../../support/soundness.ts';
import { applyAction } from './apply.ts';

const folder = path.resolve(import.meta.dirname, '../../../../examples');
const settings = { version: '1.37' } as const;

for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
  const text = readFileSync(path.join(folder, name), 'utf8');
  test(`refactorings of ${name} keep it sound`, () => {
    const before = parseFile(text);
    const seen = new Set<string>();
    for (const position of placesIn(text)) {
      for (const action of getRefactorings(before, { start: position, end: position }, settings)) {
        const after = applyAction(text, action);
        const what = `${action.title} at ${position.line + 1}:${position.character + 1}\n${after}`;
        if (seen.has(what.replace(/ at .*/, ''))) continue;
        seen.add(what.replace(/ at .*/, ''));
        const file = parseFile(after, before);
        assert.equal(countSyntax(file), countSyntax(before), `does not parse: ${what}`);
        assert.ok(countErrors(file) <= countErrors(before), `has more errors: ${what}`);
        assert.deepEqual(lostComments(text, after), [], `loses comments: ${what}`);
        if (MEANS_THE_SAME.test(action.kind ?? ''))
          assert.deepEqual(file.documents.map(meaning), before.documents.map(meaning), `means something else: ${what}`);
        if (action.kind === 'refactor.rewrite.workload')
          assert.deepEqual(podSpecs(file), podSpecs(before), `makes another Pod: ${what}`);
        const again = getRefactorings(file, { start: position, end: position }, settings).find(
          ({ title }) => title === action.title,
        );
        if (again) assert.equal(applyAction(after, again), after, `does something when done again: ${what}`);
      }
    }
  });
}

/** These change how a manifest is written and nothing else. */
const MEANS_THE_SAME = /^refactor\.rewrite\.(?:style|sort)$/;

function meaning({ document: { root } }: PlacedDocument): unknown {
  return root && toValue(root);
}

/** What the Pods are made of, but for how often they are started. */
function podSpecs({ documents }: YamlFile): unknown[] {
  const pods = documents.flatMap(({ document }) => getObjects(document)).flatMap((object) => getPod(object) ?? []);
  return pods.map(({ node }) => {
    const { restartPolicy: _, ...spec } = (toValue(node) as { spec: Record<string, unknown> }).spec;
    return spec;
  });
}

function countErrors({ documents }: YamlFile): number {
  return documents
    .flatMap(({ document }) => findProblems(document, settings.version))
    .filter(({ severity }) => severity === 'error').length;
}
