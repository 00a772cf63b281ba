/** Names of fields: where they are offered, in which order, and with what documentation. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InsertTextFormat } from 'vscode-languageserver-types';
import { createDocs } from '../../../../server/src/catalog/docs.ts';
import { complete, resolveCompletion } from '../../../../server/src/features/completion.ts';
import { accept, completeAt, fixture, labels, NEWEST } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
`;

describe('which fields are offered', () => {
  test('all of the object at the cursor, without those that are there', () => {
    const offered = labels(`${POD}  hostNetwork: true\n  containers:\n    - name: a\n      image: b\n  $0`);
    assert.ok(offered.includes('volumes'));
    assert.ok(!offered.includes('hostNetwork'));
    assert.ok(!offered.includes('containers'));
    assert.ok(!offered.includes('image'));
  });

  test('what is required comes first', () => {
    assert.deepEqual(labels(`${POD}  containers:\n    - $0`).slice(0, 2), ['name', 'image']);
    assert.equal(labels(`${POD}  $0`)[0], 'containers');
  });

  test('what people write next comes before what they rarely write', () => {
    const next = labels(
      `${POD}  containers:\n    - name: a\n      image: b\n      ports:\n        - containerPort: 80\n      $0`,
    );
    assert.ok(next.indexOf('resources') < 5);
    assert.ok(next.indexOf('env') < next.indexOf('terminationMessagePath'));
  });

  test('lines that stand below and deeper tell which field is missing above them', () => {
    const missing = `${POD}  containers:\n    - name: a\n      $0\n        httpGet:\n          port: 80\n`;
    assert.deepEqual(labels(missing).slice(0, 3).toSorted(), ['livenessProbe', 'readinessProbe', 'startupProbe']);
    assert.equal(accept(missing, 'livenessProbe'), missing.replace('$0', 'livenessProbe:'));
  });

  test('of fields that exclude each other none when one is there', () => {
    const offered = labels(`${POD}  volumes:\n    - name: a\n      emptyDir: {}\n      $0`);
    assert.ok(!offered.includes('configMap'));
  });

  test('deprecated fields are marked and come last', () => {
    const { items } = completeAt(`${POD}  volumes:\n    - name: a\n      $0`);
    assert.deepEqual(items.find(({ label }) => label === 'gitRepo')?.tags, [1]);
    assert.ok(labels(`${POD}  $0`).indexOf('serviceAccount') > labels(`${POD}  $0`).indexOf('status'));
  });

  test('only what the version has', () => {
    const volume = `${POD}  volumes:\n    - name: a\n      $0`;
    assert.ok(labels(volume, '1.31').includes('image'));
    assert.ok(!labels(volume, '1.30').includes('image'));
    assert.ok(!labels(`# podwright: kubernetes=1.30\n${volume}`, '1.37').includes('image'));
  });

  test('fields that the API server drops unless a gate is on come after the others', () => {
    const { items } = completeAt(`${POD}  $0`);
    assert.match(items.find(({ label }) => label === 'evictionResponders')?.detail ?? '', /off by default$/);
    const offered = labels(`${POD}  $0`);
    assert.ok(offered.indexOf('evictionResponders') > offered.indexOf('subdomain'));
  });

  test('of a kind that carries no Pod only what every object has', () => {
    assert.deepEqual(labels('apiVersion: v1\nkind: ConfigMap\ndata: {}\n$0'), ['metadata']);
  });

  test('all of them as snippets, with the type beside the name', () => {
    const { items, isIncomplete } = completeAt(`${POD}  containers:\n    - $0`);
    assert.equal(isIncomplete, false);
    assert.ok(items.every(({ insertTextFormat }) => insertTextFormat === InsertTextFormat.Snippet));
    assert.equal(items.find(({ label }) => label === 'ports')?.detail, 'list of ContainerPort');
    assert.equal(items.find(({ label }) => label === 'image')?.detail, 'string, required');
  });

  const kinds: readonly (readonly [kind: string, head: string, path: string])[] = [
    ['Pod', 'apiVersion: v1\nkind: Pod\n', ''],
    ['PodTemplate', 'apiVersion: v1\nkind: PodTemplate\n', 'template'],
    ['ReplicationController', 'apiVersion: v1\nkind: ReplicationController\n', 'spec template'],
    ['ReplicaSet', 'apiVersion: apps/v1\nkind: ReplicaSet\n', 'spec template'],
    ['Deployment', 'apiVersion: apps/v1\nkind: Deployment\n', 'spec template'],
    ['StatefulSet', 'apiVersion: apps/v1\nkind: StatefulSet\n', 'spec template'],
    ['DaemonSet', 'apiVersion: apps/v1\nkind: DaemonSet\n', 'spec template'],
    ['Job', 'apiVersion: batch/v1\nkind: Job\n', 'spec template'],
    ['CronJob', 'apiVersion: batch/v1\nkind: CronJob\n', 'spec jobTemplate spec template'],
  ];
  for (const [kind, head, path] of kinds)
    test(`in the Pod of a ${kind}`, () => {
      const keys = [...path.split(' ').filter(Boolean), 'spec', 'containers'];
      const lines = keys.map((key, depth) => `${'  '.repeat(depth)}${key}:\n`).join('');
      assert.equal(
        labels(`${head}${lines}${'  '.repeat(keys.length)}- name: a\n${'  '.repeat(keys.length + 1)}$0`)[0],
        'image',
      );
    });

  test('in the items of a List', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n- apiVersion: v1\n  kind: Pod\n  spec:\n    $0';
    assert.equal(labels(list)[0], 'containers');
    assert.deepEqual(labels('apiVersion: v1\nkind: List\n$0'), ['metadata', 'items']);
  });

  test('a Job has to say when its Pods restart', () => {
    const job =
      'apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        image: b\n      $0';
    assert.equal(labels(job)[0], 'restartPolicy');
    assert.match(accept(job, 'restartPolicy'), /restartPolicy: \$\{1\|OnFailure,Never\|\}$/);
  });
});

describe('documentation is added when an item is looked at', () => {
  const docs = createDocs({
    texts: ['of the field', 'of the value', 'of the kind'],
    definitions: { Pod: 2 },
    fields: { 'PodSpec.dnsPolicy': 0 },
    values: { 'PodSpec.dnsPolicy': { None: 1 } },
  });
  const documentation = (marked: string, label: string): unknown => {
    const item = completeAt(marked).items.find((candidate) => candidate.label === label);
    return item && resolveCompletion(item, docs).documentation;
  };
  const markdown = (value: string): object => ({ kind: 'markdown', value });

  test('of a field', () => assert.deepEqual(documentation(`${POD}  $0`, 'dnsPolicy'), markdown('of the field')));
  test('of a value', () => assert.deepEqual(documentation(`${POD}  dnsPolicy: $0`, 'None'), markdown('of the value')));
  test('of a value without its own', () => {
    assert.deepEqual(documentation(`${POD}  dnsPolicy: $0`, 'Default'), markdown('of the field'));
  });
  test('of a kind', () => assert.deepEqual(documentation('kind: $0', 'Pod'), markdown('of the kind')));
  test('of a part of several lines, what it comes to', () => {
    assert.deepEqual(
      documentation(`${POD}  containers:\n    - name: a\n      $0`, 'resources: requests and limits'),
      markdown('```yaml\nresources:\n  requests:\n    cpu: 100m\n    memory: 128Mi\n  limits:\n    memory: 128Mi\n```'),
    );
  });
  test('none where there is none', () => assert.equal(documentation(`${POD}  $0`, 'volumes'), undefined));
});

describe('what the editor can do', () => {
  const item = (label: string, settings: object) => {
    const { file, position } = fixture(`${POD}  containers:\n    - name: a\n      $0`);
    return complete(file, position, { version: NEWEST, ...settings })?.items.find(
      (candidate) => candidate.label === label,
    );
  };

  test('without snippets, plain text', () => {
    const policy = item('imagePullPolicy', { snippets: false });
    assert.equal(policy?.insertTextFormat, InsertTextFormat.PlainText);
    assert.equal(policy?.textEdit?.newText, 'imagePullPolicy: IfNotPresent');
    assert.equal(item('ports', { snippets: false })?.textEdit?.newText, 'ports:\n        - containerPort: ');
    assert.equal(
      item('resources: requests and limits', { snippets: false })?.textEdit?.newText,
      'resources:\n        requests:\n          cpu: 100m\n          memory: 128Mi\n        limits:\n          memory: 128Mi',
    );
  });

  test('with a command for it, the list opens again where a place is left to be filled', () => {
    const settings = { suggestCommand: 'suggest' };
    assert.deepEqual(item('resources', settings)?.command, { title: 'Suggest', command: 'suggest' });
    assert.equal(item('image', settings)?.command, undefined);
    assert.equal(item('resources', {})?.command, undefined);
  });
});
