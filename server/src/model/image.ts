/** References to images, `host/path:tag@digest`, as container runtimes and the API server read them. */

export interface ImageReference {
  /** The host, with its port; `docker.io` where none is written. */
  readonly registry: string;
  /** On Docker Hub `library/nginx` for `nginx`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Reads anything; what is no reference at all comes out as its own repository. */
export function parseImage(image: string): ImageReference {
  const [name = '', digest] = image.split('@', 2);
  const [first = '', ...rest] = name.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasHost ? rest.join('/') : name;
  const colon = path.lastIndexOf(':');
  const repository = colon < 0 ? path : path.slice(0, colon);
  const isHub = !hasHost || first === 'docker.io' || first === 'index.docker.io';
  return {
    registry: isHub ? 'docker.io' : first,
    repository: isHub && !repository.includes('/') ? `library/${repository}` : repository,
    tag: colon < 0 ? undefined : path.slice(colon + 1),
    digest,
  };
}

/** The last part of its name, which is mostly that of the program: `shop` for `ghcr.io/team/shop:2.1`. */
export function programOf(image: string): string {
  return parseImage(image).repository.replace(/^.*\//, '');
}

/**
 * The `imagePullPolicy` that the server writes where there is none: an image that may change under its tag is looked up
 * each time. Source: `SetDefaults_Container` in `pkg/apis/core/v1/defaults.go`.
 */
export function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const { tag, digest } = parseImage(image);
  return (tag ?? (digest === undefined ? 'latest' : '')) === 'latest' ? 'Always' : 'IfNotPresent';
}
