import { found, warning } from '../report.ts';
import type { Finding, Rule } from '../rule.ts';
import { at, isSet, pathOf, text, type Value } from '../view.ts';

export const overlappingFiles: Rule = warning(
  'overlapping-files',
  'Two items of a volume write the same file, or one a folder where the other writes a file.',
  function* ({ pod }) {
    for (const volume of pod?.volumes ?? []) {
      for (const name of ['configMap', 'secret', 'downwardAPI'])
        yield* overlaps(
          at(volume, name, 'items').items.map((item) => [at(item, 'path'), '']),
          pathOf(volume),
        );
      const projected = at(volume, 'projected');
      const sources = at(projected, 'sources').items;
      for (const source of sources)
        if (isSet(projected) && ![...source.fields.values()].some(isSet))
          yield {
            ...found(source, `volume "${text(at(volume, 'name'))}" (Projected) has no sources provided`),
            path: pathOf(volume),
          };
      yield* overlaps(sources.flatMap(filesOf), pathOf(volume));
    }
  },
);

type NamedPath = readonly [path: Value, source: string];

function filesOf(source: Value): NamedPath[] {
  const items = (name: string, label: string): NamedPath[] =>
    at(source, name, 'items').items.map((item) => [at(item, 'path'), label]);
  const bundle = at(source, 'clusterTrustBundle');
  const certificate = at(source, 'podCertificate');
  if (isSet(at(source, 'configMap', 'items')))
    return items('configMap', `ConfigMap "${text(at(source, 'configMap', 'name'))}"`);
  if (isSet(at(source, 'secret', 'items'))) return items('secret', `Secret "${text(at(source, 'secret', 'name'))}"`);
  if (isSet(at(source, 'downwardAPI', 'items'))) return items('downwardAPI', 'DownwardAPI');
  if (isSet(at(source, 'serviceAccountToken')))
    return [[at(source, 'serviceAccountToken', 'path'), 'ServiceAccountToken']];
  if (isSet(bundle))
    return [[at(bundle, 'path'), `ClusterTrustBundle "${text(at(bundle, 'name')) || text(at(bundle, 'signerName'))}"`]];
  return [
    [at(certificate, 'certificateChainPath'), 'PodCertificate chain'],
    [at(certificate, 'keyPath'), 'PodCertificate key'],
    [at(certificate, 'credentialBundlePath'), 'PodCertificate credential bundle'],
  ];
}

function* overlaps(files: readonly NamedPath[], path: string): Generator<Finding> {
  const seen: { file: string; label: string }[] = [];
  for (const [value, source] of files) {
    const file = text(value).replace(/\/+$/, '');
    const label = source ? `"${file}" (${source})` : `"${file}"`;
    if (file !== '')
      for (const other of seen)
        if (other.file !== '' && (`${other.file}/`.startsWith(`${file}/`) || `${file}/`.startsWith(`${other.file}/`)))
          yield found(value, `Overlapping paths: ${label} with ${other.label}`, [], path);
    seen.push({ file, label });
  }
}
