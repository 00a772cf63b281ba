import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitting, placed, pod, refusal } from '../scenario.ts';

test('host ports clash by port, protocol and address', () => {
  const port = (rest: string) => `containers: [{ ports: [{ containerPort: 80, hostPort: 80, ${rest} }] }]`;
  const cluster = { placed: [placed('one', port('hostIP: 10.0.0.1'))] };
  assert.deepEqual(fitting(pod(port('hostIP: 10.0.0.2')), cluster), ['one']);
  assert.deepEqual(fitting(pod(port('protocol: UDP')), cluster), ['one']);
  assert.match(refusal(pod(port('')), cluster), /1 node\(s\) didn't have free ports/);
  assert.match(
    refusal(pod('hostNetwork: true\ncontainers: [{ ports: [{ containerPort: 80 }] }]'), cluster),
    /free ports/,
  );
});
