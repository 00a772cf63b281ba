/**
 * `npm run fuzz:oracle -- --oracle BIN [--kubernetes 1.34] [--seed N] [--cases N] [--changes N] [--show N]
 * [CORPUS.jsonl…]`: changes manifests at random and compares what we say of them with what the API server's own code
 * says. Starts from the project's own manifests, and those of corpora. What disagrees is told by its cause, the commonest
 * first, and written to `out/fuzz/`. Exits with 1 when anything does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { getCatalog, type Version } from '../../server/src/catalog/catalog.ts';
import { checkText } from '../../server/src/cli/check/records.ts';
import { askOracle } from '../conformance/ask-oracle.ts';
import { compareCase, type Disagreement, FIGURES, isComparable, noFigures } from '../conformance/compare.ts';
import { asObjects, manifestsOf, ownManifests } from './manifests.ts';
import { mutate } from './mutations.ts';
import { createRandom } from './random.ts';
import { mutateText, write } from './writing.ts';

const { values, positionals } = parseArgs({
  options: {
    oracle: { type: 'string' },
    kubernetes: { type: 'string', default: '1.34' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '2000' },
    changes: { type: 'string', default: '1' },
    text: { type: 'boolean', default: false },
    show: { type: 'string', default: '40' },
  },
  allowPositionals: true,
});

const OUT = path.resolve(import.meta.dirname, '../../out/fuzz');

interface Changed {
  readonly text: string;
  readonly how: string;
}

if (values.oracle === undefined || !getCatalog().versions.includes(values.kubernetes as Version)) {
  console.error(
    'usage: npm run fuzz:oracle -- --oracle BIN [--kubernetes 1.34] [--seed N] [--cases N] [CORPUS.jsonl…]',
  );
  process.exitCode = 2;
} else {
  run(values.oracle, values.kubernetes as Version);
}

function run(oracle: string, version: Version): void {
  const cases = changedManifests(version);
  const verdicts = askOracle(
    oracle,
    cases.map(({ text }) => text),
  );
  const figures = noFigures();
  const disagreements: Disagreement[] = [];
  for (const [index, { text }] of cases.entries()) {
    const one = { id: String(index), text, documents: verdicts[index] ?? [] };
    if (isComparable(one)) disagreements.push(...compareCase(one, checkText('', text, version), figures));
  }
  for (const figure of FIGURES) {
    const { right, of } = figures[figure];
    if (of > 0) console.log(`${figure.padEnd(12)} ${String(right).padStart(6)}/${of}`);
  }
  tell(disagreements, cases);
  if (disagreements.length > 0) process.exitCode = 1;
}

function changedManifests(version: Version): Changed[] {
  const random = createRandom(Number(values.seed));
  const manifests = asObjects(positionals.length > 0 ? positionals.flatMap(manifestsOf) : ownManifests());
  const source = { random, version, manifests };
  return Array.from({ length: Number(values.cases) }, () => {
    const manifest = structuredClone(random.pick(manifests));
    const changes = Array.from({ length: Number(values.changes) }, () => mutate(manifest, source));
    const text = write(manifest, random);
    if (!values.text) return { text, how: changes.join('; ') };
    const mutated = mutateText(text, random);
    return { text: mutated.text, how: [...changes, mutated.how].join('; ') };
  });
}

/** One example for each cause; of a manifest, only the first disagreement counts. */
function tell(disagreements: readonly Disagreement[], cases: readonly Changed[]): void {
  const firsts = [...new Map(disagreements.toReversed().map((one) => [one.id, one])).values()];
  const byCause = new Map<string, Disagreement[]>();
  for (const one of firsts) byCause.set(causeOf(one), [...(byCause.get(causeOf(one)) ?? []), one]);
  const sorted = [...byCause.values()].sort((a, b) => b.length - a.length);
  if (sorted.length > 0) mkdirSync(OUT, { recursive: true });
  for (const group of sorted.slice(0, Number(values.show))) {
    const [{ figure, id, theirs, ours }] = group as [Disagreement];
    const { text, how } = cases[Number(id)] as Changed;
    const file = path.join(OUT, `${values.seed}-${id}.yaml`);
    writeFileSync(file, text);
    console.log(`${group.length} × ${figure}: ${how} (${path.relative('', file)})`);
    console.log(`    server: ${theirs.slice(0, 250)}\n    ours:   ${ours.slice(0, 250)}`);
  }
  console.log(`${firsts.length} of ${cases.length} manifests disagree, for ${sorted.length} causes`);
}

/** Disagreements with the same words, apart from names and numbers, mostly have the same cause. */
function causeOf({ figure, theirs, ours }: Disagreement): string {
  const plain = (text: string) => text.slice(0, 120).replace(/"[^"]*"|\d+/g, '_');
  return `${figure} ${plain(figure === 'precision' ? ours : theirs)}`;
}
