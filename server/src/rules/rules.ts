/** The table of all rules; one file a family. */
import { badQuantity, wrongType } from './decode.ts';
import { kindRules } from './kind.ts';
import type { Rule } from './rule.ts';
import { strictRules } from './unknown-fields.ts';

export const rules: readonly Rule[] = [...kindRules, wrongType, badQuantity, ...strictRules];
