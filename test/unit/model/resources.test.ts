import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { podLimits, podRequests, qosClass, type ResourceList } from '../../../server/src/model/resources.ts';
import { canonical } from '../../../server/src/quantity/quantity.ts';

interface Expected {
  readonly requests: Record<string, string>;
  readonly limits?: Record<string, string>;
  readonly qos: string;
}

function check(name: string, spec: string, { requests, limits = {}, qos }: Expected): void {
  test(name, () => {
    const pod = { spec: parse(spec) };
    assert.deepEqual(written(podRequests(pod)), requests);
    assert.deepEqual(written(podLimits(pod)), limits);
    assert.equal(qosClass(pod), qos);
  });
}

const written = (list: ResourceList) => Object.fromEntries([...list].map(([name, q]) => [name, canonical(q)]));

check(
  'containers add up',
  'containers: [{ resources: { requests: { cpu: 100m, memory: 64Mi } } }, { resources: { requests: { cpu: 0.4 } } }]',
  {
    requests: { cpu: '500m', memory: '64Mi' },
    qos: 'Burstable',
  },
);

check(
  'a limit is the request that is not given',
  'containers: [{ resources: { limits: { cpu: 1, memory: 1Gi }, requests: { cpu: 250m } } }]',
  {
    requests: { cpu: '250m', memory: '1Gi' },
    limits: { cpu: '1', memory: '1Gi' },
    qos: 'Burstable',
  },
);

check(
  'the largest init container counts, with the sidecars before it',
  `
  initContainers:
  - { resources: { requests: { cpu: 1 } } }
  - { restartPolicy: Always, resources: { requests: { cpu: 300m } } }
  - { resources: { requests: { cpu: 800m } } }
  containers:
  - { resources: { requests: { cpu: 500m } } }
  `,
  { requests: { cpu: '1100m' }, qos: 'Burstable' },
);

check(
  'the Pod as a whole may ask for less than its containers, and overhead comes on top',
  `
  resources: { requests: { cpu: 200m }, limits: { cpu: 1, memory: 100Mi } }
  overhead: { cpu: 50m, memory: 16Mi }
  containers:
  - { resources: { requests: { cpu: 500m } } }
  `,
  { requests: { cpu: '250m', memory: '116Mi' }, limits: { cpu: '1050m', memory: '116Mi' }, qos: 'Burstable' },
);

check(
  'a limit of the Pod does not replace the requests of its containers',
  'resources: { limits: { cpu: 2 } }\ncontainers: [{ resources: { requests: { cpu: 500m } } }]',
  { requests: { cpu: '500m' }, limits: { cpu: '2' }, qos: 'Burstable' },
);

check(
  'equal requests and limits everywhere are guaranteed',
  'containers: [{ resources: { limits: { cpu: 1, memory: 1Gi } } }]',
  {
    requests: { cpu: '1', memory: '1Gi' },
    limits: { cpu: '1', memory: '1Gi' },
    qos: 'Guaranteed',
  },
);

check(
  'an init container without limits takes the guarantee away',
  'containers: [{ resources: { limits: { cpu: 1, memory: 1Gi } } }]\ninitContainers: [{}]',
  { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' }, qos: 'Burstable' },
);

check(
  'zero and other resources make no class',
  'containers: [{ resources: { requests: { cpu: 0, ephemeral-storage: 1Gi } } }]',
  {
    requests: { cpu: '0', 'ephemeral-storage': '1Gi' },
    qos: 'BestEffort',
  },
);

check(
  'what is no quantity is left out',
  'containers: [{ resources: { requests: { cpu: lots, memory: [1], pods: true, storage: 3 } } }, none]',
  {
    requests: { storage: '3' },
    qos: 'BestEffort',
  },
);

test('a template leaves the requests to the Pods made from it', () => {
  const template = { spec: parse('containers: [{ resources: { limits: { cpu: 1, memory: 1Gi } } }]') };
  assert.equal(podRequests(template, { defaulted: false }).size, 0);
  assert.equal(qosClass(template, { defaulted: false }), 'Burstable');
});

test('anything can be asked', () => {
  for (const pod of [undefined, null, 7, 'pod', [], { spec: [] }, { spec: { containers: {} } }]) {
    assert.equal(podRequests(pod).size, 0);
    assert.equal(qosClass(pod), 'BestEffort');
  }
});
