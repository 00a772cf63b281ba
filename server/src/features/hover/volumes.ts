/** Volumes: what they are, and who mounts them where. */
import * as l10n from '@vscode/l10n';
import { asMapping, asMappings, asString, type PlainMapping } from '../../model/plain.ts';
import { volumesOf } from '../../model/volumes.ts';
import { listed } from '../../texts.ts';
import { toValue } from '../../yaml/tree.ts';
import { code, type Describe, paragraph } from './hovered.ts';

export const describeVolume: Describe = (hovered) => {
  const { owner, field, place, pod } = hovered;
  if (!pod) return undefined;
  const volumes = asMappings(asMapping(pod.spec).volumes);
  if (field === 'VolumeMount.name' || field === 'VolumeMount.mountPath') {
    const name = asMapping(place.parent && toValue(place.parent.node)).name;
    const volume = volumes.find((one) => one.name === name);
    return volume && describeSource(volume);
  }
  if (field === 'PodSpec.volumes' && place.node.kind === 'sequence')
    return volumes.map((one) => inOneLine(one, pod)).join('\n');
  if (owner.definition !== 'Volume') return undefined;
  const index = place.path.findLast((segment) => typeof segment === 'number');
  const volume = volumes[Number(index)];
  const name = asString(volume?.name);
  if (!volume || name === undefined) return undefined;
  const mounts = mountsOf(name, pod);
  const use = mounts.length > 0 ? l10n.t('Mounted by {0}.', listed(mounts)) : l10n.t('No container mounts it.');
  return field === 'Volume.name' ? paragraph([describeSource(volume), use]) : use;
};

function inOneLine(volume: PlainMapping, pod: PlainMapping): string {
  const name = asString(volume.name) ?? '?';
  const mounts = mountsOf(name, pod);
  const use = mounts.length > 0 ? l10n.t('Mounted by {0}.', listed(mounts)) : l10n.t('Mounted by nobody.');
  return `- ${l10n.t('{0}: {1}', code(name), paragraph([describeSource(volume), use]) ?? '')}`;
}

function mountsOf(volume: string, pod: PlainMapping): string[] {
  const mounts = volumesOf(pod).find(({ name }) => name === volume)?.mounts ?? [];
  return mounts.map(({ container, at, readOnly }) =>
    readOnly
      ? l10n.t('{0} at {1} (read-only)', code(container), code(at))
      : l10n.t({ message: '{0} at {1}', comment: 'a container and a path', args: [code(container), code(at)] }),
  );
}

function describeSource(volume: PlainMapping): string {
  const source = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
  return SOURCES[source]?.(asMapping(volume[source])) ?? l10n.t('A {0} volume.', code(source));
}

const named = (value: unknown): string => code(asString(value) ?? '?');

const SOURCES: Readonly<Record<string, (source: PlainMapping) => string>> = {
  emptyDir: ({ medium }) =>
    medium === 'Memory'
      ? l10n.t(
          'Empty at the Pod’s start and in memory: what is written counts as the container’s memory, and goes with the Pod.',
        )
      : l10n.t('Empty at the Pod’s start, kept over restarts of containers, deleted with the Pod.'),
  configMap: ({ name }) => l10n.t('The keys of ConfigMap {0} as files.', named(name)),
  secret: ({ secretName }) => l10n.t('The keys of Secret {0} as files, in memory.', named(secretName)),
  persistentVolumeClaim: ({ claimName }) =>
    l10n.t('PersistentVolumeClaim {0}, which outlives the Pod.', named(claimName)),
  hostPath: ({ path }) => l10n.t('{0} of the node on which the Pod happens to run.', named(path)),
  nfs: ({ server, path }) => l10n.t('The NFS export {0}.', code(`${asString(server) ?? '?'}:${asString(path) ?? '?'}`)),
  projected: () => l10n.t('Several sources in one folder.'),
  downwardAPI: () => l10n.t('Facts about the Pod as files.'),
  ephemeral: () => l10n.t('A PersistentVolumeClaim that is made with the Pod and deleted with it.'),
  csi: ({ driver }) => l10n.t('A volume of the CSI driver {0}.', named(driver)),
  image: ({ reference }) => l10n.t('The files of image {0}, read-only.', named(reference)),
};
