/** VolumeBinding, as far as claims go that are made for one Pod alone. A claim that exists is taken to be bound. */
import { asMappings, asString, isMapping } from '../../../model/plain.ts';
import type { Plugin } from '../plugin.ts';

export const volumeBinding: Plugin = {
  name: 'VolumeBinding',
  preFilter: ({ pod, missingClaims }) => {
    const claims = asMappings(pod.spec.volumes)
      .filter(({ ephemeral }) => isMapping(ephemeral))
      .map(({ name }) => ephemeralClaimName(pod.name, asString(name) ?? ''));
    const missing = claims.find((claim) => missingClaims.includes(claim));
    return missing === undefined
      ? undefined
      : { obstacle: `waiting for ephemeral volume controller to create the persistentvolumeclaim "${missing}"` };
  },
};

/** `VolumeClaimName` (`component-helpers/storage/ephemeral`) */
export function ephemeralClaimName(pod: string, volume: string): string {
  return `${pod}-${volume}`;
}
