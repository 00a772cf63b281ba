import * as l10n from '@vscode/l10n';
import { removeValue } from '../edits/remove.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet } from '../view.ts';

export const readinessGracePeriod: Rule = validation(
  'readiness-grace-period',
  'A readiness probe ends nothing, so it has no terminationGracePeriodSeconds.',
  function* ({ all, document }) {
    for (const probe of all('Probe')) {
      const value = at(probe, 'terminationGracePeriodSeconds');
      if (probe.segment === 'readinessProbe' && isSet(value))
        yield found(
          value,
          'Must not be set for a readiness probe',
          fix(l10n.t('Remove it'), true, removeValue(document, value)),
        );
    }
  },
);
