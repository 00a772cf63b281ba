import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readPod } from '../../../../server/src/lifecycle/pod/read-pod.ts';

test('Defaults are those of the API server', () => {
  const pod = readPod(
    parse('spec: { containers: [{ name: a, image: app, livenessProbe: { exec: { command: [x] } } }] }'),
  );
  assert.equal(pod.restartPolicy, 'Always');
  assert.equal(pod.terminationGracePeriodSeconds, 30);
  assert.equal(pod.namespace, 'default');
  assert.deepEqual(pod.containers[0]?.probes.liveness, {
    handler: { kind: 'exec', command: ['x'] },
    path: 'spec.containers[0].livenessProbe',
    initialDelaySeconds: 0,
    periodSeconds: 10,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
  });
});

test('An init container with restartPolicy Always is a sidecar', () => {
  const pod = readPod(
    parse('spec: { initContainers: [{ name: a, restartPolicy: Always }, { name: b }], containers: [{ name: c }] }'),
  );
  assert.deepEqual(
    [...pod.initContainers, ...pod.containers].map(({ name, role }) => `${name} ${role}`),
    ['a sidecar', 'b init', 'c container'],
  );
});

test('Whatever it is given, it reads a Pod', () => {
  for (const value of [undefined, null, 3, 'text', [], {}, { spec: [] }, { metadata: 1, spec: { containers: 'x' } }]) {
    assert.deepEqual(readPod(value).containers, []);
  }
  const odd = readPod({
    spec: {
      containers: [
        null,
        { name: 5, ports: {}, env: 'x', livenessProbe: { exec: {}, periodSeconds: '3' } },
        { name: '5' },
      ],
    },
  });
  assert.deepEqual(
    odd.containers.map(({ name }) => name),
    ['', '5'],
  );
  assert.equal(odd.containers[1]?.probes.liveness?.periodSeconds, 10);
});
