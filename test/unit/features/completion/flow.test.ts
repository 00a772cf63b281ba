/** Fields in flow style and in JSON. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accept } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
`;

describe('flow style', () => {
  const flows: readonly (readonly [title: string, marked: string, label: string, inserted: string])[] = [
    ['a field', '  volumes: [{name: a, $0}]', 'configMap', 'configMap: {name: $1}'],
    ['a field that says something when empty', '  volumes: [{name: a, $0}]', 'emptyDir', 'emptyDir: {}'],
    ['a list', '  containers: [{$0}]', 'ports', 'ports: [{containerPort: $1}]'],
    ['an item', '  containers: [$0]', '{}', '{name: $1, image: $2}'],
    [
      'over several lines',
      '  volumes: [\n    {\n      name: a,\n      $0\n    }\n  ]',
      'secret',
      'secret: {secretName: $1}',
    ],
    ['not closed yet', '  volumes: [{name: a, $0', 'nfs', 'nfs: {path: $1, server: $2}'],
    ['half typed', '  volumes: [{name: a, emp$0}]', 'emptyDir', 'emptyDir: {}'],
  ];
  for (const [title, marked, label, inserted] of flows)
    test(title, () => {
      const expected = `${POD}${marked.replace(/\w*\$0/, () => inserted)}`;
      assert.equal(accept(`${POD}${marked}`, label), expected);
    });

  const jsons: readonly (readonly [title: string, marked: string, label: string, inserted: string])[] = [
    ['the first field', '{\n  $0\n}', 'apiVersion', `"apiVersion": \${1|"v1","apps/v1","batch/v1"|}`],
    ['an object', '{"kind": "Pod", $0}', 'spec', '"spec": {"containers": [{"name": "$1", "image": "$2"}]}'],
    ['a kind', '{"apiVersion": "batch/v1", "kind": $0}', 'Job', '"Job"'],
    ['an enumeration', '{"kind": "Pod", "spec": {"restartPolicy": $0}}', 'Never', '"Never"'],
    ['a boolean', '{"kind": "Pod", "spec": {"hostNetwork": $0}}', 'true', 'true'],
    ['a resource', '{"kind": "Pod", "spec": {"overhead": {$0}}}', 'cpu', `"cpu": \${1|"100m","250m","500m","1","2"|}`],
    ['a label', '{"kind": "Pod", "metadata": {"labels": {$0}}}', 'app', '"app": "$1"'],
  ];
  for (const [title, marked, label, inserted] of jsons)
    test(`in JSON, ${title}`, () =>
      assert.equal(
        accept(marked, label),
        marked.replace('$0', () => inserted),
      ));

  test('JSON keeps its quotes', () => {
    const json = '{"apiVersion": "v1", "kind": "Pod", "spec": {$0}}';
    assert.equal(accept(json, 'containers'), json.replace('$0', '"containers": [{"name": "$1", "image": "$2"}]'));
    assert.equal(
      accept('{"apiVersion": "v1", "kind": "Pod", "spec": {"cont$0"}}', 'containers'),
      json.replace('$0', '"containers": [{"name": "$1", "image": "$2"}]'),
    );
  });
});
