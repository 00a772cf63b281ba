/**
 * node test/conformance/timelines.ts [--static] FOLDER: holds the simulator against recorded runs of a kubelet.
 *
 * A folder holds one folder a scenario: `pod.yaml`, `behaviour.json` (an assumption file), and recordings
 * `observed-N-api.jsonl` and `observed-N-static.jsonl`, one record of a Timeline a line. A scenario agrees when the
 * predicted timeline agrees with one of its recordings within what the kubelet itself leaves to chance.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readAssumptions } from '../../server/src/lifecycle/assumptions/reader.ts';
import { readPod } from '../../server/src/lifecycle/pod/read-pod.ts';
import { simulate } from '../../server/src/lifecycle/simulate.ts';
import { differencesBetween } from './timelines/compare.ts';
import { type Entry, viewOf } from './timelines/view.ts';

function main(args: readonly string[]): number {
  const folder = args.find((arg) => !arg.startsWith('--'));
  if (folder === undefined) {
    process.stderr.write('usage: node test/conformance/timelines.ts [--static] FOLDER\n');
    return 2;
  }
  const isStatic = args.includes('--static');
  let agreeing = 0;
  let total = 0;
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const differences = compareScenario(path.join(folder, name), isStatic);
    if (differences === undefined) continue;
    total++;
    if (differences.length === 0) agreeing++;
    process.stdout.write(`${differences.length === 0 ? 'equal  ' : 'differs'}  ${name}\n`);
    for (const difference of differences) process.stdout.write(`           ${difference}\n`);
  }
  process.stdout.write(`${agreeing} of ${total} scenarios agree\n`);
  return agreeing === total ? 0 : 1;
}

/** What differs from the nearest recording; undefined when there is none. */
function compareScenario(scenario: string, isStatic: boolean): readonly string[] | undefined {
  const suffix = isStatic ? '-static.jsonl' : '-api.jsonl';
  const recordings = readdirSync(scenario)
    .filter((file) => file.startsWith('observed-') && file.endsWith(suffix))
    .map((file) => viewOf(readLines(path.join(scenario, file))));
  if (recordings.length === 0) return undefined;
  const manifest: unknown = parse(readFileSync(path.join(scenario, 'pod.yaml'), 'utf8'));
  const assumptions = readAssumptions(JSON.parse(readFileSync(path.join(scenario, 'behaviour.json'), 'utf8')));
  const until = Math.floor(Math.max(...recordings.map(({ end }) => end))) + 1;
  const pod = readPod(manifest);
  const { steps } = simulate(pod, assumptions, { until, kubernetes: '1.34', static: isStatic });
  const ours = viewOf(steps.map((step) => ({ ...step })));
  const probes = [...pod.initContainers, ...pod.containers].flatMap(({ probes }) => Object.values(probes));
  const period = Math.max(0, ...probes.map(({ periodSeconds }) => periodSeconds));
  const compared = recordings.map((theirs) => differencesBetween(ours, theirs, period));
  return compared.reduce((best, each) => (each.length < best.length ? each : best));
}

function readLines(file: string): Entry[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
}

process.exitCode = main(process.argv.slice(2));
