/** Every fix of every problem of our manifests, and of those that a change brings, on its own; and refactorings of changed ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { tryFixes } from './fixes.ts';
import { asObjects, ownManifests } from './manifests.ts';
import { mutate } from './mutations.ts';
import { createRandom } from './random.ts';
import { tryRefactorings } from './refactorings.ts';
import { newTally } from './tally.ts';
import { write } from './writing.ts';

function changedManifests(seed: number, count: number): string[] {
  const random = createRandom(seed);
  const manifests = asObjects(ownManifests());
  const source = { random, version: getCatalog().newest, manifests };
  return Array.from({ length: count }, () => {
    const manifest = structuredClone(random.pick(manifests));
    mutate(manifest, source);
    return write(manifest, random);
  });
}

it('fixes of our own manifests mend what they are offered for, and nothing else', () => {
  const tally = newTally();
  for (const text of ownManifests()) tryFixes(text, tally);
  assert.deepEqual(tally.breaches, []);
  assert.ok(tally.kinds.size > 400, `only ${tally.kinds.size} kinds of fixes`);
});

describe('edits of changed manifests', () => {
  it('fixes mend what they are offered for, and nothing else', () => {
    const tally = newTally();
    for (const text of changedManifests(5, 250)) tryFixes(text, tally);
    assert.deepEqual(tally.breaches, []);
    assert.ok(tally.tried > 800, `only ${tally.tried} fixes`);
  });

  it('refactorings keep their promises', () => {
    const tally = newTally();
    for (const text of changedManifests(2, 6)) tryRefactorings(text, tally);
    assert.deepEqual(tally.breaches, []);
    assert.ok(tally.tried > 50, `only ${tally.tried} refactorings`);
  });
});
