import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareRename, rename } from '../../../server/src/features/rename.ts';
import { applyEdits, files } from './files.ts';
import { NEWEST } from './fixture.ts';

/** The texts after the rename, by file. */
function renamed(marked: string | Record<string, string>, name: string): Record<string, string> {
  const { source, position, workspace, texts } = files(marked);
  const result = rename(source, position, name, workspace, { version: NEWEST });
  if ('refused' in result) throw new Error(result.refused);
  const changes = result.edit.changes ?? {};
  return Object.fromEntries([...texts].map(([uri, text]) => [uri, applyEdits(text, changes[uri] ?? [])]));
}

function refusal(marked: string | Record<string, string>, name: string): string {
  const { source, position, workspace } = files(marked);
  const result = rename(source, position, name, workspace, { version: NEWEST });
  return 'refused' in result ? result.refused : 'not refused';
}

/** Renames, and expects exactly that every word `old` has become `name`. */
function changesAll(text: string, old: string, name: string): void {
  const plain = text.replaceAll('$0', '');
  assert.equal(renamed(text, name)['pod.yaml'], plain.replace(new RegExp(`\\b${old}\\b`, 'g'), name));
}

const POD = (spec: string) => `# a Pod
apiVersion: v1
kind: Pod
metadata:
  name: web # its name
spec:
${spec.replace(/^/gm, '  ')}
`;

suite('rename', () => {
  test('a volume, its mounts and devices, in the quotes that they have', () => {
    changesAll(
      POD(`volumes:
- name: vo$0l   # shared
  emptyDir: {}
containers:
- name: a
  image: busybox
  volumeMounts:
  - {name: "vol", mountPath: /a}
  - mountPath: /b
    name: 'vol'`),
      'vol',
      'scratch',
    );
  });

  test('a volume from one of its mounts', () => {
    changesAll(
      POD(
        'volumes: [{name: vol, emptyDir: {}}]\ncontainers: [{name: a, image: a, volumeMounts: [{name: vol$0, mountPath: /x}]}]',
      ),
      'vol',
      'scratch',
    );
  });

  test('a name that would be read as something else gets quotes', () => {
    const text = POD('volumes:\n- name: data$0\n  emptyDir: {}\ncontainers: [{name: a, image: a}]');
    assert.match(renamed(text, 'on')['pod.yaml'] ?? '', /- name: "on"\n/);
    assert.match(renamed(text, '123')['pod.yaml'] ?? '', /- name: "123"\n/);
  });

  test('a variable, wherever $(NAME) stands for it', () => {
    changesAll(
      POD(`containers:
- name: a
  image: busybox
  env:
  - {name: TARGET$0, value: db}
  - {name: URL, value: "http://$(TARGET)/"}
  args:
  - ping
  - $(TARGET)
  - |
    echo $(TARGET)`),
      'TARGET',
      'DB_HOST',
    );
  });

  test('a variable in a script, as far as a shell can read the new name', () => {
    const text = POD(`containers:
- name: a
  image: busybox
  env: [{name: TARGET$0, value: db}]
  args: [sh, -c, 'ping "\${TARGET}"; echo $TARGET']`);
    changesAll(text, 'TARGET', 'DB_HOST');
    assert.match(refusal(text, 'db.host'), /cannot be written in every place/);
  });

  test('a ConfigMap and one of its keys, across files', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  level: debug\n';
    const pod = POD(
      'containers: [{name: a, image: a, env: [{name: L, valueFrom: {configMapKeyRef: {name: settings, key: level}}}]}]',
    );
    const byName = renamed({ 'c.yaml': config.replace('settings', 'settings$0'), 'p.yaml': pod }, 'options');
    assert.deepEqual(byName, {
      'c.yaml': config.replace('settings', 'options'),
      'p.yaml': pod.replace('settings', 'options'),
    });
    const byKey = renamed({ 'c.yaml': config, 'p.yaml': pod.replace('level', 'le$0vel') }, 'log.level');
    assert.deepEqual(byKey, {
      'c.yaml': config.replace('level', 'log.level'),
      'p.yaml': pod.replace('level', 'log.level'),
    });
  });

  test('a label’s value, in whatever finds Pods by it and in nothing else', () => {
    const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}, tier: front}}
  template:
    metadata: {labels: {app: ${name}, tier: front}}
    spec: {containers: [{name: a, image: a}]}
`;
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: web}}\n';
    const after = renamed(
      {
        'web.yaml': deployment('web').replace('labels: {app: web', 'labels: {app: web$0'),
        'api.yaml': deployment('api'),
        's.yaml': service,
      },
      'site',
    );
    assert.equal(after['web.yaml'], deployment('web').replaceAll('app: web', 'app: site'));
    assert.equal(after['s.yaml'], service.replace('web', 'site'));
    assert.equal(after['api.yaml'], deployment('api'));

    // `tier: front` is shared by no selector that finds both, so only one Deployment changes; with a Service on it, both.
    const marked = deployment('web').replace('labels: {app: web, tier: front', 'labels: {app: web, tier: front$0');
    const alone = renamed({ 'web.yaml': marked, 'api.yaml': deployment('api') }, 'edge');
    assert.equal(alone['api.yaml'], deployment('api'));
    const tier = service.replace('app: web', 'tier: front');
    const shared = renamed({ 'web.yaml': marked, 'api.yaml': deployment('api'), 's.yaml': tier }, 'edge');
    assert.equal(shared['api.yaml'], deployment('api').replaceAll('front', 'edge'));
    assert.equal(shared['s.yaml'], tier.replace('front', 'edge'));
  });

  test('a label’s key, in selectors and the downward API', () => {
    changesAll(
      `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {colour: blue}}
  template:
    metadata: {labels: {colour$0: blue}}
    spec:
      containers:
      - name: a
        image: a
        env: [{name: C, valueFrom: {fieldRef: {fieldPath: "metadata.labels['colour']"}}}]
