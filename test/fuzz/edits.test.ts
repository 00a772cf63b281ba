/** Every fix of every problem of our manifests, and of those that a change brings, on its own; and refactorings of changed ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getCatalog } from '../../server/src/catalog/catalog.ts';
import { tryFixes } from './fixes.ts';
import { asObjects, exampleManifests, type Manifest, ownManifests } from './manifests.ts';
import { mutate } from './mutations.ts';
import { createRandom } from './random.ts';
import { tryRefactorings } from './refactorings.ts';
import { newTally } from './tally.ts';
import { write } from './writing.ts';

/** Each with a change that depends on nothing but its own text: another manifest, and these stay as they are. */
function changed(manifests: readonly Manifest[]): string[] {
  const examples = asObjects(exampleManifests());
  return manifests.map((manifest) => {
    const random = createRandom(seedOf(JSON.stringify(manifest)));
    const copy = structuredClone(manifest);
    mutate(copy, { random, version: getCatalog().newest, manifests: examples });
    return write(copy, random);
  });
}

function seedOf(text: string): number {
  return [...text].reduce((hash, character) => (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0, 7);
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
    for (const text of changed(asObjects(ownManifests()))) tryFixes(text, tally);
    assert.deepEqual(tally.breaches, []);
    assert.ok(tally.tried > 800, `only ${tally.tried} fixes`);
  });

  it('refactorings keep their promises', () => {
    const tally = newTally();
    for (const text of changed(asObjects(exampleManifests()).slice(0, 6))) tryRefactorings(text, tally);
    assert.deepEqual(tally.breaches, []);
    assert.ok(tally.tried > 50, `only ${tally.tried} refactorings`);
  });
});
