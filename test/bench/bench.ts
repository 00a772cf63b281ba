/**
 * `npm run bench`: medians of what a person waits for, over the built server and over the pure service; written to
 * `out/bench/` and compared with the figures that were accepted last.
 * Options: --pods 1,20,200,1000,5000 (Pods in the file), --files 2000 (manifests in the workspace, 0 for none),
 * --rounds N, --against yls: the same keystrokes into yaml-language-server, which is fetched into `out/`, up to
 * 1,000 Pods; --activation: how long VS Code waits for the extension, in a real one; and --accept: with that, the
 * figures are those to compare with from now on.
 * The preview in a browser is measured by `npm run bench:redraw`, and `podwright check` by `npm run bench:check`.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drawSvg } from '../../client/preview/picture/render.ts';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/process.ts';
import { predict } from '../../server/src/lifecycle/predict.ts';
import { parseFile } from '../../server/src/yaml/file.ts';
import { toValue } from '../../server/src/yaml/tree.ts';
import { type ActivationFigures, measureActivation } from './activation.ts';
import { type EditorFigures, measureEditor } from './editor.ts';
import { accept, compareWithAccepted, type Measure, rounded, writeReport } from './report.ts';
import { PODWRIGHT, yamlLanguageServer } from './servers.ts';
import { timed } from './timing.ts';
import { measureWorkspace, type WorkspaceFigures } from './workspace.ts';

const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '1,20,200,1000,5000' },
    files: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '15' },
    against: { type: 'string' },
    activation: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (values.against !== undefined && values.against !== 'yls') {
  console.error(`The only server to compare with is yls, not ${values.against}.`);
  process.exit(2);
}
if (values.accept && values.against === undefined) {
  console.error('Figures are accepted beside those of the rival: --accept goes with --against yls.');
  process.exit(2);
}

/** Beyond this the rival takes minutes. */
const MOST_PODS_FOR_RIVAL = 1_000;

const EDITOR: Readonly<Record<keyof EditorFigures, string>> = {
  first: 'start → first diagnostics',
  whole: 'start → all diagnostics',
  opened: 'start → all that is asked at opening',
  meanwhile: 'completion while it opens',
  edit: 'edit → diagnostics',
  completion: 'completion',
  pausing: 'completion, typed with pauses',
  hover: 'hover',
  symbols: 'symbols',
  rename: 'rename',
  memory: 'memory',
};

const WORKSPACE: Readonly<Record<keyof WorkspaceFigures, string>> = {
  first: 'start → first diagnostics',
  indexed: 'start → all files read',
  names: 'workspace symbols',
  memory: 'memory',
};

const ACTIVATION: Readonly<Record<keyof ActivationFigures, string>> = { activation: 'activation' };

const SIMULATED = ['examples/12-exec-probe.yaml', 'examples/06-memory-killed.yaml'] as const;
const DAY = 86_400;

const measures: Measure[] = [];

function add(subject: string, titles: Readonly<Record<string, string>>, ours: object, theirs?: object): void {
  const figure = (of: object | undefined, key: string) => (of as Record<string, number> | undefined)?.[key];
  const added = Object.entries(titles).map(([key, what]): Measure => {
    const other = figure(theirs, key);
    return {
      subject,
      what,
      unit: key === 'memory' ? 'MB' : 'ms',
      ours: figure(ours, key) ?? Number.NaN,
      ...(other !== undefined && !Number.isNaN(other) && { theirs: other }),
    };
  });
  measures.push(...added);
  console.log(`${subject}, medians of ${rounds}`);
  console.table(
    Object.fromEntries(
      added.map(({ what, unit, ours: own, theirs: other }) => [
        `${what}, ${unit}`,
        {
          [PODWRIGHT.name]: rounded(own),
          ...(rival && other !== undefined && { [rival.name]: rounded(other), ratio: `${rounded(other / own)}×` }),
        },
      ]),
    ),
  );
}

/** The Timeline of a manifest, and the picture of it as text. */
async function measurePreview(manifest: string) {
  const [placed] = parseFile(await readFile(path.join(root, manifest), 'utf8')).documents;
  const value = placed?.document.root && toValue(placed.document.root);
  const simulate = (until: number) => predict(value, { until, kubernetes: '1.34' });
  const timeline = simulate(600);
  return {
    simulate: await timed(rounds, () => simulate(600)),
    day: await timed(rounds, () => simulate(DAY)),
    redraw: await timed(rounds, () => drawSvg(timeline)),
  };
}

await build({ production: true });
const rival = values.against === 'yls' ? await yamlLanguageServer() : undefined;
for (const count of values.pods.split(',').map(Number)) {
  const ours = await measureEditor(PODWRIGHT, count, rounds);
  const theirs = rival && count <= MOST_PODS_FOR_RIVAL ? await measureEditor(rival, count, rounds) : undefined;
  add(`${count} ${count === 1 ? 'Pod' : 'Pods'}`, EDITOR, ours, theirs);
}
if (Number(values.files) > 0)
  add(`workspace of ${values.files} files`, WORKSPACE, await measureWorkspace(Number(values.files)));
if (values.activation) add('VS Code', ACTIVATION, await measureActivation());
for (const manifest of SIMULATED)
  add(
    path.basename(manifest),
    { simulate: 'simulate 10 minutes', day: 'simulate a day', redraw: 'draw' },
    await measurePreview(manifest),
  );

await writeReport(measures, rival?.name);
const yardstick = measures.find(({ subject, what }) => subject === '1 Pod' && what === EDITOR.first)?.theirs;
if (yardstick === undefined) {
  console.log('Machines differ: only beside the rival, with --against yls and 1 Pod, are the figures compared.');
} else if (values.accept) {
  await accept(measures, yardstick);
} else if (await compareWithAccepted(measures, yardstick)) {
  process.exitCode = 1;
}
