/** Which kind of object it is: the API server refuses what it does not serve. */

import type { Rule } from '../rule.ts';
import { missingType } from './missing-type.ts';
import { unknownKind } from './unknown-kind.ts';

export const kindRules: readonly Rule[] = [missingType, unknownKind];
