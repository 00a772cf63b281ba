/**
 * node scripts/test.ts [LEVEL …]: runs the named levels of the table below; without a name all but `desktop`, which has
 * to download a VS Code. Ends with the totals, and with 1 if anything failed.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { run as runTests } from 'node:test';
import { dot } from 'node:test/reporters';
import { runInDesktop, runInHost } from '../test/host/run.ts';
import { runInWeb } from '../test/web/run.ts';
import { build, tellFailure } from './build.ts';
import { root, run } from './process.ts';

interface Totals {
  readonly passed: number;
  readonly failed: number;
}

const LEVELS: Readonly<Record<string, () => Promise<Totals>>> = {
  check,
  build: bundle,
  unit: () => nodeTests('test/unit/**/*.test.ts', { concurrency: true }),
  fuzz: () => nodeTests('test/fuzz/**/*.test.ts', { concurrency: true }),
  protocol: () => nodeTests('test/protocol/**/*.test.ts', { concurrency: true }),
  editors: () => nodeTests('test/editors/**/*.test.ts', { concurrency: false }),
  host: runInHost,
  web: runInWeb,
  browser: () => nodeTests('test/browser/**/*.test.ts', { concurrency: false }),
  package: () => nodeTests('test/package/**/*.test.ts', { concurrency: false }),
  desktop: runInDesktop,
};
const ALL = ['check', 'unit', 'fuzz', 'protocol', 'editors', 'host', 'web', 'browser', 'package'];
/** These test what the build made. */
const ON_BUNDLES = ['protocol', 'editors', 'host', 'web', 'browser', 'desktop'];

/** Types, lint and dead code, as one test each. */
async function check(): Promise<Totals> {
  const bin = (name: string) => path.join(root, 'node_modules/.bin', name);
  const codes = [
    await run(bin('tsc'), []),
    await run(bin('tsc'), ['-p', 'client/preview']),
    await run(bin('biome'), ['check', '--reporter=summary']),
    await run(bin('knip'), []),
  ];
  const failed = codes.filter((code) => code !== 0).length;
  return { passed: codes.length - failed, failed };
}

async function bundle(): Promise<Totals> {
  try {
    await build();
    return { passed: 1, failed: 0 };
  } catch (error) {
    tellFailure(error as Error);
    return { passed: 0, failed: 1 };
  }
}

/** Runs test files, each in a process of its own; prints a dot a test, then what failed. */
async function nodeTests(glob: string, options: { concurrency: boolean }): Promise<Totals> {
  const events = runTests({ globPatterns: [glob], cwd: root, ...options });
  // What stands if not even one test is found.
  let totals: Totals = { passed: 0, failed: 1 };
  events.on('test:summary', ({ file, counts }) => {
    // One for each file, then one for all.
    if (file === undefined && counts.tests > 0)
      totals = { passed: counts.passed, failed: counts.tests - counts.passed };
  });
  for await (const text of events.compose(dot)) process.stdout.write(text);
  return totals;
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in LEVELS));
if (unknown !== undefined) {
  console.error(`No test level ${unknown}; there are ${Object.keys(LEVELS).join(', ')}.`);
  process.exit(2);
}
const asked = names.length > 0 ? names : ALL;
const levels = asked.some((name) => ON_BUNDLES.includes(name)) ? ['build', ...asked] : asked;
await mkdir(path.join(root, 'out/screenshots'), { recursive: true });

const results: { readonly name: string; readonly totals: Totals; readonly seconds: number }[] = [];
for (const name of levels) {
  const unbuilt = results.some((result) => result.name === 'build' && result.totals.failed > 0);
  if (unbuilt && ON_BUNDLES.includes(name)) continue;
  console.log(`\n== ${name}`);
  const started = Date.now();
  const totals = await LEVELS[name]?.();
  if (totals) results.push({ name, totals, seconds: (Date.now() - started) / 1000 });
}

console.log();
for (const { name, totals, seconds } of results) {
  const { passed, failed } = totals;
  console.log(
    `${name.padEnd(9)} ${`${passed}`.padStart(5)} passed ${`${failed}`.padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s`,
  );
}
const sum = (of: keyof Totals) => results.reduce((total, { totals }) => total + totals[of], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
