/** Probes and lifecycle hooks. */

import type { Rule } from '../rule.ts';
import { handlerCount } from './handler-count.ts';
import { httpHeader } from './http-header.ts';
import { probePort } from './probe-port.ts';
import { probeSuccessThreshold } from './probe-success-threshold.ts';
import { readinessGracePeriod } from './readiness-grace-period.ts';
import { sleepTooLong } from './sleep-too-long.ts';

export const probeRules: readonly Rule[] = [
  handlerCount,
  probePort,
  httpHeader,
  probeSuccessThreshold,
  readinessGracePeriod,
  sleepTooLong,
];
