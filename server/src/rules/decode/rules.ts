/** What keeps an object from being decoded at all. */
import type { Rule } from '../rule.ts';
import { badQuantity } from './bad-quantity.ts';
import { wrongType } from './wrong-type.ts';

export const decodeRules: readonly Rule[] = [wrongType, badQuantity];
