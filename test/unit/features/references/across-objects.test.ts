/** Names of objects and of their keys, in whatever file they are. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { keysOf, objectsNamed } from '../../../../server/src/features/references/workspace.ts';
import { files } from '../files.ts';
import { CONFIG, definitions, POD, references } from './manifests.ts';

suite('across objects', () => {
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

  test('classes have no namespace', () => {
    const found = definitions({
      'class.yaml': 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: high }\nvalue: 10\n',
      'pod.yaml': POD('priorityClassName: high$0\ncontainers: [{ name: a }]', 'name: a\nnamespace: shop'),
    });
    assert.deepEqual(found, ['class.yaml:3 high']);
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
