/** Where a Pod may run: affinity, tolerations, topology spread and scheduling gates. */
import type { Rule } from '../rule.ts';
import { nodeExpression } from './node-expression.ts';
import { podAffinity } from './pod-affinity.ts';
import { schedulingGate } from './scheduling-gate.ts';
import { toleration } from './toleration.ts';
import { topologySpread } from './topology-spread.ts';

export const schedulingRules: readonly Rule[] = [
  nodeExpression,
  podAffinity,
  toleration,
  topologySpread,
  schedulingGate,
];
