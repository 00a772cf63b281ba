/** The page that a registry has of an image. */

/** `host/path[:tag][@digest]`, without its tag and digest. */
export interface ImageName {
  /** `docker.io` where none is written. */
  readonly host: string;
  /** On Docker Hub `library/nginx` for `nginx`. */
  readonly path: string;
}

/** The name as container runtimes read it; undefined for what is no image reference. */
export function parseImageName(image: string): ImageName | undefined {
  const name = /^([\w.-]+(?::\d+)?(?:\/[\w.-]+)*?)(?::[\w.-]+)?(?:@[\w+.:-]+)?$/.exec(image)?.[1];
  if (name === undefined) return undefined;
  const [first = '', ...rest] = name.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = hasHost ? first : 'docker.io';
  const path = hasHost ? rest.join('/') : name;
  const isHub = host === 'docker.io' || host === 'index.docker.io';
  return isHub ? { host: 'docker.io', path: path.includes('/') ? path : `library/${path}` } : { host, path };
}

/** Undefined for registries that show no pages to a browser, and for those of the user's own. */
export function imagePage(image: string): string | undefined {
  const name = parseImageName(image);
  return name && PAGES.find(({ host }) => host.test(name.host))?.page(name);
}

const PAGES: readonly { readonly host: RegExp; page(name: ImageName): string | undefined }[] = [
  {
    host: /^docker\.io$/,
    page: ({ path }) =>
      path.startsWith('library/')
        ? `https://hub.docker.com/_/${path.slice('library/'.length)}`
        : `https://hub.docker.com/r/${path}`,
  },
  { host: /^quay\.io$/, page: ({ path }) => `https://quay.io/repository/${path}` },
  {
    host: /^ghcr\.io$/,
    page({ path }) {
      const [owner, ...rest] = path.split('/');
      return rest.length > 0
        ? `https://github.com/${owner}/${rest[0]}/pkgs/container/${encodeURIComponent(rest.join('/'))}`
        : undefined;
    },
  },
  { host: /^mcr\.microsoft\.com$/, page: ({ path }) => `https://mcr.microsoft.com/artifact/mar/${path}` },
  { host: /^public\.ecr\.aws$/, page: ({ path }) => `https://gallery.ecr.aws/${path}` },
  { host: /^(?:[a-z]+\.)?gcr\.io$|-docker\.pkg\.dev$/, page: ({ host, path }) => `https://${host}/${path}` },
];
