/** Fields that the API server demands wherever their holder stands. */
import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import type { Yaml } from '../edits/yaml.ts';
import { toDnsLabel } from '../formats.ts';
import { fieldForName, keyForVariable, variableForSource, WELL_KNOWN_PORTS } from '../guesses.ts';
import { fix, found, validation } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, enclosing, int, isA, isSet, nameOf, pathOf, text, type Value } from '../view.ts';
import { nameForVolume } from '../volume-mounts/unknown-volume.ts';
import { addField } from './field-fixes.ts';

interface Required {
  /** Whether the value is as good as none. */
  readonly isMissing: (value: Value) => boolean;
  /** What a person would write there, as far as the rest of the manifest tells. */
  readonly suggest?: (holder: Value, subject: Subject) => Yaml | undefined;
  /** What might be meant, where nothing tells what is. */
  readonly offer?: (holder: Value, subject: Subject) => readonly Yaml[];
  /** What goes with it when it is written empty: without it, its holders say nothing. */
  readonly remove?: (value: Value) => Value | undefined;
  /** Where the API server puts it, when that is not the field itself. */
  readonly path?: (value: Value) => string;
}

const noText = (value: Value) => text(value) === '';
const noItems = (value: Value) => value.items.length === 0;
const notSet = (value: Value) => !isSet(value);

const string = (suggest?: Required['suggest']): Required => ({ isMissing: noText, ...(suggest && { suggest }) });
export const list = (suggest?: Required['suggest']): Required => ({ isMissing: noItems, ...(suggest && { suggest }) });
const holderPath = (levels: number) => (value: Value) => {
  let holder: Value = value;
  for (let i = 0; i < levels && holder.parent; i++) holder = holder.parent;
  return pathOf(holder);
};

