/** Whole parts of a Pod, fitted to what is there. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accept, labels } from '../fixture.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
`;

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
