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
          volume,
        );
      const projected = at(volume, 'projected');
      const sources = at(projected, 'sources').items;
      for (const source of sources)
        if (isSet(projected) && ![...source.fields.values()].some(isSet))
          yield {
            ...found(source, `volume "${text(at(volume, 'name'))}" (Projected) has no sources provided`),
            path: pathOf(volume),
          };
      yield* overlaps(sources.flatMap(filesOf), volume);
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

/** What a path is compared by: files that are called alike, or after a folder, begin alike with a slash behind them. */
const folderOf = (path: Value) => `${text(path).replace(/\/+$/, '')}/`;

function* overlaps(files: readonly NamedPath[], volume: Value): Generator<Finding> {
  const written = files.filter(([path]) => folderOf(path) !== '/');
  if (!mayOverlap(written.map(([path]) => folderOf(path)))) return;
  const seen: { folder: string; label: string }[] = [];
  for (const [path, source] of written) {
    const folder = folderOf(path);
    const file = `"${folder.slice(0, -1)}"`;
    const label = source ? `${file} (${source})` : file;
    for (const other of seen)
      if (other.folder.startsWith(folder) || folder.startsWith(other.folder))
        yield found(path, `Overlapping paths: ${label} with ${other.label}`, [], pathOf(volume));
    seen.push({ folder, label });
  }
}

/** Whether it is worth comparing each with each, which takes long for thousands. */
function mayOverlap(folders: readonly string[]): boolean {
  const all = new Set(folders);
  return all.size < folders.length || folders.some((folder) => isBelow(folder, all));
}

function isBelow(folder: string, others: ReadonlySet<string>): boolean {
  for (let end = folder.indexOf('/'); end < folder.length - 1; end = folder.indexOf('/', end + 1))
    if (others.has(folder.slice(0, end + 1))) return true;
  return false;
}
