/** An image reference in its parts, and the pull policy that follows. */
import { asString } from '../../model/plain.ts';
import { code, type Describe } from './hovered.ts';

export const describeImage: Describe = ({ field, place, container }) => {
  const isPolicy = field === 'Container.imagePullPolicy';
  if (!isPolicy && field !== 'Container.image') return undefined;
  const image = isPolicy
    ? asString(container?.value.image)
    : place.node.kind === 'scalar'
      ? place.node.text
      : undefined;
  if (!image) return undefined;
  const { registry, repository, tag, digest } = parseImage(image);
  const version = digest ? `digest ${code(digest)}` : tag ? `tag ${code(tag)}` : 'no tag, which means `latest`';
  const parts = `Registry ${code(registry)}, repository ${code(repository)}, ${version}.`;
  const given = asString(container?.value.imagePullPolicy);
  const policy = given ?? (!digest && (tag ?? 'latest') === 'latest' ? 'Always' : 'IfNotPresent');
  return `${parts} Pull policy ${code(policy)}${given ? '' : ' by default'}: ${POLICIES[policy] ?? 'unknown'}.`;
};

const POLICIES: Readonly<Record<string, string>> = {
  Always: 'the registry is asked at every start of the container, and only what changed is fetched',
  IfNotPresent: 'fetched once for each node',
  Never: 'it has to be on the node already',
};

interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** As Docker reads it: what has no host in front is in Docker Hub, and there without an owner in `library`. */
export function parseImage(image: string): ImageReference {
  const [name = '', digest] = image.split('@', 2);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const path = isHost ? name.slice(slash + 1) : name;
  const colon = path.lastIndexOf(':');
  const repository = colon < 0 ? path : path.slice(0, colon);
  return {
    registry: isHost ? first : 'docker.io',
    repository: isHost || repository.includes('/') ? repository : `library/${repository}`,
    tag: colon < 0 ? undefined : path.slice(colon + 1),
    digest,
  };
}
