/** Volumes and their sources. What every source demands stands in required.ts, names.ts, ranges.ts and choices.ts. */
import type { Rule } from '../rule.ts';
import { claimSource } from './claim-source.ts';
import { downwardFile } from './downward-file.ts';
import { driverVolume } from './driver-volume.ts';
import { duplicateVolume } from './duplicate-volume.ts';
import { emptyDirSize } from './empty-dir-size.ts';
import { ephemeralClaim } from './ephemeral-claim.ts';
import { imageVolume } from './image-volume.ts';
import { networkVolume } from './network-volume.ts';
import { projectedVolume } from './projected-volume.ts';
import { tokenWithoutAccount } from './token-without-account.ts';
import { volumeSources } from './volume-sources.ts';

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
