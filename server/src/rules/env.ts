/** Environment variables, and where their values come from. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { canonical } from '../quantity/quantity.ts';
import { fix, putValue, removeValue, replaceValue } from './edits.ts';
import { dnsLabel, qualifiedName } from './formats.ts';
import { resourceForName } from './guesses.ts';
import { nearest } from './nearest.ts';
import { alternatives, found, foundAtKey, validation } from './report.ts';
import { addField } from './required.ts';
import type { Finding, Fix, Rule, Subject } from './rule.ts';
import { at, isSet, pathOf, quantity, text, type Value } from './view.ts';
import { sourcesOf } from './volumes.ts';

export const envSource: Rule = validation(
  'env-source',
  'A variable has a value, or one source that its value comes from.',
  function* ({ all, document }) {
    for (const variable of all('EnvVar')) {
      const from = at(variable, 'valueFrom');
      if (!isSet(from)) continue;
      const sources = [...from.fields.values()].filter(isSet);
      const value = at(variable, 'value');
      if (sources.length === 0) {
        const isEmpty = from.node?.kind === 'mapping' && from.node.entries.length === 0;
        const isIdle = isEmpty || text(value) !== '';
        const fixes = fix(l10n.t('Remove {0}', 'valueFrom'), isIdle, removeValue(document, from));
        yield found(
          from,
          'valueFrom must have one of: fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef',
          fixes,
        );
      } else if (text(value) !== '') {
        const fixes = [
          ...fix(l10n.t('Remove {0}', 'value'), true, removeValue(document, value)),
          ...fix(l10n.t('Remove {0}', 'valueFrom'), false, removeValue(document, from)),
        ];
        yield foundAtKey(from, 'valueFrom must not be specified when value is not empty', fixes);
      } else if (sources.length > 1) {
        yield foundAtKey(from, 'valueFrom must not have more than one source', keepOne(document, sources));
      }
    }
  },
);

/** A fix for each source that might stay; the first written is the likeliest. */
function keepOne(document: Subject['document'], sources: readonly Value[]): Fix[] {
  if (sources.length !== 2) return [];
  const [first, second] = sources as [Value, Value];
  return [
    ...fix(l10n.t('Keep {0}', String(first.segment)), true, removeValue(document, second)),
    ...fix(l10n.t('Keep {0}', String(second.segment)), false, removeValue(document, first)),
  ];
}

export const envFromSource: Rule = validation(
  'env-from-source',
  'Each entry of envFrom names one ConfigMap or one Secret.',
  function* ({ all, document }) {
    for (const entry of all('EnvFromSource')) {
      const sources = ['configMapRef', 'secretRef'].map((name) => at(entry, name)).filter(isSet);
      if (sources.length === 1) continue;
      // The API server names the list.
      const path = entry.parent ? pathOf(entry.parent) : pathOf(entry);
      if (sources.length === 0) {
        const isEmpty = entry.node?.kind === 'mapping' && entry.node.entries.length === 0;
        const fixes = fix(l10n.t('Remove the entry'), isEmpty, removeValue(document, entry));
        yield found(entry, 'Must have one of: configMapRef, secretRef', fixes, path);
      } else yield found(entry, 'Must not have both configMapRef and secretRef', keepOne(document, sources), path);
    }
  },
);

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
      const isFile =
        reference.parent?.type?.kind === 'object' && reference.parent.type.definition === 'DownwardAPIVolumeFile';
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
    const fixes = fix(l10n.t('Write {0}', 'v1'), true, replaceValue(document, apiVersion, 'v1'));
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
function ownPath(reference: Value, isFile: boolean): string {
  return isFile ? pathOf(reference).replace(/\.items\[\d+\]\./, '.') : pathOf(reference);
}

function nearestPath({ document, pod }: Subject, path: Value, words: readonly string[]): Fix[] {
  const written = text(path);
  const last = written.split('.').at(-1) ?? '';
  const meant = nearest(written, words) ?? words.find((word) => word.toLowerCase().endsWith(`.${last.toLowerCase()}`));
  if (meant) return fix(l10n.t('Write {0}', meant), true, replaceValue(document, path, meant));
  const map = written === 'metadata.labels' ? 'labels' : written === 'metadata.annotations' ? 'annotations' : undefined;
  const [key] = map && pod ? at(pod.metadata, map).fields.keys() : [];
  return key && map
    ? fix(
        l10n.t('Write {0}', `metadata.${map}['${key}']`),
        true,
        replaceValue(document, path, `metadata.${map}['${key}']`),
      )
    : [];
}

