import * as l10n from '@vscode/l10n';
import { found, opinion } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet } from '../view.ts';
import { serving } from './serving.ts';

export const missingReadinessProbe: Rule = opinion(
  'missing-readiness-probe',
  'Without a readiness probe a container counts as ready, and gets requests, as soon as it runs.',
  function* (subject) {
    for (const { value } of serving(subject))
      if (at(value, 'ports').items.length > 0 && !isSet(at(value, 'readinessProbe')))
        yield found(at(value, 'readinessProbe'), l10n.t('A container with ports has no readiness probe'));
  },
);
