import { sign } from '../../quantity/quantity.ts';
import { addField } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, pathOf, quantity } from '../view.ts';
import { quantityText } from './request-over-limit.ts';

export const claimStorage: Rule = validation(
  'claim-storage',
  'A claim requests an amount of storage above zero.',
  function* (subject) {
    for (const claim of subject.all('PersistentVolumeClaimSpec')) {
      const storage = at(claim, 'resources', 'requests', 'storage');
      const path = `${pathOf(at(claim, 'resources'))}[storage]`;
      const amount = quantity(storage);
      if (!storage.entry) {
        const limit = quantityText(at(claim, 'resources', 'limits', 'storage'));
        yield found(
          storage,
          'resources.requests.storage is required',
          addField(subject, storage, limit ?? '1Gi', limit !== undefined),
          path,
        );
      } else if (amount && sign(amount) <= 0) yield found(storage, 'Must be greater than zero', [], path);
    }
  },
);
