/** The Pod as a whole: its namespaces, names and DNS. */

import type { Rule } from '../rule.ts';
import { dnsConfig } from './dns-config.ts';
import { hostAlias } from './host-alias.ts';
import { hostUsers } from './host-users.ts';
import { hostnameOverride } from './hostname-override.ts';
import { sharedProcesses } from './shared-processes.ts';

export const podSpecRules: readonly Rule[] = [dnsConfig, hostAlias, hostUsers, sharedProcesses, hostnameOverride];
