/** Environment variables, and where their values come from. */

import type { Rule } from '../rule.ts';
import { envFromSource } from './env-from-source.ts';
import { envSource } from './env-source.ts';
import { fieldReference } from './field-reference.ts';
import { fileKeyVolume } from './file-key-volume.ts';
import { resourceReference } from './resource-reference.ts';

export const envRules: readonly Rule[] = [envSource, envFromSource, fieldReference, resourceReference, fileKeyVolume];
