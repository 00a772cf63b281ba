import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiskPoint } from '../../../../server/src/lifecycle/assumptions/assumptions.ts';
import { lines, live } from '../life.ts';

const MEBIBYTE = 2 ** 20;
const PATIENT = { ignore: true };

function evicted(pod: string, disk: readonly DiskPoint[], term: { ignore?: boolean; exitCode?: number } = PATIENT) {
  const life = live({ pod, assume: { containers: { main: { disk, term } } }, until: 200 });
  return [
    ...life.steps.flatMap((step) => (step.kind === 'event' && step.reason === 'Evicted' ? [step.message] : [])),
    ...lines(life, ['stop', 'exit', 'phase']),
  ];
}

test('A writable layer beyond its limit: Evicted, 2 s to end, phase Failed', () => {
  const pod = 'containers: [{ name: main, image: "app:1", resources: { limits: { ephemeral-storage: 50Mi } } }]';
  assert.deepEqual(evicted(pod, [{ from: 10, bytes: 60 * MEBIBYTE }]), [
    'Pod ephemeral local storage usage exceeds the total limit of containers 50Mi. ',
    '0.7 Running',
    '15 stop main 2',
    '17 exit main 137 Error by SIGKILL',
    '17 Failed Evicted',
  ]);
  assert.deepEqual(evicted(pod, [{ from: 10, bytes: 50 * MEBIBYTE }]), ['0.7 Running']);
});

test('One of two containers beyond its own limit', () => {
  const pod = `containers:
  - { name: main, image: "app:1", resources: { limits: { ephemeral-storage: 50Mi } } }
  - { name: other, image: "app:1", resources: { limits: { ephemeral-storage: 1Gi } } }`;
  assert.equal(
    evicted(pod, [{ from: 10, bytes: 60 * MEBIBYTE }])[0],
    'Container main exceeded its local ephemeral storage limit "50Mi". ',
  );
});

test('A volume beyond its sizeLimit is noticed when volumes are measured', () => {
  const pod = `volumes: [{ name: v, emptyDir: { sizeLimit: 10M } }]
containers: [{ name: main, image: "app:1", volumeMounts: [{ name: v, mountPath: /v }] }]`;
  const found = evicted(pod, [{ from: 40, bytes: 10_000_001, volume: 'v' }]);
  assert.deepEqual(found.slice(0, 3), [
    'Usage of EmptyDir volume "v" exceeds the limit "10M". ',
    '1.7 Running',
    '125 stop main 2',
  ]);
});

test('A container that answers SIGTERM with exit code 0 leaves an evicted Pod Succeeded', () => {
  const pod = 'containers: [{ name: main, image: "app:1", resources: { limits: { ephemeral-storage: 50Mi } } }]';
  assert.equal(evicted(pod, [{ from: 10, bytes: 60 * MEBIBYTE }], { exitCode: 0 }).at(-1), '15.1 Succeeded');
});

test('A volume in memory holds no more than its size, and is no reason to evict', () => {
  const pod = `volumes: [{ name: m, emptyDir: { medium: Memory, sizeLimit: 10Mi } }]
containers: [{ name: main, image: "app:1", resources: { limits: { memory: 64Mi } } }]`;
  assert.deepEqual(evicted(pod, [{ from: 10, bytes: 128 * MEBIBYTE, volume: 'm' }]), ['0.7 Running']);
});

test('What a sidecar writes counts for the Pod', () => {
  const pod = `initContainers: [{ name: main, image: "app:1", restartPolicy: Always }]
containers: [{ name: app, image: "app:1", resources: { limits: { ephemeral-storage: 50Mi } } }]`;
  assert.match(
    evicted(pod, [{ from: 10, bytes: 60 * MEBIBYTE }])[0] ?? '',
    /^Pod ephemeral local storage usage exceeds/,
  );
});

test('Critical Pods are not evicted', () => {
  const limits = 'resources: { limits: { ephemeral-storage: 50Mi } }';
  const pod = `priorityClassName: system-node-critical\ncontainers: [{ name: main, image: "app:1", ${limits} }]`;
  assert.deepEqual(evicted(pod, [{ from: 10, bytes: 60 * MEBIBYTE }]), ['0.7 Running']);
});

test('What is written to a volume in memory counts against the memory limit', () => {
  const pod = `restartPolicy: Never
volumes: [{ name: m, emptyDir: { medium: Memory } }]
containers: [{ name: main, image: "app:1", resources: { limits: { memory: 64Mi } } }]`;
  const disk = [
    { from: 10, bytes: 0, volume: 'm' },
    { from: 20, bytes: 128 * MEBIBYTE, volume: 'm' },
  ];
  assert.deepEqual(evicted(pod, disk), ['0.7 Running', '15.5 exit main 137 OOMKilled by OOM', '16.7 Failed']);
});
