/** Security contexts of the Pod and of its containers. */
import type { Rule } from '../rule.ts';
import { annotationMismatch } from './annotation-mismatch.ts';
import { hostProcess } from './host-process.ts';
import { localhostProfile } from './localhost-profile.ts';
import { otherSystem } from './other-system.ts';
import { podAnnotation } from './pod-annotation.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { sysctl } from './sysctl.ts';
import { unmaskedProc } from './unmasked-proc.ts';
import { windowsOptions } from './windows-options.ts';

export const securityContextRules: readonly Rule[] = [
  privilegeEscalation,
  unmaskedProc,
  localhostProfile,
  sysctl,
  windowsOptions,
  hostProcess,
  otherSystem,
  podAnnotation,
  annotationMismatch,
];
