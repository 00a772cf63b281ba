/** What is inserted for a field: its shape, in the layout of the lines around it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accept } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
`;

describe('the shape that is inserted', () => {
  const shapes: readonly (readonly [label: string, where: string, inserted: string])[] = [
    ['image', 'container', 'image: $1'],
    ['stdin', 'container', `stdin: \${1|true,false|}`],
    ['imagePullPolicy', 'container', `imagePullPolicy: \${1|IfNotPresent,Always,Never|}`],
    ['resources', 'container', 'resources:\n        $1'],
    ['command', 'container', 'command:\n        - $1'],
    ['ports', 'container', 'ports:\n        - containerPort: $1'],
    ['env', 'container', 'env:\n        - name: $1\n          value: $2'],
    ['volumeMounts', 'container', 'volumeMounts:\n        - name: $1\n          mountPath: $2'],
    ['emptyDir', 'volume', 'emptyDir: {}'],
    ['configMap', 'volume', 'configMap:\n        name: $1'],
    ['persistentVolumeClaim', 'volume', 'persistentVolumeClaim:\n        claimName: $1'],
    ['nfs', 'volume', 'nfs:\n        path: $1\n        server: $2'],
  ];
  const places: Readonly<Record<string, string>> = {
    container: `${POD}  containers:\n    - name: a\n      $0`,
    volume: `${POD}  volumes:\n    - name: a\n      $0`,
  };
  for (const [label, where, inserted] of shapes)
    test(`${label}: ${JSON.stringify(inserted)}`, () => {
      const marked = places[where] ?? '';
      assert.equal(
        accept(marked, label),
        marked.replace('$0', () => inserted),
      );
    });

  test('a workload gets a selector, and the labels that it selects by', () => {
    assert.equal(
      accept('apiVersion: apps/v1\nkind: Deployment\n$0', 'spec'),
      `apiVersion: apps/v1
kind: Deployment
spec:
  selector:
    matchLabels:
      app: $1
  template:
    metadata:
      labels:
        app: $1
    spec:
      containers:
        - name: $2
          image: $3`,
    );
  });

  test('a selector takes the labels that the template has', () => {
    const marked = `apiVersion: apps/v1
kind: Deployment
spec:
  $0
  template:
    metadata:
      labels:
        app: web
        tier: "1"
`;
    assert.equal(
      accept(marked, 'selector'),
      marked.replace('$0', 'selector:\n    matchLabels:\n      app: web\n      tier: "1"'),
    );
  });

  test('only the key, when the colon is there', () => {
    assert.equal(accept(`${POD}  rest$0: Never\n`, 'restartPolicy'), `${POD}  restartPolicy: Never\n`);
  });
});

describe('list styles and indentation', () => {
  const indents = [2, 3, 4, 8];
  for (const indent of indents)
    for (const dash of [0, indent])
      for (const after of [2, 4]) {
        const s = (columns: number): string => ' '.repeat(columns);
        const dashed = `-${s(after - 1)}`;
        const at = indent + dash;
        const inner = at + after;
        const head = `apiVersion: v1\nkind: Pod\nmetadata:\n${s(indent)}name: web\nspec:\n${s(indent)}containers:\n`;
        const first = `${head}${s(at)}${dashed}name: a\n`;
        const style = `${indent} columns, dashes ${dash === 0 ? 'at the parent' : 'indented'}, ${after} wide`;

        test(`a field with a list below it: ${style}`, () => {
          assert.equal(
            accept(`${first}${s(inner)}$0`, 'ports'),
            `${first}${s(inner)}ports:\n${s(inner + dash)}${dashed}containerPort: $1`,
          );
        });

        test(`a field with an object below it: ${style}`, () => {
          assert.equal(
            accept(`${first}${s(inner)}liv$0`, 'livenessProbe'),
            `${first}${s(inner)}livenessProbe:\n${s(inner + indent)}$1`,
          );
        });

        test(`one more item, without its dash: ${style}`, () => {
          assert.equal(
            accept(`${first}${s(at)}$0`, '- name'),
            `${first}${s(at)}${dashed}name: $1\n${s(inner)}image: $2`,
          );
        });

        test(`a field behind a dash: ${style}`, () => {
          assert.equal(accept(`${first}${s(at)}${dashed}$0`, 'name'), `${first}${s(at)}${dashed}name: $1`);
        });
      }

  test('the first item of a list, deeper than its key', () => {
    assert.equal(
      accept(`${POD}  containers:\n    $0`, '- name'),
      `${POD}  containers:\n    - name: $1\n      image: $2`,
    );
  });

  test('a dash without its space', () => {
    assert.equal(accept(`${POD}  containers:\n    -$0`, 'name'), `${POD}  containers:\n    - name: $1`);
  });

  test('a list of scalars in brackets, where the others are', () => {
    const brackets = `${POD}  containers:\n    - name: a\n      command: ["sh", "-c"]\n      $0`;
    assert.equal(accept(brackets, 'args'), brackets.replace('$0', 'args: ["$1"]'));
    const bare = brackets.replaceAll('"', '');
    assert.equal(accept(bare, 'args'), bare.replace('$0', 'args: [$1]'));
    assert.equal(accept(brackets, 'ports'), brackets.replace('$0', 'ports:\n        - containerPort: $1'));
  });

  test('known values behind dashes that are yet to be written', () => {
    const drop = `${POD}  containers:\n    - name: a\n      securityContext:\n        capabilities:\n          drop:\n            $0`;
    assert.equal(accept(drop, '- ALL'), drop.replace('$0', '- ALL'));
  });
});

describe('a document put together from parts that differ', () => {
  const mixed = (here: string, there: string) => `apiVersion: v1
kind: Pod
metadata:
    name: web
spec:
    containers:
    - name: web
      env:
      - name: A
        value: a
      lifecycle:
        preStop:
          sleep: {seconds: 1}
      ${here}
    volumes:
        - name: work
          emptyDir: {}
        - name: all
          projected:
              sources:
                  - secret: {name: a}
              ${there}
`;
  test('the innermost block that has a list says how lists are written', () => {
    const after = accept(mixed('$0', ''), 'volumeMounts');
    assert.ok(after.includes(`\n      volumeMounts:\n      - name: \${1|work,all|}\n        mountPath: $2\n`), after);
    const list = mixed('', '').replace('        - name: all', '        - $0\n        - name: all');
    assert.match(accept(list, 'volume-configMap'), /\n {8}- name: .*\n {10}configMap:\n {14}name: /);
  });
  test('the innermost block that has an object says how deep', () => {
    assert.match(accept(mixed('$0', ''), 'resources'), /\n {6}resources:\n {8}\$1\n/);
    assert.match(accept(mixed('', '').replace('{}', '\n            $0'), 'sizeLimit'), /\n {12}sizeLimit: /);
  });
  test('brackets where the lists around it have them', () => {
    const here = mixed('command: ["a"]\n      $0', 'hostnames:\n                - a');
    assert.match(accept(here, 'args'), /\n {6}args: \["\$1"\]\n/);
  });
});

describe('tabs that indent are read as steps, and make way for spaces', () => {
  const TYPED = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n';
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['an empty line', `${TYPED}\t\t$0`, 'image', `${TYPED}    image: $1`],
    ['a half-typed line', `${TYPED}\t\tima$0`, 'image', `${TYPED}    image: $1`],
    ['spaces and a tab', `${TYPED}  \t$0`, 'image', `${TYPED}    image: $1`],
    ['tabs above', `${TYPED}\t\timage: b\n    $0`, 'tty', `${TYPED}\t\timage: b\n    tty: \${1|true,false|}`],
    ['a value', `${TYPED}\t\ttty: $0`, 'true', `${TYPED}\t\ttty: true`],
  ];
  for (const [what, marked, label, after] of cases) test(what, () => assert.equal(accept(marked, label), after));
});
