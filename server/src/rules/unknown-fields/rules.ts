/** Fields that the type does not have, and keys that stand twice. */
import type { Rule } from '../rule.ts';
import { duplicateKey } from './duplicate-key.ts';
import { fieldOfOtherVersion } from './field-of-other-version.ts';
import { unknownField } from './unknown-field.ts';

export const strictRules: readonly Rule[] = [unknownField, fieldOfOtherVersion, duplicateKey];
