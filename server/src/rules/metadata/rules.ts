/** What every object says of itself: its name, its labels and annotations, its owners. */
import type { Rule } from '../rule.ts';
import { claimTemplateMetadata } from './claim-template-metadata.ts';
import { invalidAnnotation } from './invalid-annotation.ts';
import { invalidFinalizer } from './invalid-finalizer.ts';
import { invalidLabel } from './invalid-label.ts';
import { invalidNamespace } from './invalid-namespace.ts';
import { invalidOwner } from './invalid-owner.ts';
import { invalidSelector } from './invalid-selector.ts';
import { managedFields } from './managed-fields.ts';
import { objectName } from './object-name.ts';

export const metadataRules: readonly Rule[] = [
  objectName,
  invalidNamespace,
  invalidFinalizer,
  invalidOwner,
  managedFields,
  claimTemplateMetadata,
  invalidLabel,
  invalidAnnotation,
  invalidSelector,
];
