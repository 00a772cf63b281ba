/**
 * npm run test:cluster [-- --record] [-- CORPUS.jsonl…]: asks a real API server, through a real kubectl, what the tests
 * of `test/unit/cluster/` say that it says; `--record` writes its answers down for them. Of each corpus, one
 * `{"id", "text"}` a line, it tells where its verdict or its field paths are not ours. Ends with 1 if anything differs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { getManifests, getVerdicts, type ManifestAnswer } from '../../server/src/features/cluster/verdict.ts';
import { parseFile, type YamlFile } from '../../server/src/yaml/file.ts';
import { differences, RECORDED, readRecordings } from '../unit/cluster/recordings.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { compareCorpus } from './corpus.ts';
import { observedDifferences } from './observed.ts';

const VERSION = '1.34';

const { values, positionals } = parseArgs({ options: { record: { type: 'boolean' } }, allowPositionals: true });
const failures = positionals.length > 0 ? await runCorpora(positionals) : await runTests(values.record === true);
console.log(`${failures.passed} passed, ${failures.failed} failed`);
process.exit(failures.failed > 0 ? 1 : 0);

async function runTests(record: boolean) {
  const cluster = await startCluster();
  try {
    await prepare(cluster);
    const recorded: Record<string, unknown> = {};
    const found = new Map<string, readonly string[]>();
    for (const { name, file } of readRecordings()) {
      const answers = await askAll(cluster, file);
      recorded[name] = answers.map(({ exitCode, stderr }) => ({ exitCode, stderr }));
      const diagnostics = getVerdicts(file, answers, { version: VERSION }).flatMap((verdict) => verdict.diagnostics);
      found.set(name, differences(file, diagnostics));
    }
    if (record) await writeFile(RECORDED, `${JSON.stringify(recorded, undefined, 2)}\n`);
    found.set('a live Pod', await observedDifferences(cluster));
    return tell(found);
  } finally {
    await cluster.stop();
  }
}

/** What the recordings count on: namespaces with rules, and objects that are there already. */
async function prepare({ kubectl }: Cluster): Promise<void> {
  const namespace = (name: string, labels = {}) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  const main = (command: readonly string[]) => ({ containers: [{ name: 'main', image: 'nginx', command }] });
  const labels = { app: 'live' };
  const level = { 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/warn': 'baseline' };
  const objects = [
    namespace('guarded', level),
    namespace('limited'),
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', namespace: 'limited' },
      spec: { limits: [{ type: 'Container', max: { cpu: '500m' } }] },
    },
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'live' }, spec: main(['sleep', '1']) },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'live' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: main(['sleep', '1']) } },
    },
  ];
  for (const object of objects) {
    const { exitCode, stderr } = await kubectl(['apply', '--filename=-'], JSON.stringify(object));
    if (exitCode !== 0) throw new Error(stderr);
  }
}

async function askAll({ kubectl }: Cluster, file: YamlFile): Promise<ManifestAnswer[]> {
  const answers: ManifestAnswer[] = [];
  for (const [manifest, { verb, text }] of getManifests(file).entries()) {
    const { exitCode, stderr } = await kubectl([verb, '--dry-run=server', '--filename=-'], text);
    answers.push({ manifest, exitCode, stderr });
  }
  return answers;
}

async function runCorpora(corpora: readonly string[]) {
  // Manifests of others name namespaces and classes that are not here.
  const cluster = await startCluster(['NamespaceLifecycle', 'PodSecurity', 'Priority', 'RuntimeClass']);
  try {
    const found = new Map<string, readonly string[]>();
    for (const corpus of corpora)
      for (const line of (await readFile(corpus, 'utf8')).split('\n').filter(Boolean)) {
        const { id, text }: { id: string; text: string } = JSON.parse(line);
        const file = parseFile(text);
        found.set(`${corpus} ${id}`, compareCorpus(file, await askAll(cluster, file), VERSION));
      }
    return tell(found);
  } finally {
    await cluster.stop();
  }
}

function tell(found: ReadonlyMap<string, readonly string[]>) {
  let failed = 0;
  for (const [name, lines] of found) {
    if (lines.length > 0) console.log(`✖ ${name}\n${lines.map((line) => `    ${line}`).join('\n')}`);
    if (lines.length > 0) failed++;
  }
  return { passed: found.size - failed, failed };
}
