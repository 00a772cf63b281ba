import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainPath } from '../../../client/preview/paths.ts';
import { type Edit, fieldAt, moved, writtenAt } from '../../../client/src/preview/follow.ts';

const at = (line: number, character: number) => ({ line, character });
const range = (a: number, b: number, c: number, d: number) => ({ start: at(a, b), end: at(c, d) });

const moves: readonly (readonly [string, Edit, readonly [number, number]])[] = [
  ['an edit after it', { range: range(5, 5, 5, 9), text: 'x' }, [5, 4]],
  ['typing right at it', { range: range(5, 4, 5, 4), text: 'x' }, [5, 4]],
  ['typing before it in its line', { range: range(5, 0, 5, 0), text: 'ab' }, [5, 6]],
  ['a line inserted above', { range: range(2, 0, 2, 0), text: 'new\n' }, [6, 4]],
  ['lines deleted above', { range: range(1, 0, 3, 0), text: '' }, [3, 4]],
  ['its line broken before it', { range: range(5, 2, 5, 2), text: '\n' }, [6, 2]],
  ['the end of the line above joined to it', { range: range(4, 7, 5, 0), text: '' }, [4, 11]],
  ['the text around it replaced', { range: range(4, 0, 6, 0), text: 'x' }, [4, 0]],
];

for (const [name, edit, [line, character]] of moves) {
  test(`a position and ${name}`, () => assert.deepEqual(moved(at(5, 4), edit), at(line, character)));
}

const fields = {
  'spec.containers': range(3, 2, 9, 0),
  'spec.containers[0]': range(4, 4, 9, 0),
  'spec.containers[0].image': range(5, 4, 5, 20),
  'spec.containers[0].resources.limits[memory]': range(7, 8, 7, 20),
};

test('the smallest field around a position', () => {
  assert.equal(fieldAt(fields, at(5, 10)), 'spec.containers[0].image');
  assert.equal(fieldAt(fields, at(6, 0)), 'spec.containers[0]');
  assert.equal(fieldAt(fields, at(3, 3)), 'spec.containers');
  assert.equal(fieldAt(fields, at(0, 0)), undefined);
});

test('a field that is not written leads to what is written above it', () => {
  assert.deepEqual(writtenAt(fields, 'spec.containers[0].livenessProbe.periodSeconds'), fields['spec.containers[0]']);
  assert.deepEqual(writtenAt(fields, 'spec.containers[0].image'), fields['spec.containers[0].image']);
  assert.equal(writtenAt(fields, 'metadata.name'), undefined);
});

test('a key of a map may be written like a field', () => {
  assert.equal(plainPath('spec.containers[0].resources.limits[memory]'), 'spec.containers[0].resources.limits.memory');
  assert.deepEqual(
    writtenAt(fields, 'spec.containers[0].resources.limits.memory'),
    fields['spec.containers[0].resources.limits[memory]'],
  );
});
