/** Volumes and their sources. What every source demands stands in required.ts, names.ts, ranges.ts and choices.ts. */

import * as l10n from '@vscode/l10n';
import { sign } from '../quantity/quantity.ts';
import { choiceFixes, wordsOf } from './choices.ts';
import { fix, removeValue, removeValues, replaceValue } from './edits.ts';
import { dnsLabel, dnsSubdomain, qualifiedName } from './formats.ts';
import { found, foundAtKey, shorten, validation } from './report.ts';
import { addField } from './required.ts';
import type { Finding, Rule, Subject } from './rule.ts';
import { VOLUME_SOURCES } from './sources.ts';
import { at, flag, isSet, nameOf, pathOf, quantity, text, type Value } from './view.ts';

export function sourcesOf(volume: Value): Value[] {
  return VOLUME_SOURCES.map((name) => at(volume, name)).filter(isSet);
}

export const volumeSources: Rule = validation(
  'volume-sources',
  'A volume has one source.',
  function* ({ pod, document }) {
    for (const volume of pod?.volumes ?? []) {
      const [first, ...others] = sourcesOf(volume);
      for (const other of others) {
        const name = nameOf(other);
        const keep = first
          ? fix(l10n.t('Keep {0}, remove {1}', name, nameOf(first)), isBare(first), removeValue(document, first))
          : [];
        const remove = fix(l10n.t('Remove {0}', name), !first || !isBare(first), removeValue(document, other));
        // Two of the API server's own slips.
        const slip = ({ cephfs: 'cephFS', downwardAPI: 'downwarAPI' } as Record<string, string>)[name];
        const path = pathOf(other);
        yield foundAtKey(
          other,
          `A volume must not have more than one source: ${first ? nameOf(first) : name} is there already`,
          [...keep, ...remove].toSorted((a, b) => Number(b.preferred) - Number(a.preferred)),
          slip ? path.replace(/\w+$/, slip) : path,
        );
      }
    }
  },
);

/** `emptyDir: {}` is soon written; the other source says more. */
function isBare(source: Value): boolean {
  return source.fields.size === 0;
}

export const duplicateVolume: Rule = validation(
  'duplicate-volume',
  'Volumes of a Pod have different names.',
  function* ({ pod, document, root, object }) {
    const replaced =
      object.kind === 'StatefulSet'
        ? new Set(at(root, 'spec', 'volumeClaimTemplates').items.map((claim) => text(at(claim, 'metadata', 'name'))))
        : undefined;
    const names = new Set<string>();
    for (const volume of pod?.volumes ?? []) {
      const name = text(at(volume, 'name'));
      if (replaced?.has(name)) continue;
      if (names.has(name) && name !== '')
        yield found(
          at(volume, 'name'),
          `Duplicate value "${name}": another volume has this name`,
          fix(l10n.t('Remove this volume'), true, removeValue(document, volume)),
        );
      if (dnsLabel(name).length === 0) names.add(name);
    }
  },
);

export const emptyDirSize: Rule = validation(
  'empty-dir-size',
  'The size limit of an emptyDir is not negative.',
  function* ({ all, document }) {
    for (const source of all('EmptyDirVolumeSource')) {
      const limit = at(source, 'sizeLimit');
      const amount = quantity(limit);
      if (!amount || sign(amount) >= 0) continue;
      const positive = limit.node?.kind === 'scalar' ? limit.node.text.replace(/^-/, '') : '';
      yield found(
        limit,
        'sizeLimit must not be negative',
        fix(l10n.t('Write {0}', positive), true, replaceValue(document, limit, positive)),
      );
    }
  },
);

