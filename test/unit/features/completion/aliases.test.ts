import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accept, completeAt, labels } from '../fixture.ts';

const POD = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';

describe('a field that a merge key brings in', () => {
  test('is not offered again', () => {
    const offered = labels(`${POD}    - &a\n      name: a\n      image: nginx\n    - <<: *a\n      $0\n`);
    assert.ok(!offered.includes('image') && !offered.includes('name'));
    assert.ok(offered.includes('command'));
  });

  test('is found in a list of them, and in flow style', () => {
    const anchors = 'x: &x {image: nginx}\ny: &y # further\n  command: [a]\n';
    const offered = labels(`${anchors}${POD}    - name: a\n      <<: [*x, *y]\n      $0\n`);
    assert.ok(!offered.includes('image') && !offered.includes('command'));
  });

  test('is offered in the mapping that it comes from', () => {
    assert.ok(labels(`${POD}    - &a\n      name: a\n      $0\n    - <<: *a\n      name: b\n`).includes('image'));
  });
});

test('what an alias stands for can be named', () => {
  const text = `${POD}    - name: a\n      image: b\n      ports: &p\n        - name: web\n          containerPort: 80\n    - name: b\n      image: b\n      ports: *p\n      readinessProbe:\n        httpGet:\n          port: $0\n`;
  assert.match(accept(text, 'web'), /port: web\n$/);
});

test('aliases of aliases end', () => {
  const levels = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]\n`);
  assert.ok(completeAt(`a0: &a0 [x]\n${levels.join('')}${POD}    - name: a\n      $0\n`).items.length > 0);
});

test('an alias inside its own anchor stays one', () => {
  assert.ok(labels(`${POD}    - &a\n      name: a\n      env: *a\n      $0\n`).includes('image'));
});