/** By `Definition.field`. */
const REQUIRED: Readonly<Record<string, Required>> = {
  'Container.name': string(containerName),
  'Container.image': { ...string(imageForName), offer: imagesBeside },
  'EphemeralContainer.name': string(containerName),
  'EphemeralContainer.image': { ...string(imageForName), offer: imagesBeside },
  'ContainerPort.containerPort': {
    isMissing: (value) => int(value) === 0,
    suggest: (port) => int(at(port, 'hostPort')) || WELL_KNOWN_PORTS[text(at(port, 'name'))],
  },
  'EnvVar.name': string(variableForSource),
  'ConfigMapEnvSource.name': string(),
  'SecretEnvSource.name': string(),
  'ConfigMapKeySelector.key': string(keyForVariable),
  'SecretKeySelector.key': string(keyForVariable),
  'FileKeySelector.key': string(),
  'FileKeySelector.volumeName': string(),
  'FileKeySelector.path': string(),
  'ObjectFieldSelector.fieldPath': {
    ...string(fieldForName),
    path: (value) => pathOf(value).replace(/(downwardAPI)\.items\[\d+\]/, '$1'),
  },
  'VolumeMount.name': string(onlyVolume),
  'VolumeMount.mountPath': string((mount) => (text(at(mount, 'name')) ? `/${text(at(mount, 'name'))}` : undefined)),
  'VolumeDevice.name': string(onlyVolume),
  'VolumeDevice.devicePath': string(),
  'Volume.name': string((_, subject) => nameForVolume(subject)),
  'HostPathVolumeSource.path': string(onlyMountPath),
  'GitRepoVolumeSource.repository': string(),
  'GCEPersistentDiskVolumeSource.pdName': {
    ...string(nameOfVolume),
    // The API server's own slip: it leaves out `gce`.
    path: (value) => pathOf(value).replace(/gcePersistentDisk\.pdName$/, 'persistentDisk.pdName'),
  },
  'AWSElasticBlockStoreVolumeSource.volumeID': string(),
  'SecretVolumeSource.secretName': string(nameOfVolume),
  'ConfigMapVolumeSource.name': string(nameOfVolume),
  'PersistentVolumeClaimVolumeSource.claimName': string(nameOfVolume),
  'NFSVolumeSource.server': string(),
  'NFSVolumeSource.path': string(() => '/'),
  'ISCSIVolumeSource.targetPortal': string(),
  'ISCSIVolumeSource.iqn': string(),
  'GlusterfsVolumeSource.endpoints': string(),
  'GlusterfsVolumeSource.path': string(),
  'RBDVolumeSource.monitors': list(),
  'RBDVolumeSource.image': string(),
  'CinderVolumeSource.volumeID': string(),
  'CephFSVolumeSource.monitors': list(),
  'QuobyteVolumeSource.registry': string(),
  'QuobyteVolumeSource.volume': string(nameOfVolume),
  'FlexVolumeSource.driver': string(),
  'AzureFileVolumeSource.secretName': string(),
  'AzureFileVolumeSource.shareName': string(),
  'AzureDiskVolumeSource.diskName': string(),
  'AzureDiskVolumeSource.diskURI': string(),
  'VsphereVirtualDiskVolumeSource.volumePath': string(),
  'PhotonPersistentDiskVolumeSource.pdID': string(),
  'PortworxVolumeSource.volumeID': string(),
  'ScaleIOVolumeSource.gateway': string(),
  'ScaleIOVolumeSource.system': string(),
  'ScaleIOVolumeSource.volumeName': string(nameOfVolume),
  'StorageOSVolumeSource.volumeName': string(nameOfVolume),
  'CSIVolumeSource.driver': string(),
  'EphemeralVolumeSource.volumeClaimTemplate': { isMissing: notSet },
  'KeyToPath.key': string((item) => text(at(item, 'path')) || undefined),
  'KeyToPath.path': string((item) => text(at(item, 'key')) || undefined),
  'SecretProjection.name': string(nameOfVolume),
  'ConfigMapProjection.name': string(nameOfVolume),
  // The API server leaves out `items` and the index.
  'DownwardAPIVolumeFile.path': { ...string(fileOfField), path: (value) => `${holderPath(3)(value)}.path` },
  'ServiceAccountTokenProjection.path': { ...string(() => 'token'), path: (value) => `${holderPath(4)(value)}.path` },
  'ClusterTrustBundleProjection.path': string(() => 'ca-bundle.pem'),
  'ExecAction.command': { ...list(), remove: emptyHook },
  'ResourceClaim.name': { ...string(onlyClaim), path: holderPath(1) },
  'PodResourceClaim.name': string(),
  'TopologySpreadConstraint.topologyKey': string(() => 'kubernetes.io/hostname'),
  'PodAffinityTerm.topologyKey': string(() => 'kubernetes.io/hostname'),
  'NodeSelector.nodeSelectorTerms': { ...list(), remove: (terms) => (terms.node ? terms.parent : undefined) },
  'PodOS.name': string(() => 'linux'),
  'Sysctl.name': string(),
  'PodDNSConfigOption.name': { ...string(), path: holderPath(1) },
  'SeccompProfile.type': string((profile) => (isSet(at(profile, 'localhostProfile')) ? 'Localhost' : 'RuntimeDefault')),
  'AppArmorProfile.type': string((profile) =>
    isSet(at(profile, 'localhostProfile')) ? 'Localhost' : 'RuntimeDefault',
  ),
  'ContainerResizePolicy.resourceName': { ...string(), path: holderPath(2) },
  'ContainerResizePolicy.restartPolicy': { ...string(() => 'NotRequired'), path: holderPath(2) },
  'ContainerRestartRule.exitCodes': { isMissing: notSet },
  'PersistentVolumeClaimSpec.accessModes': list(() => ['ReadWriteOnce']),
  'TypedLocalObjectReference.name': string(),
  'TypedLocalObjectReference.kind': string(() => 'PersistentVolumeClaim'),
  'TypedObjectReference.name': string(),
  'TypedObjectReference.kind': string(() => 'PersistentVolumeClaim'),
  'PodFailurePolicyRule.action': string(),
  'PodFailurePolicyOnExitCodesRequirement.operator': string(() => 'In'),
  'SuccessPolicy.rules': list(),
  'CronJobSpec.schedule': string(),
};

const TABLE = Object.entries(REQUIRED).map(([name, required]) => {
  const [definition = '', field = ''] = name.split('.');
  return { definition, field, required };
});

