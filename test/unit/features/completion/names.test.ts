/** Values that are named elsewhere: in the manifest itself, and in the files around it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accept, completeAt, labels } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
`;
const CONTAINER = `${POD}  containers:
    - name: app
      image: ghcr.io/example/app:1.0
`;

describe('names that the manifest defines', () => {
  const VOLUMES =
    '  volumes:\n    - name: data\n      emptyDir: {}\n    - name: config\n      configMap:\n        name: app\n';

  test('volumes for mounts, those that the container does not mount yet first', () => {
    const mounts = `${CONTAINER}      volumeMounts:\n        - name: data\n          mountPath: /data\n        - name: $0\n${VOLUMES}`;
    assert.deepEqual(labels(mounts), ['config', 'data']);
    assert.deepEqual(
      completeAt(mounts).items.map(({ detail }) => detail),
      ['configMap', 'emptyDir'],
    );
  });

  test('volumes to choose from when the mounts are inserted', () => {
    const marked = `${CONTAINER}      $0\n${VOLUMES}`;
    const inserted = `volumeMounts:\n        - name: \${1|data,config|}\n          mountPath: $2`;
    assert.equal(
      accept(marked, 'volumeMounts'),
      marked.replace('$0', () => inserted),
    );
  });

  test('claims of a StatefulSet', () => {
    const marked = `apiVersion: apps/v1
kind: StatefulSet
spec:
  template:
    spec:
      containers:
        - volumeMounts:
            - name: $0
  volumeClaimTemplates:
    - metadata:
        name: disk
`;
    assert.deepEqual(labels(marked), ['disk']);
  });

  test('ports of the same container for probes, by name and by number', () => {
    const marked = `${POD}  containers:
    - name: other
      ports:
        - containerPort: 1
    - name: app
      ports:
        - name: http
          containerPort: 8080
        - containerPort: 9090
      readinessProbe:
        httpGet:
          port: $0
`;
    assert.deepEqual(labels(marked), ['http', '8080', '9090']);
    assert.deepEqual(labels(marked.replace('httpGet', 'grpc')).slice(0, 2), ['8080', '9090']);
  });

  test('containers for a resourceFieldRef', () => {
    const marked = `${CONTAINER}      env:\n        - valueFrom:\n            resourceFieldRef:\n              containerName: $0\n  initContainers:\n    - name: init\n`;
    assert.deepEqual(labels(marked), ['app', 'init']);
  });

  test('labels for selectors, in both directions', () => {
    const deployment = (selector: string, labelled: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector:\n    matchLabels:\n      ${selector}\n  template:\n    metadata:\n      labels:\n        ${labelled}\n`;
    assert.equal(accept(deployment('$0', 'tier: web'), 'tier'), deployment('tier: web', 'tier: web'));
    assert.equal(accept(deployment('tier: $0', 'tier: web'), 'web'), deployment('tier: web', 'tier: web'));
    assert.equal(accept(deployment('tier: web', '$0'), 'tier'), deployment('tier: web', 'tier: web'));
  });

  test('the Pod’s own labels for its affinity', () => {
    const spread = `${POD}  topologySpreadConstraints:\n    - labelSelector:\n        matchLabels:\n          $0`;
    assert.equal(accept(spread, 'app'), spread.replace('$0', 'app: web'));
  });

  test('environment variables in $(…), those that are defined before', () => {
    const env = (value: string): string =>
      `${CONTAINER}      env:\n        - name: HOST\n          value: a\n        - name: URL\n          value: ${value}\n        - name: LATER\n          value: b\n`;
    assert.deepEqual(labels(env('http://$($0')), ['HOST']);
    assert.equal(accept(env('"http://$(H$0)/x"'), 'HOST'), env('"http://$(HOST)/x"'));
    assert.deepEqual(labels(`${env('a')}      args: ["$($0"]`), ['HOST', 'URL', 'LATER']);
  });
});

describe('what is likely by what is written elsewhere', () => {
  const likely: readonly (readonly [what: string, marked: string, first: string])[] = [
    [
      'images that are in use',
      `${POD}  initContainers:\n    - image: busybox:1.37\n  containers:\n    - image: $0`,
      'busybox:1.37',
    ],
    ['a name from the image', `${POD}  containers:\n    - image: ghcr.io/example/shop:1.0\n      name: $0`, 'shop'],
    [
      'the name of a port by its number',
      `${CONTAINER}      ports:\n        - containerPort: 443\n          name: $0`,
      'https',
    ],
    [
      'a path by the volume',
      `${CONTAINER}      volumeMounts:\n        - name: config\n          mountPath: $0`,
      '/config',
    ],
    [
      'what the container has at most, for a resourceFieldRef',
      `${CONTAINER}      resources:\n        limits:\n          hugepages-2Mi: 4Mi\n      env:\n        - valueFrom:\n            resourceFieldRef:\n              resource: $0`,
      'limits.hugepages-2Mi',
    ],
    [
      'the effect of a taint that evicts',
      `${POD}  tolerations:\n    - key: node.kubernetes.io/unreachable\n      effect: $0`,
      'NoExecute',
    ],
    [
      'the value of a sysctl',
      `${POD}  securityContext:\n    sysctls:\n      - name: net.ipv4.tcp_fin_timeout\n        value: $0`,
      '30',
    ],
    ['node labels of others', `${POD}  nodeSelector:\n    $0\n---\nspec:\n  nodeSelector:\n    disk: ssd`, 'disk'],
    ['and their values', `${POD}  nodeSelector:\n    disk: $0\n---\nspec:\n  nodeSelector:\n    disk: ssd\n`, 'ssd'],
    [
      'taints of others',
      `${POD}  tolerations:\n    - key: $0\n---\nspec:\n  tolerations:\n  - key: batch\n    value: "x"\n`,
      'batch',
    ],
    [
      'and their values, quoted or not',
      `${POD}  tolerations:\n    - key: batch\n      value: $0\n---\nspec:\n  tolerations:\n  - key: batch\n    value: "x"\n`,
      'x',
    ],
    ['classes of others', `${POD}  priorityClassName: $0\n---\nspec:\n  priorityClassName: high\n`, 'high'],
    ['values of a node label', `${POD}  nodeSelector:\n    kubernetes.io/arch: $0`, 'amd64'],
    [
      'labels of these Pods',
      `${POD}  topologySpreadConstraints:\n    - labelSelector:\n        matchExpressions:\n          - key: $0`,
      'app',
    ],
    [
      'the value of that label',
      `${POD}  topologySpreadConstraints:\n    - labelSelector:\n        matchExpressions:\n          - key: app\n            values: [$0]`,
      'web',
    ],
  ];
  for (const [what, marked, first] of likely) test(what, () => assert.equal(labels(marked)[0], first));
});

describe('names that other objects define', () => {
  const OBJECTS = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  a.conf: x
  b.conf: y
---
apiVersion: v1
kind: Secret
metadata:
  name: login
stringData:
  password: x
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: elsewhere
  namespace: other
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: robot
---
`;
  const names: readonly (readonly [what: string, marked: string, expected: readonly string[]])[] = [
    ['ConfigMaps of the namespace', `${POD}  volumes:\n    - configMap:\n        name: $0`, ['settings']],
    [
      'keys of a ConfigMap',
      `${POD}  volumes:\n    - configMap:\n        name: settings\n        items:\n          - key: $0`,
      ['a.conf', 'b.conf'],
    ],
    ['Secrets', `${CONTAINER}      envFrom:\n        - secretRef:\n            name: $0`, ['login']],
    [
      'keys of a Secret',
      `${CONTAINER}      env:\n        - valueFrom:\n            secretKeyRef:\n              key: $0\n              name: login`,
      ['password'],
    ],
    ['ServiceAccounts', `${POD}  serviceAccountName: $0`, ['robot']],
  ];
  for (const [what, marked, expected] of names)
    test(what, () => assert.deepEqual(labels(`${OBJECTS}${marked}`).slice(0, expected.length), expected));

  test('variables that a whole ConfigMap brings, with their prefix', () => {
    const marked = `${OBJECTS}${CONTAINER}      envFrom:\n        - prefix: P_\n          configMapRef:\n            name: settings\n      args: ["$($0"]`;
    assert.deepEqual(labels(marked), ['P_a.conf', 'P_b.conf']);
  });

  test('to choose from when the field is inserted', () => {
    const marked = `${OBJECTS}${POD}  $0`;
    assert.ok(accept(marked, 'serviceAccountName').endsWith(`serviceAccountName: \${1:robot}`));
  });
});

describe('labels of the Pod for a fieldRef', () => {
  test('come after the fields that every Pod has', () => {
    const offered = labels(
      `${CONTAINER}      env:\n        - valueFrom:\n            fieldRef:\n              fieldPath: $0`,
    );
    assert.equal(offered.at(-1), "metadata.labels['app']");
  });
});