`,
      'colour',
      'example.com/color',
    );
  });

  test('a named port, from the Service that leads to it', () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: a
    image: a
    ports: [{name: http, containerPort: 80}]
    livenessProbe: {httpGet: {port: http}}
`;
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: http}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}\n';
    const after = renamed(
      { 'p.yaml': pod, 's.yaml': service.replace('targetPort: http', 'targetPort: http$0') },
      'web',
    );
    assert.equal(after['p.yaml'], pod.replaceAll(/(name|port): http/g, '$1: web'));
    assert.equal(after['s.yaml'], service.replace('targetPort: http', 'targetPort: web'));
  });

  test('an anchored list of variables that two containers share', () => {
    changesAll(
      POD(`containers:
- name: a
  image: a
  env: &env [{name: HO$0ST, value: db}]
  args: [$(HOST)]
- name: b
  image: b
  env: *env
  args: [$(HOST)]`),
      'HOST',
      'SERVER',
    );
  });

  test('an anchor with its aliases', () => {
    changesAll(
      POD('containers:\n- {name: a, image: a, env: &vars [{name: A, value: x}]}\n- {name: b, image: b, env: *va$0rs}'),
      'vars',
      'common',
    );
  });

  test('nothing to rename where there is no name', () => {
    const { source, position } = files(POD('containers: [{name: a, im$0age: a}]'));
    assert.equal(prepareRename(source, position), undefined);
    const name = files(POD('containers: [{name: "a$0", image: a}]'));
    assert.deepEqual(prepareRename(name.source, name.position), {
      range: { start: { line: 6, character: 23 }, end: { line: 6, character: 24 } },
      placeholder: 'a',
    });
  });

  test('is refused where the API server would refuse the result', () => {
    const pod = POD(`volumes:
- name: data
  emptyDir: {}
- name: other
  emptyDir: {}
containers:
- name: main
  image: a
  env: [{name: A, value: x}, {name: B, value: x}]
  ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 81}]
- name: side
  image: a`);
    const at = (text: string, name: string) => refusal(pod.replace(text, `${text}$0`), name);
    assert.match(at('name: data', 'My_Data'), /is not valid for a volume: must consist of lower case/);
    assert.match(at('name: data', 'other'), /already a volume “other”/);
    assert.match(at('name: main', 'side'), /already a container “side”/);
    assert.match(at('name: main', 'x'.repeat(64)), /no more than 63/);
    assert.match(at('name: http', 'admin'), /already a port “admin”/);
    assert.match(at('name: http', 'much-too-long-name'), /no more than 15/);
    assert.match(at('name: A', 'B'), /already an environment variable “B”/);
    assert.match(at('name: A', 'X=1'), /is not valid for an/);
    assert.match(at('name: web', 'Web'), /is not valid for a Pod/);
  });

  test('is refused by the rules of the kind', () => {
    const cron = `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly$0}
spec:
  schedule: "0 0 * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}
`;
    assert.match(refusal(cron, 'n'.repeat(53)), /no more than 52/);
    assert.equal(refusal(cron, 'n'.repeat(52)), 'not refused');
  });

  test('is not refused for what is wrong already', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p, labels: {colour$0: true}, annotations: {container.apparmor.security.beta.kubernetes.io/b: x}}
spec: {containers: [{name: a, image: a, volumeMounts: [{name: none, mountPath: /n}]}]}
`;
    assert.equal(refusal(text, 'color'), 'not refused');
    assert.equal(refusal(text.replace('$0', '').replace('none', 'none$0'), 'other'), 'not refused');
    assert.equal(refusal(text.replace('$0', '').replace('io/b', 'io/b$0'), 'c'), 'not refused');
  });

  test('objects have the names that their kinds allow', () => {
    const object = (apiVersion: string, kind: string) =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a$0}\n`;
    assert.match(refusal(object('v1', 'Service'), 'a.b'), /not valid for a Service: must not contain dots/);
    assert.match(refusal(object('v1', 'Service'), '1a'), /must start with a letter/);
    assert.equal(refusal(object('v1', 'ConfigMap'), '1a.b'), 'not refused');
    assert.equal(refusal(object('rbac.authorization.k8s.io/v1', 'ClusterRole'), 'system:reader'), 'not refused');
    assert.match(refusal(object('networking.k8s.io/v1', 'Ingress'), 'A'), /not valid for an Ingress/);
  });

  test('is refused where another object, key or label has the name', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: x, b: x}\n';
    const both = (marked: string) => ({ '1.yaml': marked, '2.yaml': config.replace('one', 'two') });
    assert.match(refusal(both(config.replace('one', 'one$0')), 'two'), /already a ConfigMap “two”/);
    assert.match(refusal(both(config.replace('{a:', '{a$0:')), 'b'), /already a key “b”/);
    assert.match(refusal(both(config.replace('{a:', '{a$0:')), 'a b'), /is not valid for a key/);
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {a$0: x, b: x}}\nspec: {containers: [{name: a, image: a}]}\n`;
    assert.match(refusal(pod, 'b'), /already a label “b”/);
  });
});