const RESOURCES = [
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
];
const BYTES = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E'].flatMap((unit) => [`1${unit}`, `1${unit === 'k' ? 'K' : unit}i`]),
];

export const resourceReference: Rule = validation(
  'resource-reference',
  'A container can be told its limits and requests, in units that divide the resource.',
  function* (subject) {
    const { document } = subject;
    for (const reference of subject.all('ResourceFieldSelector')) {
      const isFile =
        reference.parent?.type?.kind === 'object' && reference.parent.type.definition === 'DownwardAPIVolumeFile';
      // The server looks at the other reference alone, and says that there are two.
      if (isFile && reference.parent && isSet(at(reference.parent, 'fieldRef'))) continue;
      const own = ownPath(reference, isFile);
      const resource = at(reference, 'resource');
      const written = text(resource);
      const container = at(reference, 'containerName');
      if (isFile && text(container) === '') {
        yield found(
          container,
          'containerName is required: a volume belongs to no container',
          containerFix(subject, container),
          `${own}.containerName`,
        );
      } else if (written === '') {
        const guess = resourceForName(reference);
        const fixes = guess ? addField(subject, resource, guess) : [];
        yield found(resource, 'resource is required', fixes, `${own}.resource`);
      } else if (!RESOURCES.includes(written) && !/^(requests|limits)\.hugepages-/.test(written)) {
        const meant = nearest(written, RESOURCES) ?? RESOURCES.find((name) => name.endsWith(`.${written}`));
        const fixes = meant ? fix(l10n.t('Write {0}', meant), true, replaceValue(document, resource, meant)) : [];
        yield found(
          resource,
          `Unsupported value "${written}": must be ${alternatives(RESOURCES)}`,
          fixes,
          `${own}.resource`,
        );
      }
      yield* judgeDivisor(subject, reference, own);
    }
  },
);

/** The one container that mounts the volume, or the only one. */
function containerFix({ pod, document }: Subject, value: Value): Fix[] {
  let volume: Value | undefined = value;
  while (volume && !(volume.type?.kind === 'object' && volume.type.definition === 'Volume')) volume = volume.parent;
  const name = volume && text(at(volume, 'name'));
  const mains = pod?.containers.filter(({ role }) => role === 'main') ?? [];
  const mounting = mains.filter((one) =>
    at(one.value, 'volumeMounts').items.some((mount) => text(at(mount, 'name')) === name),
  );
  const names = (mounting.length > 0 ? mounting : mains).map((one) => text(at(one.value, 'name')));
  const [only] = names;
  const holder = value.parent;
  if (names.length !== 1 || !only || !holder) return [];
  return fix(l10n.t('Add {0}', `containerName: ${only}`), true, putValue(document, value, only));
}

function* judgeDivisor({ document }: Subject, reference: Value, own: string): Generator<Finding> {
  const divisor = at(reference, 'divisor');
  const amount = quantity(divisor);
  if (!amount || amount.unscaled === 0n) return;
  const resource = text(at(reference, 'resource'));
  const isCpu = /\.cpu$/.test(resource);
  const isBytes = /\.(memory|ephemeral-storage)$/.test(resource) || /^(requests|limits)\.hugepages-/.test(resource);
  const units = isCpu ? ['1m', '1'] : isBytes ? BYTES : undefined;
  if (!units || units.includes(canonical(amount))) return;
  const fixes = fix(l10n.t('Write {0}', '1'), true, replaceValue(document, divisor, '1'));
  yield found(divisor, `Only ${alternatives(units)} divide ${resource}`, fixes, `${own}.divisor`);
}

export const fileKeyVolume: Rule = validation(
  'file-key-volume',
  'A variable that is read from a file names an emptyDir volume of the Pod.',
  function* ({ all, pod }) {
    for (const reference of all('FileKeySelector')) {
      const name = at(reference, 'volumeName');
      if (text(name) === '' || dnsLabel(text(name)).length > 0) continue;
      const volume = pod?.volumes.findLast((one) => text(at(one, 'name')) === text(name));
      if (!volume) yield found(name, `There is no volume "${text(name)}"`);
      else if (!isSet(at(volume, 'emptyDir')) && sourcesOf(volume).length > 0)
        yield found(name, 'The volume must be of type emptyDir');
    }
  },
);

export const envRules: readonly Rule[] = [envSource, envFromSource, fieldReference, resourceReference, fileKeyVolume];