const ISCSI_NAMES: readonly (readonly [prefix: string, format: RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.[A-Za-z0-9\-.]+:[^,;*&$|\s]+$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
];

function iscsiNameProblem(name: string): string | undefined {
  const known = ISCSI_NAMES.find(([prefix]) => name.startsWith(prefix));
  if (!known) return 'must start with iqn, eui or naa';
  return known[1].test(name) ? undefined : `must be a valid ${known[0]} name`;
}

export const networkVolume: Rule = validation(
  'network-volume',
  'A volume on the network says where it is in the form that its protocol has.',
  function* (subject) {
    const { all, document } = subject;
    for (const nfs of all('NFSVolumeSource')) {
      const path = at(nfs, 'path');
      if (text(path) !== '' && !text(path).startsWith('/'))
        yield found(
          path,
          'Must be an absolute path',
          fix(l10n.t('Write {0}', `/${text(path)}`), true, replaceValue(document, path, `/${text(path)}`)),
        );
    }
    for (const iscsi of all('ISCSIVolumeSource')) yield* judgeIscsi(iscsi);
    for (const fc of all('FCVolumeSource')) yield* judgeFc(document, fc);
    for (const quobyte of all('QuobyteVolumeSource')) {
      const registry = at(quobyte, 'registry');
      if (text(registry) === '') continue;
      if (text(at(quobyte, 'tenant')).length >= 65)
        yield found(at(quobyte, 'tenant'), 'Must be a UUID of at most 64 characters');
      else if (
        !text(registry)
          .split(',')
          .every((pair) => /^(\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(pair))
      )
        yield found(registry, 'Must be host:port, or several with commas between');
    }
  },
);

function* judgeIscsi(iscsi: Value): Generator<Finding> {
  const iqn = at(iscsi, 'iqn');
  const problem = text(iqn) === '' ? undefined : iscsiNameProblem(text(iqn));
  if (problem) yield found(iqn, `Invalid value "${shorten(text(iqn))}": ${problem}`);
  const usesChap = flag(at(iscsi, 'chapAuthDiscovery')) || flag(at(iscsi, 'chapAuthSession'));
  if (usesChap && !isSet(at(iscsi, 'secretRef')))
    yield found(at(iscsi, 'secretRef'), 'secretRef is required for CHAP authentication');
  const initiator = at(iscsi, 'initiatorName');
  if (!isSet(initiator)) return;
  const initiatorProblem = iscsiNameProblem(text(initiator));
  const initiatorPath = pathOf(initiator).replace(/initiatorName$/, 'initiatorname');
  if (initiatorProblem)
    yield found(initiator, `Invalid value "${shorten(text(initiator))}": ${initiatorProblem}`, [], initiatorPath);
  const volume = iscsi.parent;
  if (volume && `${text(at(volume, 'name'))}:${text(at(iscsi, 'targetPortal'))}`.length > 64)
    yield found(
      at(volume, 'name'),
      'The volume’s name and targetPortal must have under 64 characters together when initiatorName is set',
    );
}

function* judgeFc(document: Subject['document'], fc: Value): Generator<Finding> {
  const names = at(fc, 'targetWWNs');
  const ids = at(fc, 'wwids');
  if (names.items.length === 0 && ids.items.length === 0) yield found(names, 'One of targetWWNs and wwids is required');
  if (names.items.length > 0 && ids.items.length > 0)
    yield foundAtKey(
      names,
      'targetWWNs and wwids cannot both be set',
      fix(l10n.t('Remove {0}', 'wwids'), false, removeValue(document, ids)),
    );
  if (names.items.length > 0 && !isSet(at(fc, 'lun'))) yield found(at(fc, 'lun'), 'lun is required with targetWWNs');
}

export const driverVolume: Rule = validation(
  'driver-volume',
  "A driver's volume is told what that driver needs.",
  function* (subject) {
    const { all, document } = subject;
    for (const flocker of all('FlockerVolumeSource')) {
      const name = text(at(flocker, 'datasetName'));
      const id = text(at(flocker, 'datasetUUID'));
      if (name === '' && id === '') yield foundAtKey(flocker, 'One of datasetName and datasetUUID is required');
      if (name !== '' && id !== '') yield foundAtKey(flocker, 'datasetName and datasetUUID cannot both be set');
      if (name.includes('/')) yield found(at(flocker, 'datasetName'), "Must not contain '/'");
    }
    for (const flex of all('FlexVolumeSource'))
      for (const [key, option] of at(flex, 'options').fields)
        if (/\.(kubernetes|k8s)\.io$/i.test(`.${key.split('/')[0] ?? ''}`))
          yield foundAtKey(
            option,
            'Options of kubernetes.io and k8s.io are reserved',
            fix(l10n.t('Remove it'), true, removeValue(document, option)),
          );
    for (const disk of all('AzureDiskVolumeSource')) {
      const uri = at(disk, 'diskURI');
      const isManaged = text(at(disk, 'kind')) === 'Managed';
      const prefix = isManaged ? '/subscriptions/' : 'https://';
      if (text(uri) !== '' && !text(uri).startsWith(prefix))
        yield found(uri, `Must start with ${prefix} for a disk of kind ${text(at(disk, 'kind')) || 'Shared'}`);
    }
    for (const definition of ['CinderVolumeSource', 'StorageOSVolumeSource', 'CSIVolumeSource'])
      for (const source of all(definition)) {
        const secret = at(source, definition === 'CSIVolumeSource' ? 'nodePublishSecretRef' : 'secretRef');
        if (isSet(secret) && text(at(secret, 'name')) === '') yield found(at(secret, 'name'), 'name is required');
      }
  },
);

export const imageVolume: Rule = validation(
  'image-volume',
  'A volume of type image names the image.',
  function* (subject) {
    for (const image of subject.all('ImageVolumeSource'))
      if (text(at(image, 'reference')) === '')
        yield found(
          at(image, 'reference'),
          'reference is required',
          addField(subject, at(image, 'reference'), 'scratch', false),
        );
  },
);

export const downwardFile: Rule = validation(
  'downward-file',
  'A file of a downwardAPI volume holds one field of the Pod or one resource of a container.',
  function* ({ all, document }) {
    for (const file of all('DownwardAPIVolumeFile')) {
      const field = at(file, 'fieldRef');
      const resource = at(file, 'resourceFieldRef');
      const path = pathOf(file).replace(/\.items\[\d+\]$/, '');
      if (!isSet(field) && !isSet(resource))
        yield found(file, 'One of fieldRef and resourceFieldRef is required', [], path);
      if (isSet(field) && isSet(resource))
        yield found(
          resource,
          'fieldRef and resourceFieldRef cannot both be set',
          fix(l10n.t('Remove {0}', 'resourceFieldRef'), true, removeValue(document, resource)),
          path,
        );
    }
  },
);

export const projectedVolume: Rule = validation(
  'projected-volume',
  'Each source of a projected volume is of one type, and no two write the same file.',
  function* (subject) {
    for (const projected of subject.all('ProjectedVolumeSource')) {
      yield* projectedPaths(subject, projected);
      for (const source of at(projected, 'sources').items) {
        const set = [...source.fields.values()].filter(isSet);
        const [, second, ...more] = set;
        const others = [second, ...more].flatMap((one) => one ?? []);
        if (second)
          yield foundAtKey(
            second,
            'A source must not have more than one type',
            fix(l10n.t('Remove {0}', others.map(nameOf).join(', ')), true, removeValues(subject.document, others)),
            pathOf(source),
          );
        yield* judgeTrustBundle(subject, at(source, 'clusterTrustBundle'));
        yield* judgeCertificate(subject, at(source, 'podCertificate'));
      }
    }
  },
);

function* projectedPaths({ document }: Subject, projected: Value): Generator<Finding> {
  const seen = new Set<string>();
  const files = at(projected, 'sources').items.flatMap((source) => [
    ...['secret', 'configMap', 'downwardAPI'].flatMap((name) =>
      at(source, name, 'items').items.map((item) => at(item, 'path')),
    ),
    ...(isSet(at(source, 'clusterTrustBundle')) ? [at(source, 'clusterTrustBundle', 'path')] : []),
    ...['credentialBundlePath', 'keyPath', 'certificateChainPath'].map((name) => at(source, 'podCertificate', name)),
  ]);
  for (const path of files) {
    const written = text(path);
    if (written === '') continue;
    if (seen.has(written)) {
      const item = path.parent;
      const fixes =
        item && typeof item.segment === 'number'
          ? fix(l10n.t('Remove this item'), true, removeValue(document, item))
          : [];
      yield found(path, `Another source writes ${written} too`, fixes, pathOf(projected));
    }
    seen.add(written);
  }
}

function* judgeTrustBundle({ document }: Subject, bundle: Value): Generator<Finding> {
  if (!isSet(bundle)) return;
  const name = at(bundle, 'name');
  const signer = at(bundle, 'signerName');
  if (isSet(name) && isSet(signer))
    yield foundAtKey(
      bundle,
      'Only one of name and signerName may be used',
      fix(l10n.t('Remove {0}', 'signerName'), true, removeValue(document, signer)),
    );
  else if (isSet(name)) {
    const parts = text(name).split(':');
    const isValid =
      parts.length >= 3 ? dnsSubdomain(parts.slice(2).join(':')).length === 0 : dnsSubdomain(text(name)).length === 0;
    if (!isValid) yield found(name, 'Must be the name of a ClusterTrustBundle');
    const selector = at(bundle, 'labelSelector');
    if (isSet(selector))
      yield foundAtKey(
        selector,
        'labelSelector must not be set with name',
        fix(l10n.t('Remove it'), true, removeValue(document, selector)),
      );
  } else if (isSet(signer)) yield* judgeSigner(signer);
  else yield foundAtKey(bundle, 'Either name or signerName must be specified');
}

function* judgeSigner(signer: Value): Generator<Finding> {
  const written = text(signer);
  if (written === '') {
    yield found(signer, 'signerName is required');
    return;
  }
  const slash = written.indexOf('/');
  const domain = written.slice(0, slash);
  const isValid =
    slash > 0 &&
    domain.includes('.') &&
    dnsSubdomain(domain).length === 0 &&
    dnsSubdomain(written.slice(slash + 1)).length === 0;
  if (!isValid) yield found(signer, 'Must be a domain and a path, such as example.com/signer');
}

function* judgeCertificate(subject: Subject, certificate: Value): Generator<Finding> {
  if (!isSet(certificate)) return;
  yield* judgeSigner(at(certificate, 'signerName'));
  const paths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'].filter(
    (name) => text(at(certificate, name)) !== '',
  );
  if (paths.length === 0)
    yield foundAtKey(certificate, 'One of credentialBundlePath, keyPath and certificateChainPath must be set');
  for (const [key, value] of at(certificate, 'userAnnotations').fields)
    if (qualifiedName(key.toLowerCase()).length > 0 || !key.includes('/'))
      yield foundAtKey(
        value,
        'Must be a key with its domain, such as example.com/key',
        [],
        pathOf(at(certificate, 'userAnnotations')),
      );
  const words = wordsOf('PodCertificateProjection.keyType', subject.version);
  const keyType = at(certificate, 'keyType');
  if (text(keyType) !== '' && !words.includes(text(keyType)))
    yield found(keyType, `Unsupported key type "${text(keyType)}"`, choiceFixes(subject, keyType, words));
}

export const tokenWithoutAccount: Rule = validation(
  'token-without-account',
  "A Pod that asks for a service account's token names the service account.",
  function* (subject) {
    const { pod } = subject;
    if (!pod?.standalone) return;
    const account = at(pod.spec, 'serviceAccountName');
    if (text(account) !== '' || text(at(pod.spec, 'serviceAccount')) !== '') return;
    for (const volume of pod.volumes)
      for (const source of at(volume, 'projected', 'sources').items) {
        const token = at(source, 'serviceAccountToken');
        if (isSet(token))
          yield foundAtKey(
            token,
            'Must not be specified when serviceAccountName is not set',
            addField(subject, account, 'default'),
          );
      }
  },
);

export const ephemeralClaim: Rule = validation(
  'ephemeral-claim',
  "An ephemeral volume's claim is called after the Pod and the volume: both together are a valid name, and no other volume names it.",
  function* ({ pod }) {
    const podName = pod?.standalone ? text(at(pod.metadata, 'name')) : '';
    if (!pod || podName === '') return;
    const created = new Set<string>();
    for (const volume of pod.volumes) {
      const name = text(at(volume, 'name'));
      if (!isSet(at(volume, 'ephemeral')) || name === '') continue;
      created.add(`${podName}-${name}`);
      const problems = dnsSubdomain(`${podName}-${name}`);
      if (problems.length > 0)
        yield found(at(volume, 'name'), `The claim's name "${podName}-${name}" ${problems.join('; ')}`);
    }
    for (const volume of pod.volumes) {
      const claim = at(volume, 'persistentVolumeClaim', 'claimName');
      if (created.has(text(claim)))
        yield found(claim, 'Must not be a claim that is made for an ephemeral volume of the same Pod');
    }
  },
);

export const claimSource: Rule = validation(
  'claim-source',
  'What fills a claim is another claim, or an object with its API group.',
  function* ({ all, document }) {
    for (const claim of all('PersistentVolumeClaimSpec')) {
      const source = at(claim, 'dataSource');
      const reference = at(claim, 'dataSourceRef');
      for (const one of [source, reference]) {
        if (!isSet(one)) continue;
        if (text(at(one, 'apiGroup')) === '' && text(at(one, 'kind')) !== 'PersistentVolumeClaim')
          yield foundAtKey(one, 'kind must be PersistentVolumeClaim when there is no apiGroup');
      }
      if (!isSet(source) || !isSet(reference)) continue;
      const isSame = ['apiGroup', 'kind', 'name'].every((name) => text(at(source, name)) === text(at(reference, name)));
      if (text(at(reference, 'namespace')) !== '')
        yield foundAtKey(
          source,
          'dataSource must not be specified when dataSourceRef has a namespace',
          fix(l10n.t('Remove it'), true, removeValue(document, source)),
          pathOf(claim),
        );
      else if (!isSame)
        yield foundAtKey(
          source,
          'dataSource must match dataSourceRef',
          fix(l10n.t('Remove it'), true, removeValue(document, source)),
          pathOf(claim),
        );
    }
  },
);

export const volumeRules: readonly Rule[] = [
  volumeSources,
  duplicateVolume,
  emptyDirSize,
  networkVolume,
  driverVolume,
  imageVolume,
  downwardFile,
  projectedVolume,
  tokenWithoutAccount,
  ephemeralClaim,
  claimSource,
];
