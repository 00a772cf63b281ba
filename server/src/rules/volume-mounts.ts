/** What containers mount: volumes at paths, and claims as block devices. */
import * as l10n from '@vscode/l10n';
import { compareVersions } from '../catalog/catalog.ts';
import { fix, putValue, removeValue, replaceValue, type Yaml } from './edits.ts';
import { dnsLabel, noBacksteps, toDnsLabel } from './formats.ts';
import { nearest } from './nearest.ts';
import { found, foundAtKey, validation } from './report.ts';
import type { Fix, Rule, Subject } from './rule.ts';
import { at, flag, isSet, pathOf, text, type Value } from './view.ts';

/** The volumes that containers can use, with their sources: those that the server has found no fault with. */
function volumeNames({ pod, root, object }: Subject): Map<string, Value> {
  const volumes = new Map<string, Value>();
  for (const volume of pod?.volumes ?? []) volumes.set(text(at(volume, 'name')), volume);
  // A StatefulSet makes a claim of each template, and a volume of each claim.
  if (object.kind === 'StatefulSet')
    for (const claim of at(root, 'spec', 'volumeClaimTemplates').items)
      volumes.set(text(at(claim, 'metadata', 'name')), claim);
  return volumes;
}

export const unknownVolume: Rule = validation(
  'unknown-volume',
  'A container mounts a volume that the Pod has.',
  function* (subject) {
    const volumes = volumeNames(subject);
    const dropped = new Set(subject.pod?.droppedVolumes.map((volume) => text(at(volume, 'name'))));
    for (const { value } of subject.pod?.containers ?? [])
      for (const field of ['volumeMounts', 'volumeDevices'])
        for (const mount of at(value, field).items) {
          const name = at(mount, 'name');
          if (text(name) === '' || volumes.has(text(name)) || dropped.has(text(name))) continue;
          yield found(
            name,
            `There is no volume "${text(name)}"`,
            volumeFixes(subject, mount, name, [...volumes.keys()]),
          );
        }
  },
);

function volumeFixes(subject: Subject, mount: Value, name: Value, names: readonly string[]): Fix[] {
  const { document, pod } = subject;
  const written = text(name);
  const meant = nearest(
    written,
    names.filter((one) => one !== ''),
  );
  const rename = meant ? fix(l10n.t('Write {0}', meant), true, replaceValue(document, name, meant)) : [];
  const list = pod && at(pod.spec, 'volumes');
  const item = list && { ...at(list, '0'), parent: list, segment: list.items.length };
  const removal = fix(l10n.t('Remove the mount'), false, removeValue(document, mount));
  if (!item) return [...rename, ...removal];
  if (dnsLabel(written).length > 0) {
    const valid = toDnsLabel(written);
    const [renamed, declared] = [
      replaceValue(document, name, valid),
      putValue(document, item, { name: valid, emptyDir: {} }, 'containers'),
    ];
    const isNew = valid !== '' && !names.includes(valid) && renamed && declared;
    const both = isNew
      ? fix(l10n.t('Call it {0} and declare it, as emptyDir', valid), rename.length === 0, [...renamed, ...declared])
      : [];
    return [...rename, ...both, ...removal];
  }
  const isDevice = mount.type?.kind === 'object' && mount.type.definition === 'VolumeDevice';
  const sources: [string, Yaml][] = isDevice
    ? [['persistentVolumeClaim', { claimName: written }]]
    : [
        ['emptyDir', {}],
        ['configMap', { name: written }],
        ['secret', { secretName: written }],
        ['persistentVolumeClaim', { claimName: written }],
      ];
  const declare = sources.flatMap(([source, yaml], index) =>
    fix(
      l10n.t('Declare the volume, as {0}', source),
      rename.length === 0 && index === 0,
      putValue(document, item, { name: written, [source]: yaml }, 'containers'),
    ),
  );
  return [...rename, ...declare, ...removal];
}

export const duplicateMount: Rule = validation(
  'duplicate-mount',
  'Two volumes cannot be mounted at the same path, nor a volume both mounted and used as a device.',
  function* ({ pod, document }) {
    for (const { value } of pod?.containers ?? []) {
      const devices = at(value, 'volumeDevices').items;
      const deviceNames = new Set(devices.map((device) => text(at(device, 'name'))));
      const devicePaths = new Set(devices.map((device) => text(at(device, 'devicePath'))));
      const paths = new Map<string, Value>();
      for (const mount of at(value, 'volumeMounts').items) {
        const path = at(mount, 'mountPath');
        const name = at(mount, 'name');
        const removal = fix(l10n.t('Remove this mount'), true, removeValue(document, mount));
        const earlier = paths.get(text(path));
        if (earlier) {
          const subPath = (one: Value) => text(at(one, 'subPath')) || text(at(one, 'subPathExpr'));
          const isSame = text(at(earlier, 'name')) === text(name) && subPath(earlier) === subPath(mount);
          const other = `${text(path).replace(/\/$/, '')}-2`;
          const move = fix(l10n.t('Mount it at {0}', other), !isSame, replaceValue(document, path, other));
          const fixes = isSame
            ? [...removal, ...move]
            : [...move, ...removal.map((one) => ({ ...one, preferred: false }))];
          if (text(path) !== '') yield found(path, `Must be unique: another volume is mounted at ${text(path)}`, fixes);
        }
        paths.set(text(path), mount);
        if (deviceNames.has(text(name))) yield found(name, 'Must not be in volumeDevices too', removal);
        if (devicePaths.has(text(path)))
          yield found(path, 'Must not be the path of a device in volumeDevices too', removal);
      }
    }
  },
);

