import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCatalog } from '../../../server/src/catalog/catalog.ts';
import { getObjects, getPod, isTemplate, versionComment } from '../../../server/src/model/object.ts';
import { formatPath } from '../../../server/src/model/path.ts';
import { placesAt, rootOf, walk } from '../../../server/src/model/walk.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

const objects = (text: string) => parseFile(text).documents.flatMap(({ document }) => getObjects(document));
const { newest } = getCatalog();

test('finds the Pod in each of the nine kinds, wherever its keys stand', () => {
  const manifests: readonly [string, string][] = [
    ['kind: Pod\nspec: {containers: []}\napiVersion: v1\n', ''],
    ['apiVersion: v1\nkind: PodTemplate\ntemplate: {spec: {}}\n', 'template'],
    ['apiVersion: v1\nkind: ReplicationController\nspec: {template: {spec: {}}}\n', 'spec.template'],
    ['apiVersion: apps/v1\nkind: ReplicaSet\nspec: {template: {spec: {}}}\n', 'spec.template'],
    ['apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {}}}\n', 'spec.template'],
    ['apiVersion: apps/v1\nkind: StatefulSet\nspec: {template: {spec: {}}}\n', 'spec.template'],
    ['apiVersion: apps/v1\nkind: DaemonSet\nspec: {template: {spec: {}}}\n', 'spec.template'],
    ['apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {}}}\n', 'spec.template'],
    [
      'apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {}}}}}\n',
      'spec.jobTemplate.spec.template',
    ],
  ];
  for (const [text, path] of manifests) {
    const [object] = objects(text);
    assert.equal(object && formatPath(getPod(object)?.path ?? ['none']), path, text);
  }
});

test('each item of a List is an object of its own', () => {
  const found = objects(
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod}\n- {apiVersion: v1, kind: Service}\n',
  );
  assert.deepEqual(
    found.map(({ kind, item }) => [kind, item]),
    [
      ['Pod', 0],
      ['Service', 1],
    ],
  );
});

test('sees no object in what is not for Kubernetes', () => {
  for (const text of [
    '',
    '# only a comment\n',
    'services:\n  web:\n    image: nginx\n',
    '- a\n- b\n',
    'on: push\njobs: {}\n',
    'kind: mammal\n',
  ])
    assert.deepEqual(objects(text), [], text);
});

test('a template is not read before it is filled in', () => {
  assert.ok(isTemplate('name: {{ .Values.name }}\n'));
  assert.ok(isTemplate('{{- if $x }}\n'));
  assert.ok(isTemplate('name: "{{ include "chart.name" . }}"\n'));
  assert.ok(!isTemplate('a: {b: {c: {}}}\n'));
  assert.ok(!isTemplate('a: {{b: 1}: 2}\n'));
  assert.deepEqual(objects('apiVersion: v1\nkind: Pod\nmetadata: {name: "{{ .Release.Name }}"}\n'), []);
});

test('a comment may name the Kubernetes version', () => {
  const version = (text: string) => parseFile(text).documents.map(({ document }) => versionComment(document))[0];
  assert.equal(version('# podwright: kubernetes=1.30\nkind: Pod\n'), '1.30');
  assert.equal(version('kind: Pod # podwright: kubernetes=1.30\n'), undefined);
  assert.equal(version('# podwright: kubernetes=9.99\n'), undefined);
});

test('a walk gives every node its field path and its type', () => {
  const [object] = objects(
    'apiVersion: v1\nkind: Pod\nmetadata: {labels: {app: web}}\nspec:\n  containers:\n  - resources: {limits: {cpu: 1}}\n    nonsense: {deep: 1}\n',
  );
  assert.ok(object);
  const seen = [...walk(rootOf(object), newest)].map(({ path, type }) => `${formatPath(path)} ${type?.kind}`);
  assert.deepEqual(seen, [
    ' object',
    'apiVersion string',
    'kind string',
    'metadata object',
    'metadata.labels map',
    'metadata.labels[app] string',
    'spec object',
    'spec.containers list',
    'spec.containers[0] object',
    'spec.containers[0].resources object',
    'spec.containers[0].resources.limits map',
    'spec.containers[0].resources.limits[cpu] quantity',
    'spec.containers[0].nonsense undefined',
    'spec.containers[0].nonsense.deep undefined',
  ]);
});

test('the places around an offset lead from the object to the innermost value', () => {
  const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: web\n';
  const [object] = objects(text);
  assert.ok(object);
  const path = (offset: number) => formatPath(placesAt(rootOf(object), offset, newest).at(-1)?.path ?? []);
  assert.equal(path(text.indexOf('web')), 'spec.containers[0].name');
  assert.equal(path(text.indexOf('containers')), 'spec.containers');
  assert.equal(path(text.indexOf('Pod')), 'kind');
});
