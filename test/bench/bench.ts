/**
 * `npm run bench`: medians of what a person waits for, over the built server and over the pure service.
 * Options: --pods 1,20,200,1000 (Pods in the file), --rounds N.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { predict } from '../../server/src/lifecycle/predict.ts';
import type { Timeline } from '../../server/src/lifecycle/timeline.ts';
import { parseFile } from '../../server/src/yaml/file.ts';
import { toValue } from '../../server/src/yaml/tree.ts';
import { startClient } from '../support/lsp-client.ts';

const { values } = parseArgs({
  options: { pods: { type: 'string', default: '1,20,200,1000' }, rounds: { type: 'string', default: '15' } },
});
const rounds = Number(values.rounds);
const root = join(import.meta.dirname, '../..');

const pod = (index: number) => `apiVersion: v1
kind: Pod
metadata:
  name: shop-${index}
  labels:
    app: shop
spec:
  initContainers:
  - name: schema
    image: busybox:1.36
    command: ["sh", "-c", "until nc -z db 5432; do sleep 1; done"]
  containers:
  - name: shop
    image: nginx:1.27
    ports:
    - name: http
      containerPort: 8080
    resources:
      requests:
        cpu: 250m
        memory: "128974848"
      limits:
        cpu: "1"
        memory: 256Mi
    livenessProbe:
      httpGet:
        path: /live
        port: http
      periodSeconds: 5
    securityContext:
      runAsUser: 1000
    volumeMounts:
    - name: cache
      mountPath: /cache
  volumes:
  - name: cache
    emptyDir: {}
`;

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

async function timed(rounds: number, work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return median(times);
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** One file of `count` Pods in a fresh server. */
async function editorFigures(count: number) {
  const uri = 'file:///bench/pods.yaml';
  const text = Array.from({ length: count }, (_, i) => pod(i)).join('---\n');
  const lines = pod(0).split('\n');
  const firstLine = (count >> 1) * lines.length;
  const line = (needle: string) => firstLine + lines.findIndex((each) => each.includes(needle));

  const start = performance.now();
  const client = await startClient();
  await client.open(uri, text);
  const first = performance.now() - start;

  const at = { line: line('runAsUser') + 1, character: 0 };
  const edit = await timed(rounds, (round) =>
    client.change(uri, [
      round % 2 === 0
        ? { range: { start: at, end: at }, text: '      runAsGrup: 1\n' }
        : { range: { start: at, end: { line: at.line + 1, character: 0 } }, text: '' },
    ]),
  );
  const ask = (method: string, position: { line: number; character: number }) =>
    timed(rounds, () => client.connection.sendRequest(method, { textDocument: { uri }, position }));
  const completion = await ask('textDocument/completion', { line: line('runAsUser'), character: 6 });
  const hover = await ask('textDocument/hover', { line: line('memory: "128974848"'), character: 18 });
  const timeline = await ask('podwright/timeline', { line: line('containers:'), character: 2 });
  const memory = await residentMegabytes(client.process.pid);
  await client.stop();
  return {
    pods: count,
    'first diagnostics ms': first,
    'edit ms': edit,
    'completion ms': completion,
    'hover ms': hover,
    'timeline ms': timeline,
    'memory MB': memory,
  };
}

async function simulatorFigures(manifest: string) {
  const text = await readFile(join(root, manifest), 'utf8');
  const document = parseFile(text).documents[0]?.document;
  const value = document?.root && toValue(document.root);
  let timeline: Timeline | undefined;
  const simulate = async (until: number) =>
    timed(rounds, () => (timeline = predict(value, { until, kubernetes: '1.34' })));
  const ten = await simulate(600);
  const day = await simulate(86_400);
  return { manifest, '10 minutes ms': ten, 'a day ms': day, 'steps of a day': timeline?.steps.length };
}

const rounded = (figures: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(1)) : value,
    ]),
  );

await build({ production: true });

const editor = [];
for (const count of values.pods.split(',').map(Number)) editor.push(rounded(await editorFigures(count)));
console.log(`Editor, medians of ${rounds}`);
console.table(editor);

const simulator = [];
for (const manifest of ['examples/12-exec-probe.yaml', 'examples/06-memory-killed.yaml'])
  simulator.push(rounded(await simulatorFigures(manifest)));
console.log('Simulator');
console.table(simulator);
