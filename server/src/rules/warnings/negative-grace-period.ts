import { fixByWriting } from '../fields/field-fixes.ts';
import { found, warning } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, number } from '../view.ts';

export const negativeGracePeriod: Rule = warning(
  'negative-grace-period',
  'A negative grace period counts as one second.',
  function* ({ pod, document }) {
    // Of a Pod itself the server has made 1 of it before it warns.
    if (!pod || pod.standalone) return;
    const value = at(pod.spec, 'terminationGracePeriodSeconds');
    if ((number(value) ?? 0) < 0)
      yield found(
        value,
        'Must be >= 0; negative values are invalid and will be treated as 1',
        fixByWriting(document, value, 1),
      );
  },
);
