/** Rules that look at single fields, each by a table of those that they are about. */
import type { Rule } from '../rule.ts';
import { invalidName } from './invalid-name.ts';
import { missingField } from './missing-field.ts';
import { outOfRange } from './out-of-range.ts';
import { unsupportedAccessMode } from './unsupported-access-mode.ts';
import { unsupportedValue } from './unsupported-value.ts';

export const fieldRules: readonly Rule[] = [
  missingField,
  unsupportedValue,
  unsupportedAccessMode,
  outOfRange,
  invalidName,
];