export const blockDevice: Rule = validation(
  'block-device',
  'A block device is a claim of the Pod, under a path and a name of its own.',
  function* (subject) {
    const { document } = subject;
    const volumes = volumeNames(subject);
    for (const { value } of subject.pod?.containers ?? []) {
      const mounts = at(value, 'volumeMounts').items;
      const names = new Set<string>();
      const paths = new Set<string>();
      for (const device of at(value, 'volumeDevices').items) {
        const name = at(device, 'name');
        const path = at(device, 'devicePath');
        const removal = fix(l10n.t('Remove this device'), true, removeValue(document, device));
        const volume = volumes.get(text(name));
        const isClaim =
          volume &&
          (isSet(at(volume, 'persistentVolumeClaim')) || isSet(at(volume, 'ephemeral')) || isSet(at(volume, 'spec')));
        if (volume && !isClaim)
          yield found(name, 'Only a persistentVolumeClaim or an ephemeral volume can be a block device', removal);
        if (names.has(text(name))) yield found(name, 'Must be unique', removal);
        if (paths.has(text(path)) && text(path) !== '') yield found(path, 'Must be unique', removal);
        if (noBacksteps(text(path)).length > 0) yield found(path, "Must not contain '..'");
        else paths.add(text(path));
        if (text(name) !== '') names.add(text(name));
        if (mounts.some((mount) => text(at(mount, 'name')) === text(name)))
          yield found(name, 'Must not be in volumeMounts too', removal);
        if (mounts.some((mount) => text(at(mount, 'mountPath')) === text(path)))
          yield found(path, 'Must not be the path of a volume in volumeMounts too', removal);
      }
    }
  },
);

export const subPathTwice: Rule = validation(
  'sub-path-twice',
  'A mount has subPath or subPathExpr, not both.',
  function* ({ all, document }) {
    for (const mount of all('VolumeMount')) {
      const expression = at(mount, 'subPathExpr');
      if (text(expression) !== '' && text(at(mount, 'subPath')) !== '')
        yield found(
          expression,
          'subPathExpr and subPath are mutually exclusive',
          fix(l10n.t('Remove it'), true, removeValue(document, expression)),
        );
    }
  },
);

export const mountOptions: Rule = validation(
  'mount-options',
  'How a mount propagates and what is read-only in it must go together; only privileged containers propagate to the node.',
  function* (subject) {
    const { document } = subject;
    for (const { value } of subject.pod?.containers ?? [])
      for (const mount of at(value, 'volumeMounts').items) {
        const propagation = at(mount, 'mountPropagation');
        const isPrivileged = flag(at(value, 'securityContext', 'privileged')) === true;
        if (text(propagation) === 'Bidirectional' && !isPrivileged) {
          const fixes = [
            ...fix(
              l10n.t('Write {0}', 'HostToContainer'),
              true,
              replaceValue(document, propagation, 'HostToContainer'),
            ),
            ...(flag(at(value, 'securityContext', 'allowPrivilegeEscalation')) === false
              ? []
              : fix(
                  l10n.t('Make the container privileged'),
                  false,
                  putValue(document, at(value, 'securityContext', 'privileged'), true),
                )),
          ];
          yield found(
            propagation,
            'Bidirectional mount propagation is available only to privileged containers',
            fixes,
            listPath(propagation),
          );
        }
        const recursive = at(mount, 'recursiveReadOnly');
        if (text(recursive) !== 'Enabled' && text(recursive) !== 'IfPossible') continue;
        if (!flag(at(mount, 'readOnly'))) {
          const fixes = fix(l10n.t('Add {0}', 'readOnly: true'), true, putValue(document, at(mount, 'readOnly'), true));
          yield found(
            recursive,
            'recursiveReadOnly may only be specified when readOnly is true',
            fixes,
            listPath(recursive),
          );
        }
        if (isSet(propagation) && text(propagation) !== 'None') {
          const fixes = fix(l10n.t('Remove {0}', 'mountPropagation'), true, removeValue(document, propagation));
          yield found(
            recursive,
            'recursiveReadOnly may only be specified when mountPropagation is None',
            fixes,
            listPath(recursive),
          );
        }
      }
  },
);

/** The API server leaves out the index. */
function listPath(value: Value): string {
  return pathOf(value).replace(/\[\d+\]\.(\w+)$/, '.$1');
}

export const devicesInUserNamespace: Rule = validation(
  'devices-in-user-namespace',
  'A Pod in a user namespace has no block devices.',
  function* ({ pod, version }) {
    if (!pod || flag(at(pod.spec, 'hostUsers')) !== false || compareVersions(version, '1.34') < 0) return;
    for (const { value } of pod.containers) {
      const devices = at(value, 'volumeDevices');
      if (devices.items.length > 0) yield foundAtKey(devices, 'volumeDevices must not be set when hostUsers is false');
    }
  },
);

export const mountRules: readonly Rule[] = [
  unknownVolume,
  duplicateMount,
  blockDevice,
  subPathTwice,
  mountOptions,
  devicesInUserNamespace,
];
