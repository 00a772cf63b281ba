import { fixByRemoving } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet } from '../view.ts';

export const readinessGracePeriod: Rule = validation(
  'readiness-grace-period',
  'A readiness probe ends nothing, so it has no terminationGracePeriodSeconds.',
  function* ({ all, document }) {
    for (const probe of all('Probe')) {
      const value = at(probe, 'terminationGracePeriodSeconds');
      if (probe.segment === 'readinessProbe' && isSet(value))
        yield found(value, 'Must not be set for a readiness probe', fixByRemoving(document, value));
    }
  },
);
