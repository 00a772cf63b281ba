/** The page that a registry has of an image. */

import { type ImageReference, parseImage } from '../../model/image.ts';

const IMAGE = /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*(?::[\w.-]+)?(?:@[\w+.:-]+)?$/;

/** Undefined for what is no image, for registries that show no pages to a browser, and for those of the user's own. */
export function imagePage(image: string): string | undefined {
  const name = IMAGE.test(image) ? parseImage(image) : undefined;
  return name && PAGES.find(({ host }) => host.test(name.registry))?.page(name);
}

const PAGES: readonly { readonly host: RegExp; page(name: ImageReference): string | undefined }[] = [
  {
    host: /^docker\.io$/,
    page: ({ repository }) =>
      repository.startsWith('library/')
        ? `https://hub.docker.com/_/${repository.slice('library/'.length)}`
        : `https://hub.docker.com/r/${repository}`,
  },
  { host: /^quay\.io$/, page: ({ repository }) => `https://quay.io/repository/${repository}` },
  {
    host: /^ghcr\.io$/,
    page({ repository }) {
      const [owner, ...rest] = repository.split('/');
      return rest.length > 0
        ? `https://github.com/${owner}/${rest[0]}/pkgs/container/${encodeURIComponent(rest.join('/'))}`
        : undefined;
    },
  },
  { host: /^mcr\.microsoft\.com$/, page: ({ repository }) => `https://mcr.microsoft.com/artifact/mar/${repository}` },
  { host: /^public\.ecr\.aws$/, page: ({ repository }) => `https://gallery.ecr.aws/${repository}` },
  {
    host: /^(?:[a-z]+\.)?gcr\.io$|-docker\.pkg\.dev$/,
    page: ({ registry, repository }) => `https://${registry}/${repository}`,
  },
];
