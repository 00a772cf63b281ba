/**
 * `npm run fuzz -- [--minutes 10] [--seed N] [FILE…]`: damages manifests at random, the project's own or those of the
 * files (manifests, or corpora as `.jsonl`), and asks everything that an editor asks. What goes wrong is told, and its
 * text written to `out/fuzz/`. Exits with 1 when anything does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createService, questionsAbout, randomPosition } from './ask.ts';
import { manifestsOf, ownManifests } from './manifests.ts';
import { createRandom } from './random.ts';
import { answer, editAndAsk, noFindings } from './session.ts';
import { extremes } from './texts.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: String(Date.now()) } },
  allowPositionals: true,
});

const OUT = path.resolve(import.meta.dirname, '../../out/fuzz');
const service = createService();
const random = createRandom(Number(values.seed));
const manifests = positionals.length > 0 ? positionals.flatMap(manifestsOf) : ownManifests();
const findings = noFindings();
const end = Date.now() + Number(values.minutes) * 60_000;

console.log(`seed ${values.seed}, ${manifests.length} manifests`);
for (const { name, text } of [
  ...extremes(0.1),
  ...extremes(1),
  { name: '50 MB', text: 'kind: x\n'.repeat(6_250_000) },
]) {
  const found = noFindings();
  const started = performance.now();
  const file = service.parse(text);
  await answer(
    ['parsing', () => file.documents.map(({ document }) => document.root)],
    (what) => found.faults.push({ what, text: '' }),
    found,
  );
  for (let i = 0; i < 2; i++)
    for (const question of questionsAbout(service, file, randomPosition(text.slice(0, 10_000), random.below)))
      await answer(question, (what) => found.faults.push({ what, text: '' }), found);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const memory = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
  console.log(`${name} (${text.length} characters): ${seconds} s, heap ${memory} MB`);
  for (const what of new Set(found.faults.map((fault) => fault.what.slice(0, 300)))) console.log(`  ${what}`);
}

while (Date.now() < end) await editAndAsk(service, random.pick(manifests), random, { edits: 10, asked: 20, findings });
const { edits, questions, slowest, faults } = findings;
console.log(`${edits} edits, ${questions} questions; the slowest answer, ${slowest[1]}: ${Math.round(slowest[0])} ms`);

mkdirSync(OUT, { recursive: true });
for (const [index, { what, text }] of faults.entries()) {
  const file = path.join(OUT, `fault-${index}.yaml`);
  writeFileSync(file, text);
  console.log(`${file}: ${what}`);
}
console.log(`${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
