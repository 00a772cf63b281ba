import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide, fitting, placed, pod, refusal } from '../scenario.ts';

test('some disks are for one Pod of a node', () => {
  const disk = (volume: string) => `volumes: [{ name: data, ${volume} }]`;
  const isRefused = (wanted: string, used: string): boolean => {
    const decision = decide(pod(disk(wanted)), { placed: [placed('one', disk(used))] });
    return decision.kind === 'refused' && decision.message.includes(': 1 node(s) had no available disk. ');
  };
  const google = 'gcePersistentDisk: { pdName: d, readOnly: true }';
  assert.equal(isRefused(google, google), false);
  assert.equal(isRefused(google, 'gcePersistentDisk: { pdName: d }'), true);
  assert.equal(isRefused(google, 'gcePersistentDisk: { pdName: e }'), false);
  const amazon = 'awsElasticBlockStore: { volumeID: v, readOnly: true }';
  assert.equal(isRefused(amazon, amazon), true);
  assert.equal(isRefused('iscsi: { iqn: i, lun: 0 }', 'iscsi: { iqn: i, lun: 1, readOnly: true }'), true);
  const ceph = (monitors: string, more = '') => `rbd: { monitors: [${monitors}], image: i${more} }`;
  assert.equal(isRefused(ceph('m, n'), ceph('o, n')), true);
  assert.equal(isRefused(ceph('m, n'), ceph('o')), false);
  assert.equal(isRefused(ceph('m'), ceph('m', ', pool: rbd')), true);
  assert.equal(isRefused(ceph('m'), ceph('m', ', pool: other')), false);
});

test('claims that do not exist are told before any node, those made for the Pod after the others', () => {
  const claiming = pod(
    'volumes: [{ name: scratch, ephemeral: {} }, { name: data, persistentVolumeClaim: { claimName: data } }]',
  );
  assert.deepEqual(fitting(claiming), ['one']);
  assert.equal(
    refusal(claiming, { missingClaims: ['app-scratch'] }),
    '0/1 nodes are available: waiting for ephemeral volume controller to create the persistentvolumeclaim "app-scratch". not found',
  );
  const both = { missingClaims: ['app-scratch', 'data'] };
  assert.equal(refusal(claiming, both), '0/1 nodes are available: persistentvolumeclaim "data" not found. not found');
});
