import { compareVersions } from '../../catalog/catalog.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { qualifiedName } from '../formats.ts';
import { nearest } from '../nearest.ts';
import { alternatives, found, validation } from '../report.ts';
import type { Finding, Fix, Rule, Subject } from '../rule.ts';
import { at, enclosing, pathOf, text, type Value } from '../view.ts';

const SUBSCRIPTED = /^(.+?)\['(.*)'\]$/;
const LABELS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
  'spec.host',
]);
const OF_ENV = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const OF_FILES = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

export const fieldReference: Rule = validation(
  'field-reference',
  'A container can be told some fields of its Pod: a variable a single value, a file also all labels or all annotations.',
  function* (subject) {
    for (const reference of subject.all('ObjectFieldSelector')) {
      const isFile = enclosing(reference, 'DownwardAPIVolumeFile') !== undefined;
      yield* judgeReference(subject, reference, isFile);
    }
  },
);

function* judgeReference(subject: Subject, reference: Value, isFile: boolean): Generator<Finding> {
  const { document, version } = subject;
  const path = at(reference, 'fieldPath');
  const written = text(path);
  if (written === '') return;
  const own = ownPath(reference, isFile);
  const pathOfField = `${own}.fieldPath`;
  const apiVersion = at(reference, 'apiVersion');
  if (text(apiVersion) !== '' && text(apiVersion) !== 'v1') {
    const fixes = fixByWriting(document, apiVersion, 'v1');
    yield found(apiVersion, `apiVersion "${text(apiVersion)}" is not one of a Pod: write v1`, fixes, pathOfField);
    return;
  }
  const words = (isFile ? OF_FILES : OF_ENV).filter(
    (word) => word !== 'status.hostIPs' || compareVersions(version, '1.29') >= 0,
  );
  const [, base = written, key] = SUBSCRIPTED.exec(written) ?? [];
  if (key !== undefined) {
    if (base !== 'metadata.annotations' && base !== 'metadata.labels') {
      yield found(
        path,
        `Only metadata.labels and metadata.annotations take a key in brackets`,
        nearestPath(subject, path, words),
        pathOfField,
      );
      return;
    }
    const problems = qualifiedName(base === 'metadata.annotations' ? key.toLowerCase() : key);
    if (problems.length > 0) yield found(path, `Invalid key "${key}": ${problems.join('; ')}`, [], own);
    return;
  }
  if (!LABELS.has(written)) {
    yield found(
      path,
      `A Pod has no field "${written}" that it can tell its containers: ${alternatives(words)}`,
      nearestPath(subject, path, words),
      pathOfField,
    );
  } else if (!words.includes(written) && !(written === 'spec.host' && !isFile)) {
    const hint =
      written === 'metadata.labels' || written === 'metadata.annotations' ? `; of one, write ${written}['<key>']` : '';
    yield found(
      path,
      `Unsupported value "${written}": must be ${alternatives(words)}${hint}`,
      nearestPath(subject, path, words),
      pathOfField,
    );
  }
}

/** Of a file in a downwardAPI volume the API server leaves out `items` and the index. */
export function ownPath(reference: Value, isFile: boolean): string {
  return isFile ? pathOf(reference).replace(/\.items\[\d+\]\./, '.') : pathOf(reference);
}

function nearestPath({ document, pod }: Subject, path: Value, words: readonly string[]): Fix[] {
  const written = text(path);
  const last = written.split('.').at(-1) ?? '';
  const meant = nearest(written, words) ?? words.find((word) => word.toLowerCase().endsWith(`.${last.toLowerCase()}`));
  if (meant) return fixByWriting(document, path, meant);
  const map = written === 'metadata.labels' ? 'labels' : written === 'metadata.annotations' ? 'annotations' : undefined;
  const [key] = map && pod ? at(pod.metadata, map).fields.keys() : [];
  return key && map ? fixByWriting(document, path, `metadata.${map}['${key}']`) : [];
}
