/** An image reference in its parts, and the pull policy that follows. */
import * as l10n from '@vscode/l10n';
import { defaultPullPolicy, parseImage } from '../../model/image.ts';
import { asString } from '../../model/plain.ts';
import { code, type Describe, paragraph } from './hovered.ts';

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
  const given = asString(container?.value.imagePullPolicy);
  const policy = given ?? defaultPullPolicy(image);
  const shown = given ? code(policy) : l10n.t('{0} by default', code(policy));
  return paragraph([
    partsInWords(code(registry), code(repository), tag, digest),
    POLICIES[policy]?.(shown) ?? l10n.t('Pull policy {0}: unknown.', shown),
  ]);
};

function partsInWords(registry: string, repository: string, tag?: string, digest?: string): string {
  if (digest) return l10n.t('Registry {0}, repository {1}, digest {2}.', registry, repository, code(digest));
  if (tag) return l10n.t('Registry {0}, repository {1}, tag {2}.', registry, repository, code(tag));
  return l10n.t('Registry {0}, repository {1}, no tag, which means `latest`.', registry, repository);
}

const POLICIES: Readonly<Record<string, (policy: string) => string>> = {
  Always: (policy) =>
    l10n.t(
      'Pull policy {0}: the registry is asked at every start of the container, and only what changed is fetched.',
      policy,
    ),
  IfNotPresent: (policy) => l10n.t('Pull policy {0}: fetched once for each node.', policy),
  Never: (policy) => l10n.t('Pull policy {0}: it has to be on the node already.', policy),
};
