/** Amounts that are legal, and surely not meant: bytes for a memory, thousands of cores, units that do not go together. */

import type { Rule } from '../rule.ts';
import { fewBytes } from './few-bytes.ts';
import { manyCores } from './many-cores.ts';
import { mixedUnits } from './mixed-units.ts';
import { zeroRequest } from './zero-request.ts';

export const quantityAdvice: readonly Rule[] = [fewBytes, manyCores, mixedUnits, zeroRequest];
