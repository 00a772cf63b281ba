/** VolumeBinding, as far as claims are concerned that do not exist yet. One that exists is taken to be bound. */
import type { Plugin } from '../plugin.ts';

export const volumeBinding: Plugin = {
  name: 'VolumeBinding',
  // VolumeRestrictions has told of other claims already.
  preFilter: ({ pod, missingClaims }) => {
    const missing = pod.claims.find(({ name, isEphemeral }) => isEphemeral && missingClaims.includes(name));
    return missing === undefined
      ? undefined
      : { obstacle: `waiting for ephemeral volume controller to create the persistentvolumeclaim "${missing.name}"` };
  },
};
