import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containersOf } from '../../../server/src/model/containers.ts';

test('containers come in the order in which they start, each with its place and its role', () => {
  const pod = {
    spec: {
      containers: [{ name: 'web' }],
      initContainers: [{ name: 'schema' }, null, { name: 'proxy', restartPolicy: 'Always' }],
      ephemeralContainers: [{ name: 'debug' }],
    },
  };
  assert.deepEqual(
    containersOf(pod).map(({ value, path, role }) => [value.name, path, role]),
    [
      ['schema', 'spec.initContainers[0]', 'init'],
      ['proxy', 'spec.initContainers[2]', 'sidecar'],
      ['web', 'spec.containers[0]', 'container'],
    ],
  );
  assert.deepEqual(containersOf({ spec: 'nothing' }), []);
});
