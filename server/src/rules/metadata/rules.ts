/** What every object says of itself: its name, its labels and annotations, its owners. */
import type { Rule } from '../rule.ts';
import { claimTemplateMetadata } from './claim-template-metadata.ts';
import { invalidAnnotation } from './invalid-annotation.ts';
import { finalizerRule } from './invalid-finalizer.ts';
import { invalidLabel } from './invalid-label.ts';
import { namespaceRule } from './invalid-namespace.ts';
import { ownerRule } from './invalid-owner.ts';
import { invalidSelector } from './invalid-selector.ts';
import { managedFields } from './managed-fields.ts';
import { objectNameRule } from './object-name.ts';

export const metadataRules: readonly Rule[] = [
  objectNameRule,
  namespaceRule,
  finalizerRule,
  ownerRule,
  managedFields,
  claimTemplateMetadata,
  invalidLabel,
  invalidAnnotation,
  invalidSelector,
];
