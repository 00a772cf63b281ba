/** Advice: what no API server objects to, though it is seldom meant. Opinions are silent until they are asked for. */

import type { Rule } from '../rule.ts';
import { hiddenMount } from './hidden-mount.ts';
import { latestImage } from './latest-image.ts';
import { missingLimits } from './missing-limits.ts';
import { missingReadinessProbe } from './missing-readiness-probe.ts';
import { missingRequests } from './missing-requests.ts';
import { mountInReadOnly } from './mount-in-read-only.ts';
import { probePortName } from './probe-port-name.ts';
import { probePortNumber } from './probe-port-number.ts';
import { sameProbes } from './same-probes.ts';
import { unusedVolume } from './unused-volume.ts';

export const adviceRules: readonly Rule[] = [
  probePortName,
  probePortNumber,
  hiddenMount,
  mountInReadOnly,
  latestImage,
  missingReadinessProbe,
  missingRequests,
  missingLimits,
  sameProbes,
  unusedVolume,
];
