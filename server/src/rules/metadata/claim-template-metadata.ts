import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, pathOf } from '../view.ts';

export const claimTemplateMetadata: Rule = validation(
  'claim-template-metadata',
  "The metadata of an ephemeral volume's claim takes labels and annotations alone: the rest follows from the Pod.",
  function* ({ all, document }) {
    for (const template of all('PersistentVolumeClaimTemplate')) {
      const metadata = at(template, 'metadata');
      for (const [name, value] of metadata.fields) {
        if (name === 'labels' || name === 'annotations' || !isSet(value)) continue;
        const message = `${name} must not be set: it follows from the Pod`;
        // The API server makes the name from Go's, whose first letter alone it lowers.
        const path = pathOf(value).replace(/\.uid$/, '.uID');
        yield found(value, message, fixByRemoving(document, value), path);
      }
    }
  },
);
