import { fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, number } from '../view.ts';

export const probeSuccessThreshold: Rule = validation(
  'probe-success-threshold',
  'A liveness or startup probe that succeeds once has succeeded: its successThreshold is 1.',
  function* ({ all, document }) {
    for (const probe of all('Probe')) {
      if (probe.segment === 'readinessProbe') continue;
      const value = at(probe, 'successThreshold');
      const threshold = number(value) ?? 0;
      // 0 is filled in with 1.
      if (threshold !== 0 && threshold !== 1)
        yield found(
          value,
          `Must be 1 for a ${String(probe.segment).replace('Probe', '')} probe`,
          fixByWriting(document, value, 1),
        );
    }
  },
);
