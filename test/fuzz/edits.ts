/**
 * `npm run fuzz:edits -- [--fixes | --refactorings] [FILE…]`: makes every quick fix and every refactoring, wherever they
 * are offered, in the project's own manifests or in those of the files (manifests, or corpora as `.jsonl`), and tells what
 * does not hold of them. Exits with 1 when anything does not.
 */
import { parseArgs } from 'node:util';
import { tryFixes } from './fixes.ts';
import { manifestsOf, ownManifests } from './manifests.ts';
import { tryRefactorings } from './refactorings.ts';
import { newTally } from './tally.ts';

const { values, positionals } = parseArgs({
  options: { fixes: { type: 'boolean' }, refactorings: { type: 'boolean' } },
  allowPositionals: true,
});
const isAll = !values.fixes && !values.refactorings;
let failed = 0;
for (const name of positionals.length > 0 ? positionals : [undefined]) {
  const manifests = name === undefined ? ownManifests() : manifestsOf(name);
  const tally = newTally();
  for (const [index, text] of manifests.entries()) {
    const known = tally.breaches.length;
    if (isAll || values.fixes) tryFixes(text, tally);
    if (isAll || values.refactorings) tryRefactorings(text, tally);
    for (const breach of tally.breaches.slice(known)) console.log(`manifest ${index}: ${breach}`);
  }
  console.log(
    `${name ?? 'own'}: ${manifests.length} manifests, ${tally.tried} fixes and refactorings, ${tally.breaches.length} breaches`,
  );
  failed += tally.breaches.length;
}
process.exitCode = failed > 0 ? 1 : 0;
