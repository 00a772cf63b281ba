/** What the kinds that make Pods demand around and of their template. */
import type { Rule } from '../rule.ts';
import { claimTemplateName } from './claim-template-name.ts';
import { failurePolicy } from './failure-policy.ts';
import { jobIndexes } from './job-indexes.ts';
import { jobSelector } from './job-selector.ts';
import { progressDeadline } from './progress-deadline.ts';
import { rollout } from './rollout.ts';
import { schedule } from './schedule.ts';
import { selectorMatches } from './selector-matches.ts';
import { templateRestart } from './template-restart.ts';

export const workloadRules: readonly Rule[] = [
  selectorMatches,
  templateRestart,
  rollout,
  progressDeadline,
  jobSelector,
  jobIndexes,
  failurePolicy,
  schedule,
  claimTemplateName,
];
