/** Names of fields: where, in which order, and in what shape they are inserted. */
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

describe('what the editor can do', () => {
  const item = (label: string, settings: object) => {
    const { file, position } = fixture(`${POD}  containers:\n    - name: a\n      $0`);
    const { items } = complete(file, position, { version: NEWEST, ...settings });
    return items.find((candidate) => candidate.label === label);
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

describe('a space that was just typed', () => {
  const asked = (marked: string): number => {
    const { file, position } = fixture(marked);
    return complete(file, position, { version: NEWEST, triggerCharacter: ' ' }).items.length;
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

describe('whole parts, fitted to what is there', () => {
  const container = `${POD}  containers:
  - name: a
    ports:
    - name: http
      containerPort: 8080
    $0
`;

  test('a probe on the container’s own first port', () => {
    assert.equal(
      accept(container, 'livenessProbe: httpGet'),
      container.replace(
        '$0',
        () => `livenessProbe:
      httpGet:
        path: \${2:/healthz}
        port: http
      periodSeconds: \${3:10}
      timeoutSeconds: \${4:1}
      failureThreshold: \${5:3}`,
      ),
    );
    assert.match(accept(container, 'readinessProbe: grpc'), /grpc:\n {8}port: 8080\n/);
  });

  test('a probe that is there is not offered again, nor one over lines that are somebody’s value', () => {
    assert.ok(!labels(container.replace('$0', 'livenessProbe: {}\n    $0')).includes('livenessProbe: exec'));
    assert.ok(!labels(container.replace('$0', '$0\n      exec: {}')).includes('livenessProbe: exec'));
  });

  test('they come after the fields themselves', () => {
    const offered = labels(container);
    assert.ok(offered.indexOf('livenessProbe: exec') > offered.indexOf('workingDir'));
  });

  test('a part for the volumes, the port and the labels that are there', () => {
    const volumes = '  volumes:\n    - name: data\n      emptyDir: {}\n';
    const pod = `${POD.replace('name: web\n', 'name: web\n  labels:\n    app: shop\n')}  $0\n`;
    const inContainer = `${POD}  containers:\n    - name: a\n      ports:\n        - containerPort: 99\n      $0\n${volumes}`;
    const inProbe = inContainer.replace('$0', 'livenessProbe:\n        $0');
    assert.match(accept(inContainer, 'volumeMounts'), /- name: \$\{1:data\}\n/);
    assert.match(accept(inProbe, 'livenessProbe-tcp'), /port: \$\{1:99\}\n/);
    assert.match(accept(pod, 'topologySpreadConstraints-nodes'), /app: shop\n/);
    assert.match(accept(pod, 'podAntiAffinity-preferred'), /app: \$\{2:shop\}\n/);
    assert.match(accept(pod, 'podAffinity-required'), /app: \$\{1:cache\}\n/);
    assert.match(accept(`${pod}${volumes}`, 'initContainers: sidecar'), /volumeMounts:\n {8}- name: \$\{3:data\}\n/);
  });

  test('an init container waits for the Service that is there, on its port', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  ports:\n    - port: 3306\n---\n';
    const waiting = accept(`${service}${POD}  $0`, 'initContainers: wait for a service');
    assert.ok(waiting.includes(`- name: wait-for-\${1:db}\n`), waiting);
    assert.ok(waiting.includes(`nc -z $1 \${2:3306}; do`), waiting);
  });

  test('an init container that waits, in the document’s own style', () => {
    assert.equal(
      accept(`${POD}  $0`, 'initContainers: wait for a service'),
      `${POD}  initContainers:
    - name: wait-for-\${1:db}
      image: busybox:1.37
      command:
        - sh
        - -c
        - "until nc -z $1 \${2:5432}; do sleep 1; done"`,
    );
    assert.ok(labels(`${POD}  initContainers:\n    - $0`).includes('sidecar'));
    assert.ok(!labels(`${POD}  containers:\n    - $0`).includes('sidecar'));
  });
});
