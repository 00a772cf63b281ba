import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHostMessage, readPageMessage, readSource } from '../../../client/preview/messages.ts';
import { pack, unpack } from '../../../client/preview/packing.ts';
import { loop } from './timelines.ts';

const about = {
  qos: 'BestEffort',
  total: [],
  containers: [],
  processes: [],
  hostNamespaces: [],
  podSecurity: { level: 'baseline', violations: [] },
  volumes: [],
  nodes: [],
};

const show = {
  type: 'show',
  source: { uri: 'file:///pod.yaml', line: 3, character: 0 },
  kind: 'Pod',
  name: 'web',
  namespace: 'default',
  timeline: loop,
  about,
  assumptions: {},
  inferred: {},
  lines: {},
};

test('what the host sends is read', () => {
  assert.deepEqual(readHostMessage(show), show);
  assert.deepEqual(readHostMessage({ type: 'stale', message: 'no', line: 3 }), {
    type: 'stale',
    message: 'no',
    line: 3,
  });
  assert.deepEqual(readHostMessage({ type: 'compared', timeline: loop }), { type: 'compared', timeline: loop });
  const real = { type: 'compared', timeline: loop, title: 'What happened in dev', gaps: ['No Events are left.'] };
  assert.deepEqual(readHostMessage(real), real);
  assert.deepEqual(readHostMessage({ type: 'overlay' }), { type: 'overlay' });
  assert.deepEqual(readHostMessage({ type: 'compared', timeline: 1, problem: 'none' }), {
    type: 'compared',
    problem: 'none',
  });
  assert.deepEqual(readHostMessage({ type: 'cursor', path: 'spec' }), { type: 'cursor', path: 'spec' });
});

for (const value of [
  undefined,
  'show',
  { type: 'shows' },
  { ...show, timeline: { ...loop, steps: [{ kind: 'event' }] } },
  { ...show, timeline: undefined },
  { ...show, about: { ...about, volumes: 'none' } },
  { ...show, source: { uri: 'file:///pod.yaml', line: -1, character: 0 } },
  { type: 'stale', message: 'no' },
]) {
  test(`the page drops ${JSON.stringify(value)?.slice(0, 70)}`, () => assert.equal(readHostMessage(value), undefined));
}

test('what the page sends is read, its assumptions field by field', () => {
  assert.deepEqual(readPageMessage({ type: 'reveal', path: 'spec.containers[0]' }), {
    type: 'reveal',
    path: 'spec.containers[0]',
  });
  assert.deepEqual(readPageMessage({ type: 'assume', assumptions: { deleteAt: 9, evil: 1 } }), {
    type: 'assume',
    assumptions: { deleteAt: 9 },
  });
  assert.deepEqual(readPageMessage({ type: 'pin', pinned: 'yes' }), { type: 'pin', pinned: false });
  assert.deepEqual(
    readPageMessage({ type: 'compare', with: { kind: 'story', assumptions: { deleteAt: 9, evil: 1 } } }),
    {
      type: 'compare',
      with: { kind: 'story', assumptions: { deleteAt: 9 } },
    },
  );
  assert.deepEqual(readPageMessage({ type: 'compare', with: { kind: 'cluster', context: 'x' } }), {
    type: 'compare',
    with: { kind: 'cluster' },
  });
  assert.deepEqual(readPageMessage({ type: 'compare', with: { kind: 'branch' } }), { type: 'compare' });
});

for (const value of [
  null,
  [],
  { type: 'run', command: 'rm' },
  { type: 'reveal' },
  { type: 'reveal', path: 'x'.repeat(2000) },
  { type: 'export', name: 'a' },
  { type: 'export', name: 'a', format: 'exe', content: '' },
]) {
  test(`the host drops ${JSON.stringify(value).slice(0, 70)}`, () => assert.equal(readPageMessage(value), undefined));
}

test('a restored panel hands back a source or nothing', () => {
  assert.deepEqual(readSource({ uri: 'file:///a', line: 1, character: 2, more: 3 }), {
    uri: 'file:///a',
    line: 1,
    character: 2,
  });
  assert.equal(readSource({ uri: 'file:///a', line: 1.5, character: 2 }), undefined);
  assert.equal(readSource(undefined), undefined);
});

test('what is packed arrives as it was, and nothing else arrives', () => {
  assert.deepEqual(unpack(pack(show)), JSON.parse(JSON.stringify(show)));
  assert.deepEqual(unpack({ packed: new TextEncoder().encode('{"type":"empty"}').buffer }), { type: 'empty' });
  for (const value of [undefined, show, { packed: 'text' }, { packed: new Uint8Array([0x7b]) }])
    assert.equal(unpack(value), undefined);
});
