/** Fields that hold a name, a key or a path of a certain form. */

import * as l10n from '@vscode/l10n';
import { compareVersions } from '../../catalog/catalog.ts';
import { replaceValue } from '../edits/replace.ts';
import {
  dataKey,
  dnsLabel,
  dnsSubdomain,
  domainPrefixedPath,
  environmentName,
  filePath,
  noBacksteps,
  portName,
  qualifiedName,
  relativePath,
  relaxedEnvironmentName,
  toDnsLabel,
  toDnsSubdomain,
  toPortName,
  toQualifiedName,
} from '../formats.ts';
import { fix, found, shorten, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, isA, isSet, isWithin, nameOf, pathOf, text, type Value } from '../view.ts';
import { fixByRemoving } from './field-fixes.ts';
import { withoutIndex } from './unsupported-value.ts';

interface Name {
  readonly format: (written: string, subject: Subject) => readonly string[];
  /** The nearest text that fits. */
  readonly repair?: (written: string) => string;
  /** Empty text is judged too; otherwise it means that nothing is set. */
  readonly judgesEmpty?: 'when-set' | 'always';
  readonly path?: (value: Value) => string;
  readonly applies?: (holder: Value, subject: Subject) => boolean;
}

const label: Name = { format: dnsLabel, repair: toDnsLabel };
const subdomain: Name = { format: dnsSubdomain, repair: toDnsSubdomain };
const setSubdomain: Name = { ...subdomain, judgesEmpty: 'when-set' };
const reference: Name = { ...subdomain, judgesEmpty: 'always' };
const key: Name = {
  format: dataKey,
  repair: (written) => written.replace(/[^-._a-zA-Z0-9]+/g, '-').replace(/^\.+/, ''),
};
const file: Name = { format: filePath, repair: withoutRoot };
const below: Name = { format: relativePath, repair: withoutRoot };
const withoutItems = (value: Value) => pathOf(value).replace(/\.items\[\d+\]\.path$/, '.path');

/** By `Definition.field`. */
const NAMES: Readonly<Record<string, Name>> = {
  'Container.name': label,
  'EphemeralContainer.name': label,
  'Volume.name': label,
  'PodResourceClaim.name': label,
  'ResourceClaim.request': label,
  'FileKeySelector.volumeName': { format: dnsLabel },
  'FileKeySelector.key': { format: relaxedEnvironmentName },
  'FileKeySelector.path': { format: noBacksteps },
  'PodSpec.hostname': { ...label, applies: (_, { object }) => object.kind !== 'StatefulSet' },
  'PodSpec.subdomain': { ...label, applies: (_, { object }) => object.kind !== 'StatefulSet' },
  'PodSpec.hostnameOverride': setSubdomain,
  'PodSpec.serviceAccountName': subdomain,
  'PodSpec.serviceAccount': {
    ...subdomain,
    path: (value) => pathOf(value).replace(/serviceAccount$/, 'serviceAccountName'),
    applies: (spec) => text(at(spec, 'serviceAccountName')) === '',
  },
  'PodSpec.nodeName': subdomain,
  'PodSpec.priorityClassName': subdomain,
  'PodSpec.runtimeClassName': setSubdomain,
  'PodResourceClaim.resourceClaimName': setSubdomain,
  'PodResourceClaim.resourceClaimTemplateName': setSubdomain,
  'ContainerPort.name': { format: portName, repair: toPortName },
  'ConfigMapKeySelector.name': reference,
  'SecretKeySelector.name': reference,
  'ConfigMapEnvSource.name': { ...subdomain, format: mayEndInDash },
  'SecretEnvSource.name': { ...subdomain, format: mayEndInDash },
  'ConfigMapKeySelector.key': key,
  'SecretKeySelector.key': key,
  'EnvVar.name': { format: environment, repair: (written) => written.replace(/[^!-<>-~]+|=/g, '_') },
  'EnvFromSource.prefix': { format: environment, repair: (written) => written.replace(/[^!-<>-~]+|=/g, '_') },
  'KeyToPath.path': file,
  'DownwardAPIVolumeFile.path': { ...file, path: withoutItems },
  'ServiceAccountTokenProjection.path': {
    ...file,
    path: (value) => pathOf(value).replace(/\.sources\[\d+\]\.serviceAccountToken\.path$/, '.path'),
  },
  'ClusterTrustBundleProjection.path': file,
  'PodCertificateProjection.credentialBundlePath': file,
  'PodCertificateProjection.keyPath': file,
  'PodCertificateProjection.certificateChainPath': file,
  'VolumeMount.subPath': { ...below, path: withoutIndex },
  'VolumeMount.subPathExpr': { ...below, path: withoutIndex },
  'HostPathVolumeSource.path': { format: noBacksteps, repair: resolved },
  'GitRepoVolumeSource.directory': below,
  'CSIVolumeSource.driver': { format: csiDriver },
  'LocalObjectReference.name': {
    ...subdomain,
    applies: isPublishSecret,
    path: (value) => pathOf(value).replace(/nodePublishSecretRef\.name$/, 'name'),
  },
  'StorageOSVolumeSource.volumeName': label,
  'StorageOSVolumeSource.volumeNamespace': label,
  'PersistentVolumeClaimSpec.storageClassName': subdomain,
  'PersistentVolumeClaimSpec.volumeAttributesClassName': subdomain,
  'PodReadinessGate.conditionType': { format: qualifiedName, repair: toQualifiedName, judgesEmpty: 'always' },
  'PodFailurePolicyOnPodConditionsPattern.type': {
    format: qualifiedName,
    repair: toQualifiedName,
    judgesEmpty: 'always',
  },
  'PodSchedulingGate.name': {
    format: qualifiedName,
    repair: toQualifiedName,
    judgesEmpty: 'always',
    // The API server names the gate as a whole.
    path: (value) => pathOf(value).replace(/\.name$/, ''),
  },
  'StatefulSetSpec.serviceName': { ...label, applies: (_, { version }) => compareVersions(version, '1.33') >= 0 },
  'JobSpec.managedBy': { format: managedBy, judgesEmpty: 'when-set' },
  'WindowsSecurityContextOptions.gmsaCredentialSpecName': setSubdomain,
  'TypedLocalObjectReference.apiGroup': subdomain,
  'TypedObjectReference.apiGroup': subdomain,
  'TypedObjectReference.namespace': label,
};

