/**
 * `npm run bench`: medians of what a person waits for, over the built server and over the pure service.
 * Options: --pods 1,20,200,1000 (Pods in the file), --rounds N, and --against yls: the same keystrokes into
 * yaml-language-server, which is fetched into `out/`.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/process.ts';
import { predict } from '../../server/src/lifecycle/predict.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { parseFile } from '../../server/src/yaml/file.ts';
import { toValue } from '../../server/src/yaml/tree.ts';
import { type EditorFigures, measureEditor } from './editor.ts';
import { PODWRIGHT, yamlLanguageServer } from './servers.ts';
import { timed } from './timing.ts';

const { values } = parseArgs({
  options: {
    pods: { type: 'string', default: '1,20,200,1000' },
    rounds: { type: 'string', default: '15' },
    against: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
if (values.against !== undefined && values.against !== 'yls') {
  console.error(`The only server to compare with is yls, not ${values.against}.`);
  process.exit(2);
}

const MEASURES: Readonly<Record<keyof EditorFigures, string>> = {
  first: 'start → first diagnostics, ms',
  edit: 'edit → diagnostics, ms',
  completion: 'completion, ms',
  hover: 'hover, ms',
  symbols: 'symbols, ms',
  memory: 'memory, MB',
};

async function compareEditors(): Promise<void> {
  const rival = values.against === 'yls' ? await yamlLanguageServer() : undefined;
  for (const count of values.pods.split(',').map(Number)) {
    const ours = await measureEditor(PODWRIGHT, count, rounds);
    const theirs = rival && (await measureEditor(rival, count, rounds));
    const rows = Object.entries(MEASURES).map(([key, title]) => {
      const own = ours[key as keyof EditorFigures];
      const other = theirs?.[key as keyof EditorFigures];
      return [
        title,
        {
          [PODWRIGHT.name]: rounded(own),
          ...(rival && other !== undefined && { [rival.name]: rounded(other), ratio: `${rounded(other / own)}×` }),
        },
      ];
    });
    console.log(`${count} ${count === 1 ? 'Pod' : 'Pods'} in the file, medians of ${rounds}`);
    console.table(Object.fromEntries(rows));
  }
}

async function simulatorFigures(manifest: string) {
  const text = await readFile(path.join(root, manifest), 'utf8');
  const document = parseFile(text).documents[0]?.document;
  const value = document?.root && toValue(document.root);
  let timeline: Timeline | undefined;
  const simulate = async (until: number) =>
    rounded(await timed(rounds, () => (timeline = predict(value, { until, kubernetes: '1.34' }))));
  const ten = await simulate(600);
  const day = await simulate(86_400);
  return { manifest, '10 minutes ms': ten, 'a day ms': day, 'steps of a day': timeline?.steps.length };
}

function rounded(figure: number): number {
  return Number(figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0));
}

await build({ production: true });
await compareEditors();

const simulator = [];
for (const manifest of ['examples/12-exec-probe.yaml', 'examples/06-memory-killed.yaml'])
  simulator.push(await simulatorFigures(manifest));
console.log('Simulator');
console.table(simulator);
