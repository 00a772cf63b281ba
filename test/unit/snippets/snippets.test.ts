import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { getPodLanguageService } from '../../../server/src/service.ts';
import { labels } from '../features/fixture.ts';
import { expand, files, inPod, read } from './manifests.ts';
import { hash, type Verdict } from './record.ts';

const service = getPodLanguageService({ loadDocs: async () => '{}' });

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

test('the API server accepts every snippet, as `record.ts` wrote down', () => {
  const recorded: readonly Verdict[] = JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'verdicts.json'), 'utf8'),
  );
  assert.deepEqual(
    recorded.map(({ prefix, manifest }) => ({ prefix, manifest })),
    files.flatMap((file) =>
      Object.values(read(file)).map((snippet) => ({ prefix: snippet.prefix, manifest: hash(inPod(snippet)) })),
    ),
    'a snippet has changed: run record.ts',
  );
  assert.deepEqual(
    recorded.filter(({ accepted }) => !accepted),
    [],
  );
});
