/** References to images, and the pull policy that follows from one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultPullPolicy, parseImage } from '../../../server/src/model/image.ts';

describe('an image reference', () => {
  const parts: readonly (readonly [
    image: string,
    registry: string,
    repository: string,
    tag?: string | undefined,
    digest?: string,
  ])[] = [
    ['nginx', 'docker.io', 'library/nginx'],
    ['bitnami/nginx:1.29', 'docker.io', 'bitnami/nginx', '1.29'],
    ['docker.io/nginx', 'docker.io', 'library/nginx'],
    ['localhost:5000/shop:dev', 'localhost:5000', 'shop', 'dev'],
    ['ghcr.io/example/shop@sha256:00', 'ghcr.io', 'example/shop', undefined, 'sha256:00'],
    ['ghcr.io/example/shop:1.0@sha256:00', 'ghcr.io', 'example/shop', '1.0', 'sha256:00'],
  ];
  for (const [image, registry, repository, tag, digest] of parts)
    test(image, () => assert.deepEqual(parseImage(image), { registry, repository, tag, digest }));
});

describe('the pull policy by default', () => {
  for (const image of ['nginx', 'nginx:latest', 'localhost:5000/nginx', 'nginx:latest@sha256:00'])
    test(`asks each time for ${image}`, () => assert.equal(defaultPullPolicy(image), 'Always'));
  for (const image of ['nginx:1.29', 'nginx@sha256:00', 'nginx:1.29@sha256:00'])
    test(`does not for ${image}`, () => assert.equal(defaultPullPolicy(image), 'IfNotPresent'));
});
