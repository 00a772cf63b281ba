/** Anchors and aliases, and highlights in a file. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getHighlights } from '../../../../server/src/features/references.ts';
import { files } from '../files.ts';
import { POD, references } from './manifests.ts';

suite('anchors and highlights', () => {
  test('an alias leads to its anchor, and texts that look like one do not', () => {
    const found = references(
      POD(`containers:
- name: a
  resources: &small { limits: { cpu: 1 } }
  args: ["&small *small", '*small']
- name: b
  resources: *sma$0ll
  command:
  - |
    *small &small`),
    );
    assert.deepEqual(found, ['pod.yaml:8 small', 'pod.yaml:11 small']);
  });

  test('highlights stay in the file, and tell where the name is given', () => {
    const { source, position } = files(
      POD('volumes: [{ name: data, emptyDir: {} }]\ncontainers: [{ name: a, volumeMounts: [{ name: data$0 }] }]'),
    );
    assert.deepEqual(
      getHighlights(source, position).map(({ range, kind }) => [range.start.line, kind]),
      [
        [5, 3],
        [6, 2],
      ],
    );
  });

  test('an alias is one place, whatever follows it', () => {
    const found = references(
      POD(`volumes: [{ name: data, emptyDir: {} }]
containers:
- name: a
  volumeMounts: &mounts
  - { name: data$0, mountPath: /d }
- name: b
  volumeMounts: *mounts`),
    );
    assert.deepEqual(found, ['pod.yaml:6 data', 'pod.yaml:10 data']);
  });
});
