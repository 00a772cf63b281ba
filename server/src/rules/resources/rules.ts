/** Requests, limits and claims of containers, of the Pod as a whole, and of its volumes. */

import type { Rule } from '../rule.ts';
import { claimStorage } from './claim-storage.ts';
import { hugePagesAlone } from './huge-pages-alone.ts';
import { podResources } from './pod-resources.ts';
import { requestOverLimit } from './request-over-limit.ts';
import { resourceAmount } from './resource-amount.ts';
import { resourceClaim } from './resource-claim.ts';
import { resourceName } from './resource-name.ts';

export const resourceRules: readonly Rule[] = [
  resourceName,
  resourceAmount,
  requestOverLimit,
  hugePagesAlone,
  resourceClaim,
  podResources,
  claimStorage,
];
