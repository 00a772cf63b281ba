/** The PersistentVolumeClaims that a Pod's volumes are on. */
import { asMapping, asMappings, asString, isMapping } from '../../model/plain.ts';

export interface VolumeClaim {
  /** In the Pod's namespace. */
  readonly name: string;
  /** Made for this Pod alone, from the template in its volume. */
  readonly isEphemeral: boolean;
}

/** In the order of the volumes. */
export function claimsOf(pod: unknown): readonly VolumeClaim[] {
  const { metadata, spec } = asMapping(pod);
  const podName = asString(asMapping(metadata).name) ?? '';
  return asMappings(asMapping(spec).volumes).flatMap(({ name, persistentVolumeClaim, ephemeral }): VolumeClaim[] => {
    const claim = asString(asMapping(persistentVolumeClaim).claimName);
    if (claim) return [{ name: claim, isEphemeral: false }];
    // `VolumeClaimName` in `component-helpers/storage/ephemeral`.
    return isMapping(ephemeral) ? [{ name: `${podName}-${asString(name) ?? ''}`, isEphemeral: true }] : [];
  });
}
