import * as l10n from '@vscode/l10n';
import { replaceValue } from '../edits/replace.ts';
import { fix, found, validation } from '../report.ts';
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
          fix(l10n.t('Write {0}', '1'), true, replaceValue(document, value, 1)),
        );
    }
  },
);
