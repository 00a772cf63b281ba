/** Ports of containers. */

import type { Rule } from '../rule.ts';
import { duplicateHostPort } from './duplicate-host-port.ts';
import { duplicatePortName } from './duplicate-port-name.ts';
import { hostPortMismatch } from './host-port-mismatch.ts';

export const portRules: readonly Rule[] = [duplicatePortName, duplicateHostPort, hostPortMismatch];
