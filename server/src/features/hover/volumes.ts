/** Volumes: what they are, and who mounts them where. */
import { asMapping, asMappings, asString, type PlainMapping } from '../../model/plain.ts';
import { volumesOf } from '../../model/volumes.ts';
import { toValue } from '../../yaml/tree.ts';
import { code, type Describe, listed } from './hovered.ts';

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
  const use = mounts.length > 0 ? `Mounted by ${listed(mounts)}.` : 'No container mounts it.';
  return field === 'Volume.name' ? [describeSource(volume), use].join(' ') : use;
};

function inOneLine(volume: PlainMapping, pod: PlainMapping): string {
  const name = asString(volume.name) ?? '?';
  const mounts = mountsOf(name, pod);
  return `- ${code(name)}: ${describeSource(volume)} ${mounts.length > 0 ? `Mounted by ${listed(mounts)}.` : 'Mounted by nobody.'}`;
}

function mountsOf(volume: string, pod: PlainMapping): string[] {
  const mounts = volumesOf(pod).find(({ name }) => name === volume)?.mounts ?? [];
  return mounts.map(
    ({ container, at, readOnly }) => `${code(container)} at ${code(at)}${readOnly ? ' (read-only)' : ''}`,
  );
}

function describeSource(volume: PlainMapping): string {
  const source = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
  const about = SOURCES[source]?.(asMapping(volume[source])) ?? `A ${code(source)} volume`;
  return `${about}.`;
}

const named = (what: string, value: unknown): string => `${what} ${code(asString(value) ?? '?')}`;

const SOURCES: Readonly<Record<string, (source: PlainMapping) => string>> = {
  emptyDir: ({ medium }) =>
    medium === 'Memory'
      ? 'Empty at the Pod’s start and in memory: what is written counts as the container’s memory, and goes with the Pod'
      : 'Empty at the Pod’s start, kept over restarts of containers, deleted with the Pod',
  configMap: ({ name }) => `The keys of ${named('ConfigMap', name)} as files`,
  secret: ({ secretName }) => `The keys of ${named('Secret', secretName)} as files, in memory`,
  persistentVolumeClaim: ({ claimName }) => `${named('PersistentVolumeClaim', claimName)}, which outlives the Pod`,
  hostPath: ({ path }) => `${code(asString(path) ?? '?')} of the node on which the Pod happens to run`,
  nfs: ({ server, path }) => `The NFS export ${code(`${asString(server) ?? '?'}:${asString(path) ?? '?'}`)}`,
  projected: () => 'Several sources in one folder',
  downwardAPI: () => 'Facts about the Pod as files',
  ephemeral: () => 'A PersistentVolumeClaim that is made with the Pod and deleted with it',
  csi: ({ driver }) => `A volume of the CSI driver ${code(asString(driver) ?? '?')}`,
  image: ({ reference }) => `The files of ${named('image', reference)}, read-only`,
};
