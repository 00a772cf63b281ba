/** The table of all refactorings, in the order in which a menu has them. */
import { clean } from './clean.ts';
import { extractEnv } from './extract.ts';
import { flowStyle } from './flow-style.ts';
import { harden } from './harden.ts';
import { mounts } from './mounts.ts';
import { namedPort } from './ports.ts';
import { probe } from './probes.ts';
import { quantities } from './quantities.ts';
import type { Refactoring } from './refactoring.ts';
import { resources } from './resources.ts';
import { securityContext } from './security-context.ts';
import { sidecar } from './sidecar.ts';
import { sortFields } from './sort.ts';
import { workload } from './workload.ts';

export const REFACTORINGS: readonly Refactoring[] = [
  extractEnv,
  quantities,
  namedPort,
  securityContext,
  sidecar,
  probe,
  mounts,
  resources,
  workload,
  harden,
  flowStyle,
  sortFields,
  clean,
];
