import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { keysOf, objectsNamed } from '../../../server/src/features/references/workspace.ts';
import { getDefinition, getHighlights, getReferences } from '../../../server/src/features/references.ts';
import { files, show } from './files.ts';

function definitions(marked: string | Record<string, string>): string[] {
  const all = files(marked);
  return getDefinition(all.source, all.position, all.workspace).map((location) => show(all, location));
}

function references(marked: string | Record<string, string>): string[] {
  const all = files(marked);
  const found = getReferences(all.source, all.position, all.workspace, { includeDeclaration: true });
  return found.map((location) => show(all, location));
}

const POD = (spec: string, metadata = 'name: web') => `apiVersion: v1
kind: Pod
metadata:
  ${metadata.replaceAll('\n', '\n  ')}
spec:
  ${spec.replaceAll('\n', '\n  ')}
`;

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  level: debug
  nginx.conf: |
    worker_processes 1;
`;

suite('definition and references', () => {
  test('a mount leads to its volume, and the volume to all its mounts and devices', () => {
    const pod = (volume: string, mount: string) =>
      POD(`volumes:
- name: ${volume}
  emptyDir: {}
containers:
- name: a
  volumeMounts:
  - { name: ${mount}, mountPath: /a }
- name: b
  volumeDevices:
  - name: "data"
    devicePath: /dev/b
  volumeMounts:
  - name: other
    mountPath: /o`);
    assert.deepEqual(definitions(pod('data', 'da$0ta')), ['pod.yaml:7 data']);
    assert.deepEqual(references(pod('data$0', 'data')), ['pod.yaml:7 data', 'pod.yaml:12 data', 'pod.yaml:15 data']);
  });

  test('a mount in a StatefulSet leads to the claim template', () => {
    const found = definitions(`apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  volumeClaimTemplates:
    - metadata: { name: data }
  template:
    spec:
      containers:
        - name: db
          volumeMounts: [{ name: data$0, mountPath: /data }]
`);
    assert.deepEqual(found, ['pod.yaml:6 data']);
  });

  test('the same name in another Pod of the same file is another thing', () => {
    const one = POD('volumes: [{ name: data$0, emptyDir: {} }]');
    const other = POD('volumes: [{ name: data, emptyDir: {} }]');
    assert.deepEqual(references(`${one}---\n${other}`), ['pod.yaml:6 data']);
  });

  test('a container is named by the downward API, by an ephemeral container and by annotations', () => {
    const found = references(
      POD(
        `containers:
- name: we$0b
  env:
  - name: CPU
    valueFrom: { resourceFieldRef: { containerName: web, resource: limits.cpu } }
ephemeralContainers:
- name: debug
  targetContainerName: web`,
        `name: web
annotations:
  kubectl.kubernetes.io/default-container: web
  container.apparmor.security.beta.kubernetes.io/web: runtime/default`,
      ),
    );
    assert.deepEqual(found, [
      'pod.yaml:6 web',
      'pod.yaml:7 web',
      'pod.yaml:10 web',
      'pod.yaml:13 web',
      'pod.yaml:16 web',
    ]);
  });

  test('a failure policy of a Job names a container', () => {
    const found = definitions(`apiVersion: batch/v1
kind: Job
metadata: { name: j }
spec:
  podFailurePolicy:
    rules:
      - action: FailJob
        onExitCodes: { containerName: main$0, operator: In, values: [42] }
  template:
    spec:
      containers: [{ name: main, image: busybox }]
`);
    assert.deepEqual(found, ['pod.yaml:11 main']);
  });

  test('a probe leads to the port of its own container', () => {
    const found = definitions(
      POD(`containers:
- name: a
  ports: [{ name: http, containerPort: 80 }]
- name: b
  ports: [{ name: http, containerPort: 81 }]
  livenessProbe: { httpGet: { port: http$0 } }
  lifecycle: { preStop: { tcpSocket: { port: 81 } } }`),
    );
    assert.deepEqual(found, ['pod.yaml:10 http']);
  });

  test('a Service leads to the ports of the Pods that it selects, and they to it', () => {
    const workspace = (name: string, target: string) => ({
      'web.yaml': POD(
        `containers:
- name: a
  ports: [{ name: ${name}, containerPort: 80 }]
  readinessProbe: { tcpSocket: { port: http } }`,
        'name: web\nlabels: { app: web, tier: front }',
      ),
      'other.yaml': POD(
        'containers: [{ name: a, ports: [{ name: http, containerPort: 80 }] }]',
        'name: b\nlabels: { app: b }',
      ),
      'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: ${target} }]
`,
    });
    assert.deepEqual(definitions(workspace('http', '$0http')), ['web.yaml:9 http']);
    assert.deepEqual(references(workspace('$0http', 'http')), [
      'service.yaml:6 http',
      'web.yaml:9 http',
      'web.yaml:10 http',
    ]);
  });

  test('a variable is what $(NAME) in its own container means; the shell’s own is not', () => {
    const found = references(
      POD(`containers:
- name: a
  env:
  - { name: HO$0ST, value: db }
  - { name: URL, value: "http://$(HOST):80 $$(HOST) $(date)" }
  command: [sh, -c, "ping $(HOST)"]
  args:
  - |
    echo $(HOST) $(HOSTNAME)
  livenessProbe: { exec: { command: [ping, $(HOST)] } }
  lifecycle: { preStop: { exec: { command: [ping, $(HOST)] } } }
- name: b
  args: [$(HOST)]`),
    );
    assert.deepEqual(found, [
      'pod.yaml:9 HOST',
      'pod.yaml:10 HOST',
      'pod.yaml:11 HOST',
      'pod.yaml:14 HOST',
      'pod.yaml:15 HOST',
    ]);
    assert.deepEqual(references(POD('containers: [{ name: a, args: ["$(da$0te)"] }]')), []);
  });

  test('a shell’s script reads variables of its container, but not those that it sets itself', () => {
    const found = references(
      POD(`containers:
- name: a
  command: [/bin/sh, -ec]
  args:
  - |
    echo "$HOST" \${HOST:-db} $HOSTNAME
    while read LINE; do echo $LINE; done
  env:
  - { name: HO$0ST, value: db }
  - { name: LINE, value: none }
  lifecycle: { preStop: { exec: { command: [bash, -c, "ping $HOST"] } } }
  livenessProbe: { exec: { command: [echo, $HOST] } }
- name: b
  args: [sh, -c, "echo $HOST"]`),
    );
    assert.deepEqual(found, ['pod.yaml:11 HOST', 'pod.yaml:11 HOST', 'pod.yaml:14 HOST', 'pod.yaml:16 HOST']);
    assert.deepEqual(
      references(
        POD(`containers:
- name: a
  env: [{ name: LI$0NE, value: none }]
  args: [sh, -c, "while read LINE; do echo $LINE; done"]`),
      ),
      ['pod.yaml:8 LINE'],
    );
  });

  test('a container’s claim leads to the Pod’s', () => {
    const found = definitions(
      POD(`resourceClaims: [{ name: gpu, resourceClaimName: one-gpu }]
containers:
- name: a
  resources: { claims: [{ name: gpu$0 }] }`),
    );
    assert.deepEqual(found, ['pod.yaml:6 gpu']);
  });

  test('a ConfigMap is found by its name from every field that names one', () => {
    const found = references({
      'config.yaml': CONFIG.replace('settings', 'setti$0ngs'),
      'pod.yaml': POD(`volumes:
- { name: a, configMap: { name: settings } }
- name: b
  projected: { sources: [{ configMap: { name: settings } }] }
- { name: c, secret: { secretName: settings } }
containers:
- name: a
  envFrom: [{ configMapRef: { name: settings } }]
  env: [{ name: L, valueFrom: { configMapKeyRef: { name: settings, key: level } } }]`),
      'elsewhere.yaml': POD(
        'containers: [{ name: a, envFrom: [{ configMapRef: { name: settings } }] }]',
        'name: x\nnamespace: elsewhere',
      ),
    });
    assert.deepEqual(found, [
      'config.yaml:4 settings',
      'pod.yaml:7 settings',
      'pod.yaml:9 settings',
      'pod.yaml:13 settings',
      'pod.yaml:14 settings',
    ]);
  });

  test('keys are found by selectors, items of volumes and subPath', () => {
    const pod = (subPath: string) =>
      POD(`volumes:
- { name: all, configMap: { name: settings } }
- { name: some, configMap: { name: settings, items: [{ key: nginx.conf, path: n.conf }] } }
containers:
- name: a
  volumeMounts:
  - { name: all, mountPath: /etc/n.conf, subPath: ${subPath} }
  - { name: some, mountPath: /etc/m.conf, subPath: nginx.conf }`);
    assert.deepEqual(references({ 'config.yaml': CONFIG, 'pod.yaml': pod('nginx.conf$0') }), [
      'config.yaml:7 nginx.conf',
      'pod.yaml:8 nginx.conf',
      'pod.yaml:12 nginx.conf',
    ]);
  });

  test('Secrets, claims of storage and service accounts are found across files', () => {
    const pod = (at: string) =>
      POD(`serviceAccountName: runner
imagePullSecrets: [{ name: registry }]
volumes: [{ name: d, persistentVolumeClaim: { claimName: disk } }]
containers: [{ name: a, env: [{ name: P, valueFrom: { secretKeyRef: { name: login, key: password } } }] }]`).replace(
        at,
        `$0${at}`,
      );
    const objects = [
      ['ServiceAccount', 'runner'],
      ['Secret', 'registry'],
      ['PersistentVolumeClaim', 'disk'],
      ['Secret', 'login'],
    ]
      .map(
        ([kind, name]) => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\nstringData: { password: x }\n`,
      )
      .join('---\n');
    const at = (name: string) => definitions({ 'objects.yaml': objects, 'pod.yaml': pod(name) });
    assert.deepEqual(at('runner'), ['objects.yaml:3 runner']);
    assert.deepEqual(at('registry'), ['objects.yaml:8 registry']);
    assert.deepEqual(at('disk'), ['objects.yaml:13 disk']);
    assert.deepEqual(at('login'), ['objects.yaml:18 login']);
    assert.deepEqual(at('password'), ['objects.yaml:19 password']);
  });

  test('the label of a Pod and the selectors that find it by it', () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: w$0eb, tier: front } }
    spec:
      topologySpreadConstraints:
      - labelSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] }
      containers: [{ name: a }]
`;
    const found = references({
      'deployment.yaml': deployment,
      'budget.yaml': `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { selector: { matchLabels: { app: web } } }
`,
      'service.yaml': `apiVersion: v1
kind: Service
metadata: { name: back }
spec: { selector: { app: web, tier: back } }
`,
    });
    assert.deepEqual(found, [
      'budget.yaml:4 web',
      'deployment.yaml:5 web',
      'deployment.yaml:7 web',
      'deployment.yaml:10 web',
    ]);
  });

  test('an Ingress leads to a Service and to its port, an autoscaler to what it scales', () => {
    const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
  - http: { paths: [{ path: /, backend: { service: { name: web, port: { name: public } } } }] }
`;
    const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ name: public, port: 80 }] }
`;
    const at = (text: string) => definitions({ 's.yaml': service, 'i.yaml': ingress.replace(text, `$0${text}`) });
    assert.deepEqual(at('web, port'), ['s.yaml:3 web']);
    assert.deepEqual(at('public'), ['s.yaml:4 public']);
    const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: $0web } }
`;
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';
    assert.deepEqual(definitions({ 'h.yaml': scaler, 'd.yaml': deployment }), ['d.yaml:3 web']);
  });

  test('service accounts are named by bindings, and name Secrets', () => {
    const account = `apiVersion: v1
kind: ServiceAccount
metadata: { name: runner, namespace: ci }
imagePullSecrets: [{ name: registry }]
---
apiVersion: v1
kind: Secret
metadata: { name: registry, namespace: ci }
`;
    const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: all }
subjects:
- { kind: ServiceAccount, name: runner$0, namespace: ci }
- { kind: ServiceAccount, name: runner, namespace: other }
`;
    assert.deepEqual(references({ 'a.yaml': account, 'b.yaml': binding }), ['a.yaml:3 runner', 'b.yaml:5 runner']);
    assert.deepEqual(definitions(account.replace('registry', 'regi$0stry')), ['pod.yaml:8 registry']);
  });

  test('a network policy finds Pods by labels and ports, in other namespaces only where it says so', () => {
    const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress:
  - from:
    - podSelector: { matchLabels: { app: client } }
    - namespaceSelector: { matchLabels: { team: a } }
      podSelector: { matchLabels: { app: remote } }
    ports: [{ port: http }]
`;
    const pod = (name: string, namespace: string) =>
      POD(
        'containers: [{ name: a, ports: [{ name: http, containerPort: 80 }] }]',
        `name: ${name}\nnamespace: ${namespace}\nlabels: { app: ${name} }`,
      );
    const at = (text: string) =>
      definitions({
        'policy.yaml': policy.replace(text, `${text}$0`),
        'web.yaml': pod('web', 'default'),
        'client.yaml': pod('client', 'elsewhere'),
        'remote.yaml': pod('remote', 'elsewhere'),
      });
    assert.deepEqual(at('app: web'), ['web.yaml:6 web']);
    assert.deepEqual(at('app: client'), []);
    assert.deepEqual(at('app: remote'), ['remote.yaml:6 remote']);
    assert.deepEqual(at('port: http'), ['web.yaml:8 http']);
  });

  test('classes have no namespace', () => {
    const found = definitions({
      'class.yaml': 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: high }\nvalue: 10\n',
      'pod.yaml': POD('priorityClassName: high$0\ncontainers: [{ name: a }]', 'name: a\nnamespace: shop'),
    });
    assert.deepEqual(found, ['class.yaml:3 high']);
  });

  test('an alias leads to its anchor, and texts that look like one do not', () => {
    const found = references(
      POD(`containers:
- name: a
  resources: &small { limits: { cpu: 1 } }
  args: ["&small *small", '*small']
- name: b
  resources: *sma$0ll
  command:
  - |
    *small &small`),
    );
    assert.deepEqual(found, ['pod.yaml:8 small', 'pod.yaml:11 small']);
  });

  test('highlights stay in the file, and tell where the name is given', () => {
    const { source, position } = files(
      POD('volumes: [{ name: data, emptyDir: {} }]\ncontainers: [{ name: a, volumeMounts: [{ name: data$0 }] }]'),
    );
    assert.deepEqual(
      getHighlights(source, position).map(({ range, kind }) => [range.start.line, kind]),
      [
        [5, 3],
        [6, 2],
      ],
    );
  });

  test('an alias is one place, whatever follows it', () => {
    const found = references(
      POD(`volumes: [{ name: data, emptyDir: {} }]
containers:
- name: a
  volumeMounts: &mounts
  - { name: data$0, mountPath: /d }
- name: b
  volumeMounts: *mounts`),
    );
    assert.deepEqual(found, ['pod.yaml:6 data', 'pod.yaml:10 data']);
  });
});

suite('what the workspace offers to completion', () => {
  test('names of objects, and the keys of one', () => {
    const { workspace } = files({ 'c.yaml': CONFIG, 'pod.yaml': POD('containers: []$0') });
    assert.deepEqual(objectsNamed(workspace, 'ConfigMap', 'default'), [{ uri: 'c.yaml', name: 'settings' }]);
    assert.deepEqual(objectsNamed(workspace, 'ConfigMap', 'other'), []);
    assert.deepEqual(keysOf(workspace, 'ConfigMap', 'default', 'settings'), ['level', 'nginx.conf']);
  });
});
