import { opinion } from '../report.ts';
import type { Rule } from '../rule.ts';
import { missingAmounts } from './missing-amounts.ts';

export const missingLimits: Rule = opinion(
  'missing-limits',
  'Without a memory limit a container may take all of its node.',
  (subject) => missingAmounts(subject, 'limits', ['memory']),
);
