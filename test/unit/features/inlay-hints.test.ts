import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  getInlayHints,
  type InlayHintSettings,
  readInlayHintSettings,
  USUAL_INLAY_HINTS,
} from '../../../server/src/features/inlay-hints.ts';
import { parseFile } from '../../../server/src/yaml/file.ts';

const ALL: InlayHintSettings = { quantities: 'always', defaults: 'all' };

/** Each line with hints, in brackets where they stand. */
function hinted(
  text: string,
  settings: InlayHintSettings = ALL,
  lines: readonly [number, number] = [0, 9999],
): string[] {
  const range = { start: { line: lines[0], character: 0 }, end: { line: lines[1], character: 0 } };
  const hints = getInlayHints(parseFile(text), range, { version: '1.37' }, settings);
  const rows = text.split('\n');
  const touched = new Set<number>();
  for (const { position, label } of hints.toReversed()) {
    const row = rows[position.line] ?? '';
    rows[position.line] = `${row.slice(0, position.character)}[${label}]${row.slice(position.character)}`;
    touched.add(position.line);
  }
  return [...touched].sort((a, b) => a - b).map((line) => (rows[line] ?? '').trim());
}

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec.trim().replace(/^/gm, '  ')}\n`;
}

const QUANTITIES: InlayHintSettings = { quantities: 'always', defaults: 'off' };

function amounts(lines: string): string[] {
  const indented = lines.trim().replace(/^/gm, '      ');
  return hinted(pod(`containers:\n- name: a\n  resources:\n    requests:\n${indented}`), QUANTITIES);
}

test('a quantity that is hard to read is told in the unit that people think in', () => {
  assert.deepEqual(amounts('memory: 128974848\nephemeral-storage: 1e9 # a comment\ncpu: "0.00025"'), [
    'memory: 128974848[= 123Mi]',
    'ephemeral-storage: 1e9[≈ 954Mi] # a comment',
    'cpu: "0.00025"[= 250u]',
  ]);
});

test('a decimal unit of bytes is told in a binary one', () => {
  assert.deepEqual(amounts('memory: 128M'), ['memory: 128M[≈ 122Mi]']);
});

test('what is readable, or no quantity, has no hint', () => {
  assert.deepEqual(amounts('memory: 512Mi\nephemeral-storage: 1.5Gi\ncpu: 250m\nexample.com/gpu: 2'), []);
  assert.deepEqual(amounts('memory: many\nephemeral-storage:\ncpu: -1\nexample.com/gpu: 0'), []);
});

test('volumes have hints, too', () => {
  assert.deepEqual(hinted(pod('volumes:\n- name: a\n  emptyDir: {sizeLimit: 1073741824}'), QUANTITIES), [
    'emptyDir: {sizeLimit: 1073741824[= 1Gi]}',
  ]);
});

const INHERITED: InlayHintSettings = { quantities: 'off', defaults: 'inherited' };

test('a container shows what it takes from the Pod', () => {
  const text = pod(`
securityContext:
  runAsUser: 1000
  fsGroup: 2000
  seccompProfile: {type: RuntimeDefault}
containers:
- name: own
  image: a:1
  securityContext:
    runAsUser: 0
- name: none
  image: b:1
- name: everything
  image: c:1
  securityContext:
    runAsUser: 1
    seccompProfile: {type: Unconfined}`);
  assert.deepEqual(hinted(text, INHERITED), [
    'securityContext:[seccompProfile: RuntimeDefault (Pod)]',
    'image: b:1[runAsUser: 1000, seccompProfile: RuntimeDefault (Pod)]',
  ]);
});

test('a limit that is its request shows it', () => {
  const resources = 'resources:\n    limits: {cpu: 1, memory: 1Gi}\n    requests: {cpu: 100m}';
  assert.deepEqual(hinted(pod(`containers:\n- name: a\n  ${resources}`), INHERITED), [
    'limits: {cpu: 1, memory: 1Gi[also its request]}',
  ]);
});

test('defaults are shown to who wants all', () => {
  const text = pod(`
terminationGracePeriodSeconds: 5
containers:
- name: a
  image: a
  livenessProbe:
    tcpSocket: {port: 80}
    periodSeconds: 5
- name: b
  image: registry:5000/b:2`);
  assert.deepEqual(hinted(text), [
    'spec:[restartPolicy: Always]',
    'image: a[imagePullPolicy: Always]',
    'livenessProbe:[timeoutSeconds: 1, failureThreshold: 3]',
    'image: registry:5000/b:2[imagePullPolicy: IfNotPresent]',
  ]);
});

test('a Job has to say its restart policy', () => {
  const template = 'template:\n    spec:\n      terminationGracePeriodSeconds: 1';
  assert.deepEqual(hinted(`apiVersion: batch/v1\nkind: Job\nspec:\n  ${template}\n`), ['spec:[backoffLimit: 6]']);
});

test('nothing is said in a status, in what an alias repeats, or in other kinds', () => {
  const text = `apiVersion: v1
kind: Pod
spec:
  containers:
  - resources:
      limits: &amounts
        memory: 128974848
      requests: *amounts
status:
  containerStatuses:
  - resources: {limits: {memory: 128974848}}
---
apiVersion: v1
kind: ResourceQuota
spec: {hard: {limits.memory: 128974848}}
`;
  assert.deepEqual(hinted(text, USUAL_INLAY_HINTS), ['memory: 128974848[= 123Mi]']);
});

test('only the range is answered, in whatever document', () => {
  const one = pod('volumes:\n- name: a\n  emptyDir: {sizeLimit: 1073741824}');
  const lines = one.split('\n').length - 1;
  const text = `${one}---\n${one}`;
  assert.equal(hinted(text, QUANTITIES).length, 2);
  assert.equal(hinted(text, QUANTITIES, [lines, lines * 2 + 1]).length, 1);
  assert.equal(hinted(text, QUANTITIES, [0, 3]).length, 0);
});

test('a choice that is none is the usual', () => {
  assert.deepEqual(readInlayHintSettings({ quantities: 'hover', defaults: 7 }), {
    quantities: 'hover',
    defaults: 'inherited',
  });
  assert.deepEqual(readInlayHintSettings(null), USUAL_INLAY_HINTS);
});
