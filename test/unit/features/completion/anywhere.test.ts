/** Whatever the text is like around the cursor: the level of an empty line, broken documents, half objects; and silence. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { complete } from '../../../../server/src/features/completion.ts';
import { accept, fixture, labels, NEWEST } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
`;

describe('an empty line belongs to the level of its column', () => {
  const file = (column: number): string =>
    `${POD}  containers:\n    - name: a\n      ports:\n        - containerPort: 80\n${' '.repeat(column)}$0\nstatus: {}\n`;
  const levels: readonly (readonly [column: number, offers: string, not: string])[] = [
    [0, 'apiVersion', 'containerPort'],
    [2, 'volumes', 'image'],
    [4, '- name', 'image'],
    [6, 'image', 'volumes'],
    [8, '- containerPort', 'protocol'],
    [10, 'protocol', 'image'],
  ];
  for (const [column, offers, not] of levels.filter(([column]) => column > 0))
    test(`column ${column}: ${offers}`, () => {
      assert.ok(labels(file(column)).includes(offers));
      assert.ok(!labels(file(column)).includes(not));
    });

  test('between two levels, the shallower one, and what is inserted moves there', () => {
    assert.equal(accept(file(3), 'volumes'), file(3).replace('   $0', '  volumes:\n    - name: $1'));
    assert.equal(accept(file(14), 'hostPort'), file(14).replace('              $0', '          hostPort: $1'));
  });
});

describe('whatever state the document is in', () => {
  const broken: readonly (readonly [title: string, marked: string, label: string])[] = [
    ['a key half typed above', `${POD}  rest\n  containers:\n    - name: a\n      $0`, 'image'],
    ['a key half typed below', `${POD}  containers:\n    - name: a\n      $0\n  rest\n`, 'image'],
    ['a quote that is not closed', `${POD}  hostname: "web\n  containers:\n    - name: a\n      $0`, 'image'],
    [
      'a bracket that is not closed',
      `${POD}  nodeSelector: {disk: ssd\n  containers:\n    - name: a\n      $0`,
      'image',
    ],
    ['a tab in the indentation', `${POD}  containers:\n    - name: a\n\t\timage: b\n      $0`, 'ports'],
    ['an indentation that fits nowhere', `${POD}   hostNetwork: true\n  containers:\n    - name: a\n      $0`, 'image'],
    [
      'two keys on one line',
      `${POD}  hostNetwork: true dnsPolicy: Default\n  containers:\n    - name: a\n      $0`,
      'image',
    ],
    ['no kind yet', 'apiVersion: apps/v1\nspec:\n  serviceName: a\n  template:\n    spec:\n      $0', 'containers'],
    ['no apiVersion yet', 'kind: Deployment\nspec:\n  $0', 'selector'],
  ];
  for (const [title, marked, label] of broken) test(title, () => assert.ok(labels(marked).slice(0, 9).includes(label)));

  test('the last line without a line break', () => {
    assert.equal(accept(`${POD}  cont$0`, 'containers'), `${POD}  containers:\n    - name: $1\n      image: $2`);
  });

  test('Windows line breaks', () => {
    const crlf = `${POD}  containers:\n    - name: a\n      $0\n  hostNetwork: true\n`.replaceAll('\n', '\r\n');
    assert.equal(accept(crlf, 'ports'), crlf.replace('$0', 'ports:\r\n        - containerPort: $1'));
  });

  test('characters beyond the 16 bits of UTF-16 before the cursor', () => {
    const marked = `${POD}  hostname: 🚀 # 🐳\n  volumes: [{name: "🚀🚀", $0}]`;
    assert.equal(accept(marked, 'emptyDir'), marked.replace('$0', 'emptyDir: {}'));
  });

  test('a byte order mark', () => {
    assert.equal(
      accept(`\uFEFFapiVersion: v1\nkind: Pod\n$0`, 'metadata'),
      '\uFEFFapiVersion: v1\nkind: Pod\nmetadata:\n  name: $1',
    );
  });

  test('the second of three documents', () => {
    const marked = `${POD}---\napiVersion: apps/v1\nkind: DaemonSet\nspec:\n  upd$0\n---\nversion: "3"\n`;
    assert.equal(accept(marked, 'updateStrategy'), marked.replace('upd$0', 'updateStrategy:\n    $1'));
  });
});

describe('an object that has only begun', () => {
  test('an empty file', () => {
    assert.deepEqual(labels('$0').slice(0, 6), ['apiVersion', 'kind', 'metadata', 'spec', 'Pod', 'Pod (head)']);
    assert.equal(
      accept('$0', 'Pod'),
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: $1\nspec:\n  containers:\n    - name: $2\n      image: $3',
    );
    assert.equal(accept('---\nk$0', 'kind').split(' ', 2)[0], '---\nkind:');
  });

  test('a document of comments only', () => {
    assert.equal(labels('# a Pod\n$0')[0], 'apiVersion');
  });

  test('one that has its kind only, or its apiVersion only', () => {
    assert.equal(accept('kind: CronJob\n$0', 'apiVersion'), 'kind: CronJob\napiVersion: batch/v1');
    assert.equal(labels('apiVersion: batch/v1\n$0')[0], 'kind');
    assert.match(accept('apiVersion: batch/v1\n$0', 'kind'), /kind: \$\{1\|Job,CronJob\|\}$/);
  });

  test('the kind that fits what is written', () => {
    assert.match(accept('apiVersion: apps/v1\n$0\nspec:\n  serviceName: a\n', 'kind'), /kind: StatefulSet\n/);
  });
});

describe('a space that was just typed', () => {
  const asked = (marked: string): number => {
    const { file, position } = fixture(marked);
    return complete(file, position, { version: NEWEST, triggerCharacter: ' ' })?.items.length ?? Number.NaN;
  };

  test('opens no list where it indents', () => assert.equal(asked(`${POD}  $0`), 0));

  test('opens one behind a colon or a dash', () => {
    assert.ok(asked(`${POD}  hostNetwork: $0`) > 0);
    assert.ok(asked(`${POD}  containers:\n    - $0`) > 0);
  });
});

describe('silence', () => {
  const silent: readonly (readonly [title: string, marked: string])[] = [
    ['a Compose file', 'version: "3"\nservices:\n  web:\n    $0'],
    ['at its root', 'version: "3"\nservices: {}\n$0'],
    ['a GitHub workflow', 'name: ci\non: push\njobs:\n  test:\n    $0'],
    ['a Kustomization', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n$0'],
    ['a custom resource', 'apiVersion: example.com/v1\nkind: Pod\nspec:\n  $0'],
    ['a Helm template', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  $0'],
    ['a comment', `${POD}  # cont$0`],
    ['a comment behind a value', `${POD}  hostNetwork: true # $0`],
    ['a block scalar', `${POD}  containers:\n    - command:\n        - |\n          ec$0`],
    [
      'an empty line of a block scalar',
      `${POD}  containers:\n    - command:\n        - |\n          echo\n          $0\n          echo\n`,
    ],
    ['a string over several lines', `${POD}  hostname: "a\n    $0\n    b"\n`],
    ['an unknown field', `${POD}  nonsense:\n    $0`],
    ['behind a value', `${POD}  hostNetwork: true   $0`],
    ['before a key', `${POD} $0 hostNetwork: true`],
    ['a list of values without the next comma', `${POD}  containers: [{command: ["a" $0]}]`],
  ];
  for (const [title, marked] of silent) test(title, () => assert.deepEqual(labels(marked), []));
});