const TABLE = Object.entries(NAMES).map(([name, entry]) => {
  const [definition = '', field = ''] = name.split('.');
  return { definition, field, entry };
});

export const invalidName: Rule = validation(
  'invalid-name',
  'The name, key or path has characters or a length that Kubernetes does not take there.',
  function* (subject) {
    for (const { definition, field, entry } of TABLE)
      for (const holder of subject.all(definition)) {
        const value = at(holder, field);
        const written = text(value);
        const isJudged = written !== '' || entry.judgesEmpty === 'always' || (entry.judgesEmpty && isSet(value));
        if (!isJudged || entry.applies?.(holder, subject) === false) continue;
        const problems = entry.format(written, subject);
        if (problems.length > 0)
          yield found(
            value,
            `Invalid value "${shorten(written)}": ${problems.join('; ')}`,
            nameFixes(subject, value, entry),
            entry.path?.(value),
          );
      }
  },
);

/**
 * Fixes that write a name that fits. Names that other places refer to are renamed there too: a container's in the
 * fields that name containers, a volume's in the mounts.
 */
function nameFixes(subject: Subject, value: Value, { repair, format }: Name): Fix[] {
  const { document } = subject;
  const written = text(value);
  const better = repair?.(written);
  if (!better || better === written || format(better, subject).length > 0)
    return value.segment === 'hostname' || value.segment === 'subdomain' ? fixByRemoving(document, value, false) : [];
  // Of what another item of the list is called already, there cannot be two.
  const items = value.parent?.parent?.items ?? [];
  if (items.some((item) => item !== value.parent && text(at(item, nameOf(value))) === better)) return [];
  const edits = replaceValue(document, value, better);
  if (!edits) return [];
  const others = [...referencesTo(subject, value)].flatMap((other) => replaceValue(document, other, better) ?? []);
  return fix(l10n.t('Write {0}', better), true, [...edits, ...others]);
}

function* referencesTo(subject: Subject, value: Value): Generator<Value> {
  const { parent, segment } = value;
  const written = text(value);
  if (!parent || segment !== 'name') return;
  if (isA(parent, 'Volume')) {
    for (const mount of [...subject.all('VolumeMount'), ...subject.all('VolumeDevice')])
      if (text(at(mount, 'name')) === written) yield at(mount, 'name');
  } else if (isA(parent, 'ContainerPort')) {
    const container = parent.parent?.parent;
    for (const action of [...subject.all('HTTPGetAction'), ...subject.all('TCPSocketAction')])
      if (text(at(action, 'port')) === written && container && isWithin(action, container)) yield at(action, 'port');
  }
}

function withoutRoot(written: string): string {
  return written
    .split('/')
    .filter((part) => part !== '' && part !== '..')
    .join('/');
}

/** `/var/log/../lib` as `/var/lib`. */
function resolved(written: string): string {
  const parts: string[] = [];
  for (const part of written.split('/'))
    if (part !== '..') parts.push(part);
    else if (parts.length > 1) parts.pop();
  return parts.join('/') || '/';
}

function environment(written: string, { version }: Subject): readonly string[] {
  return compareVersions(version, '1.32') >= 0 ? relaxedEnvironmentName(written) : environmentName(written);
}

function mayEndInDash(written: string): readonly string[] {
  return dnsSubdomain(written.length > 1 && written.endsWith('-') ? `${written.slice(0, -2)}a` : written);
}

function csiDriver(written: string): readonly string[] {
  return [
    ...(written.length > 63 ? ['must be no more than 63 characters'] : []),
    ...dnsSubdomain(written.toLowerCase()),
  ];
}

function isPublishSecret(holder: Value): boolean {
  return holder.segment === 'nodePublishSecretRef';
}

function managedBy(written: string): readonly string[] {
  return [...domainPrefixedPath(written), ...(written.length > 63 ? ['must be no more than 63 characters'] : [])];
}