export const missingField: Rule = validation(
  'missing-field',
  'A field that the API server demands is missing or empty.',
  function* (subject) {
    for (const { definition, field, required } of TABLE)
      for (const holder of subject.all(definition)) {
        const value = at(holder, field);
        if (!required.isMissing(value)) continue;
        yield found(value, `${field} is required`, fixesOf(subject, holder, value, required), required.path?.(value));
      }
  },
);

function fixesOf(subject: Subject, holder: Value, value: Value, { suggest, offer, remove }: Required): Fix[] {
  const yaml = suggest?.(holder, subject);
  if (yaml !== undefined) return addField(subject, value, yaml);
  const offered = offer?.(holder, subject) ?? [];
  return [...removal(subject, remove?.(value)), ...offered.flatMap((one) => addField(subject, value, one, false))];
}

function removal({ document }: Subject, value: Value | undefined): Fix[] {
  return value ? fix(l10n.t('Remove {0}', nameOf(value)), true, removeValue(document, value)) : [];
}

/** A hook that runs nothing, though written out: `preStop: { exec: {} }`. */
function emptyHook(command: Value): Value | undefined {
  const hook = command.parent?.parent;
  const isHook = hook !== undefined && isA(hook, 'LifecycleHandler');
  const isWritten = command.node ?? (command.parent?.node?.kind === 'mapping' && command.parent.fields.size === 0);
  if (!isHook || !isWritten) return undefined;
  const lifecycle = hook.parent;
  return lifecycle?.fields.size === 1 ? lifecycle : hook;
}

/** From the image's last part: `registry.example/web-server:1.2` makes `web-server`. */
function containerName(container: Value, { pod }: Subject): Yaml | undefined {
  const image = text(at(container, 'image'));
  const base = toDnsLabel((image.split('/').at(-1) ?? '').replace(/[:@].*$/, '')) || 'main';
  const taken = new Set(pod?.containers.map(({ value }) => text(at(value, 'name'))));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}

/** Images that are called like the container. */
const WELL_KNOWN_IMAGES = new Set([
  'alpine',
  'busybox',
  'httpd',
  'memcached',
  'mysql',
  'nginx',
  'postgres',
  'rabbitmq',
  'redis',
  'ubuntu',
]);

function imageForName(container: Value): Yaml | undefined {
  const name = text(at(container, 'name'));
  return WELL_KNOWN_IMAGES.has(name) ? name : undefined;
}

/** A Pod's containers often share an image. */
function imagesBeside(_: Value, { pod }: Subject): readonly Yaml[] {
  const images = pod?.containers.map(({ value }) => text(at(value, 'image'))) ?? [];
  return [...new Set(images)].filter((image) => image !== '' && image === image.trim());
}

function onlyVolume(_: Value, { pod }: Subject): Yaml | undefined {
  const names = pod?.volumes.map((volume) => text(at(volume, 'name'))).filter((name) => name !== '') ?? [];
  return names.length === 1 ? names[0] : undefined;
}

/** Directories of the node often have the same path in the container. */
function onlyMountPath(source: Value, subject: Subject): Yaml | undefined {
  const name = nameOfVolume(source);
  const mounts = subject.all('VolumeMount').filter((mount) => name !== undefined && text(at(mount, 'name')) === name);
  const paths = new Set(mounts.map((mount) => text(at(mount, 'mountPath'))).filter((path) => path.startsWith('/')));
  return paths.size === 1 ? [...paths][0] : undefined;
}

/** The name of the volume that a source stands in: people call a volume like what it holds. */
function nameOfVolume(source: Value): Yaml | undefined {
  const volume = enclosing(source, 'Volume');
  return volume && (text(at(volume, 'name')) || undefined);
}

function fileOfField(file: Value): Yaml | undefined {
  const field = text(at(file, 'fieldRef', 'fieldPath')) || text(at(file, 'resourceFieldRef', 'resource'));
  return field.split('.').at(-1) || undefined;
}

function onlyClaim(_: Value, { pod }: Subject): Yaml | undefined {
  const names = pod ? at(pod.spec, 'resourceClaims').items.map((claim) => text(at(claim, 'name'))) : [];
  return names.length === 1 ? names[0] : undefined;
}
