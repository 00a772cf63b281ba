/**
 * `npm run conformance -- [--oracle BIN] [--show N] CORPUS.jsonl…`: how our verdicts on the manifests of corpora agree
 * with the API server's. With the oracle, preferred fixes are applied to what is refused, and it is asked again.
 *
 * `--record BIN VERSION`: asks the oracle about the manifests of the rules' fixtures instead, and writes its verdicts
 * beside this file.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { getCatalog, type Version } from '../../server/src/catalog/catalog.ts';
import { type CheckRecord, checkText } from '../../server/src/cli/check/records.ts';
import { askOracle } from './ask-oracle.ts';
import {
  compareCase,
  type Disagreement,
  FIGURES,
  type Figures,
  isAccepted,
  isComparable,
  noFigures,
} from './compare.ts';
import { type Case, readCorpus } from './corpus.ts';
import { recordVerdicts } from './verdicts.ts';

const { values, positionals } = parseArgs({
  options: {
    oracle: { type: 'string' },
    record: { type: 'boolean', default: false },
    show: { type: 'string', default: '50' },
  },
  allowPositionals: true,
});

if (values.record) {
  const [oracle, version] = positionals;
  if (!oracle || !version) throw new Error('usage: --record ORACLE VERSION');
  recordVerdicts((texts) => askOracle(oracle, texts), version as Version);
} else if (positionals.length === 0) {
  console.error('usage: npm run conformance -- [--oracle BIN] [--show N] CORPUS.jsonl…');
  process.exitCode = 2;
} else {
  for (const corpus of positionals) report(corpus);
}

function report(corpus: string): void {
  const figures = noFigures();
  const disagreements: Disagreement[] = [];
  const cases = readCorpus(corpus);
  for (const one of cases)
    disagreements.push(...(one.verdicts ? compareVersions(one, figures) : compareOne(one, figures)));
  if (values.oracle) disagreements.push(...tryFixes(cases, values.oracle, figures));
  printTable(path.basename(corpus), cases.length, figures);
  const most = Number(values.show);
  for (const { figure, id, theirs, ours } of disagreements.slice(0, most))
    console.log(`  ${figure}  ${id}\n    server: ${theirs.slice(0, 200)}\n    ours:   ${ours.slice(0, 200)}`);
  if (disagreements.length > most) console.log(`  … and ${disagreements.length - most} more`);
  if (disagreements.some(({ figure }) => figure !== 'fixed')) process.exitCode = 1;
}

function compareOne(one: Case, figures: Figures): Iterable<Disagreement> {
  return isComparable(one) ? compareCase(one, checkText(one.id, one.text, getCatalog().newest), figures) : [];
}

/** A case with verdicts of several versions is one case for each. */
function* compareVersions({ id, text, verdicts = {} }: Case, figures: Figures): Generator<Disagreement> {
  for (const [version, verdict] of Object.entries(verdicts)) {
    const one = { id: `${id} in ${version}`, text, documents: [verdict] };
    yield* compareCase(one, checkText(one.id, text, version as Version), figures);
  }
}

/** Applies the first preferred fix of each refused manifest, up to five times, and asks the oracle about the result. */
function tryFixes(cases: readonly Case[], oracle: string, figures: Figures): Disagreement[] {
  const refused = cases.filter((one) => isComparable(one) && !isAccepted(one));
  const verdicts = askOracle(
    oracle,
    refused.map(({ text }) => fixed(text)),
  );
  return refused.flatMap(({ id }, index) => {
    const isFixed = (verdicts[index] ?? []).length > 0 && verdicts[index]?.every(({ accepted }) => accepted);
    figures.fixed.of++;
    if (!isFixed)
      return [
        { figure: 'fixed', id, theirs: verdicts[index]?.[0]?.errors?.[0]?.message ?? 'refused', ours: 'not fixed' },
      ];
    figures.fixed.right++;
    return [];
  });
}

function fixed(text: string): string {
  let current = text;
  for (let round = 0; round < 5; round++) {
    const records = checkText('', current, getCatalog().newest);
    const fix = records.flatMap(preferredFixes)[0];
    if (!fix) return current;
    current = apply(current, fix.edits);
  }
  return current;
}

function preferredFixes({ diagnostics }: CheckRecord) {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ fixes }) => fixes.find(({ preferred }) => preferred) ?? []);
}

type Edits = CheckRecord['diagnostics'][number]['fixes'][number]['edits'];

function apply(text: string, edits: Edits): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: { line: number; character: number }) =>
    (starts[line] ?? text.length) + character;
  return edits
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

function printTable(name: string, size: number, figures: Figures): void {
  console.log(`${name}: ${size} manifests`);
  for (const figure of FIGURES) {
    const { right, of } = figures[figure];
    if (of > 0)
      console.log(
        `  ${figure.padEnd(12)} ${`${right}/${of}`.padStart(12)} ${((100 * right) / of).toFixed(1).padStart(6)}%`,
      );
  }
}
