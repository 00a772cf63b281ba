import * as l10n from '@vscode/l10n';
import { toValue } from '../../yaml/tree.ts';
import { removeValue } from '../edits/remove.ts';
import { addField } from '../fields/field-fixes.ts';
import { fix, foundAtKey, opinion } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { at, int, isSet, type Value } from '../view.ts';
import { serving } from './serving.ts';

export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

export const sameProbes: Rule = opinion(
  'same-probes',
  'A liveness probe equal to the readiness probe restarts a container that only should have had no requests for a while.',
  function* (subject) {
    for (const { value } of serving(subject)) {
      const [liveness, readiness] = [at(value, 'livenessProbe'), at(value, 'readinessProbe')];
      if (!liveness.node || !readiness.node || !isSet(liveness)) continue;
      if (JSON.stringify(toValue(liveness.node)) === JSON.stringify(toValue(readiness.node)))
        yield foundAtKey(
          liveness,
          l10n.t('The liveness probe is equal to the readiness probe: what is not ready is restarted'),
          livenessFixes(subject, liveness),
        );
    }
  },
);

/** More patience before the restart, or none at all. */
function livenessFixes(subject: Subject, liveness: Value): Fix[] {
  const threshold = at(liveness, 'failureThreshold');
  return [
    ...addField(subject, threshold, (int(threshold) || 3) * 3, false),
    ...fix(l10n.t('Remove the liveness probe'), false, removeValue(subject.document, liveness)),
  ];
}
