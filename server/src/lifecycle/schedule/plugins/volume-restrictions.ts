/** VolumeRestrictions: claims must be there, and some kinds of disks are for one Pod of a node. */
import { asMappings, asStrings, isMapping, type PlainMapping } from '../../../model/plain.ts';
import { type Plugin, resolvable } from '../plugin.ts';
import type { SchedulingPod } from '../pod.ts';

export const volumeRestrictions: Plugin = {
  name: 'VolumeRestrictions',

  preFilter: ({ pod, missingClaims }) => {
    const missing = pod.claims.find(({ name, isEphemeral }) => !isEphemeral && missingClaims.includes(name));
    return missing === undefined ? undefined : { obstacle: `persistentvolumeclaim "${missing.name}" not found` };
  },

  filter: ({ pod }) => {
    const wanted = volumesOf(pod).filter((volume) => Object.keys(CONFLICTS).some((kind) => isMapping(volume[kind])));
    if (wanted.length === 0) return undefined;
    return ({ pods }) =>
      pods.some((other) => volumesOf(other).some((used) => wanted.some((volume) => areInConflict(volume, used))))
        ? resolvable('node(s) had no available disk')
        : undefined;
  },
};

function volumesOf({ spec }: SchedulingPod): readonly PlainMapping[] {
  return asMappings(spec.volumes);
}

/** By the kind of volume: whether two of it cannot be on one node (`isVolumeConflict`). */
const CONFLICTS: Readonly<Record<string, (a: PlainMapping, b: PlainMapping) => boolean>> = {
  gcePersistentDisk: (a, b) => a.pdName === b.pdName && !areReadOnly(a, b),
  awsElasticBlockStore: (a, b) => a.volumeID === b.volumeID,
  iscsi: (a, b) => a.iqn === b.iqn && !areReadOnly(a, b),
  rbd: (a, b) => {
    const monitors = asStrings(b.monitors);
    const pool = ({ pool = 'rbd' }: PlainMapping) => pool;
    return (
      asStrings(a.monitors).some((monitor) => monitors.includes(monitor)) &&
      pool(a) === pool(b) &&
      a.image === b.image &&
      !areReadOnly(a, b)
    );
  },
};

function areInConflict(a: PlainMapping, b: PlainMapping): boolean {
  return Object.entries(CONFLICTS).some(
    ([kind, areSame]) => isMapping(a[kind]) && isMapping(b[kind]) && areSame(a[kind], b[kind]),
  );
}

function areReadOnly(a: PlainMapping, b: PlainMapping): boolean {
  return a.readOnly === true && b.readOnly === true;
}
