import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { getPodLanguageService } from '../../../server/src/service.ts';
import { labels } from '../features/fixture.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const service = getPodLanguageService({ loadDocs: async () => '{}' });

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** Fields of a Pod's spec; every other fragment belongs into a container. */
const OF_THE_POD = new Set([
  'affinity',
  'imagePullSecrets',
  'initContainers',
  'nodeSelector',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
]);

function expand(snippet: Snippet): string {
  const defaults = new Map<string, string>();
  return snippet.body
    .join('\n')
    .replace(/\$\{(\d+)\|([^|]*)\|\}/g, (_, stop: string, choices: string) => `\${${stop}:${choices.split(',')[0]}}`)
    .replace(/\$\{(\d+):([^}]*)\}/g, (_, stop: string, value: string) => {
      defaults.set(stop, value);
      return value;
    })
    .replace(/\$(\d+)/g, (_, stop: string) => defaults.get(stop) ?? '');
}

/** A fragment as it would stand in a Pod. */
function inPod(snippet: Snippet): string {
  const text = expand(snippet);
  if (text.startsWith('apiVersion:') || text.includes('\napiVersion:')) return text;
  const field = /^\w+/.exec(text)?.[0];
  const indent = (by: number) => text.replace(/^/gm, ' '.repeat(by));
  const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: test\nspec:\n';
  const container = '  containers:\n    - name: app\n      image: nginx:1.29\n';
  if (field === undefined) return `${head}  containers:\n${indent(4)}\n`;
  if (OF_THE_POD.has(field) || snippet.prefix === 'securityContext-pod') return `${head}${container}${indent(2)}\n`;
  return `${head}  volumes:\n    - name: work\n      emptyDir: {}\n${container}${indent(6)}\n`;
}

function read(file: string): Record<string, Snippet> {
  return JSON.parse(readFileSync(path.join(root, 'snippets', file), 'utf8'));
}

const files = readdirSync(path.join(root, 'snippets'));

test('every snippet is offered somewhere', () => {
  const pod = 'kind: Pod\nspec:\n';
  const sidecar = '  initContainers:\n    - restartPolicy: Always\n';
  const places = [
    '$0',
    `${pod}  $0`,
    `${pod}  securityContext:\n    $0`,
    `${pod}  containers:\n    $0`,
    `${pod}  initContainers:\n    $0`,
    `${pod}${sidecar}      $0`,
    `${pod}${sidecar}      securityContext:\n        $0`,
  ];
  const offered = new Set(places.flatMap((place) => labels(place)));
  const prefixes = files.flatMap((file) => Object.values(read(file)).map(({ prefix }) => prefix));
  assert.deepEqual(
    prefixes.filter((prefix) => !offered.has(prefix)),
    [],
  );
});

test('no prefix is taken twice', () => {
  const prefixes = files.flatMap((file) => Object.values(read(file)).map((snippet) => snippet.prefix));
  assert.deepEqual(prefixes.toSorted(), [...new Set(prefixes)].toSorted());
});

test('whole Pods are in one file, which the picker of new manifests offers', () => {
  for (const file of files)
    for (const [title, snippet] of Object.entries(read(file)))
      assert.equal(expand(snippet).includes('kind: Pod'), file === 'pods.json', title);
});

test('there is a snippet for each handler of each probe', () => {
  const probes = Object.values(read('probes.json')).map((snippet) => snippet.prefix);
  const handlers = ['exec', 'http', 'tcp', 'grpc'];
  const wanted = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
    handlers.map((handler) => `${probe}-${handler}`),
  );
  assert.deepEqual(probes, wanted);
});

for (const file of files) {
  describe(file, () => {
    for (const [title, snippet] of Object.entries(read(file))) {
      test(`${title} is valid as it comes`, () => {
        const text = inPod(snippet);
        for (const { errors } of parseAllDocuments(text)) assert.deepEqual(errors, [], text);
        const problems = service
          .getDiagnostics(service.parse(text), { version: '1.37' })
          .filter(({ severity }) => severity === 1 || severity === 2);
        assert.deepEqual(problems, [], text);
      });
      test(`${title} can be walked through with Tab`, () => {
        const stops = [...snippet.body.join('\n').matchAll(/\$\{?(\d+)/g)].map(([, stop]) => Number(stop));
        const numbers = [...new Set(stops)].toSorted((a, b) => a - b);
        assert.deepEqual(numbers, [...numbers.keys()], 'stops are numbered without gaps and there is a last one, 0');
        assert.ok(snippet.description.endsWith('.'));
      });
    }
  });
}
