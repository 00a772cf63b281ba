import { opinion } from '../report.ts';
import type { Rule } from '../rule.ts';
import { missingAmounts } from './missing-amounts.ts';

export const missingRequests: Rule = opinion(
  'missing-requests',
  'Without requests for CPU and memory the scheduler reserves nothing for a container.',
  (subject) => missingAmounts(subject, 'requests', ['cpu', 'memory']),
);
