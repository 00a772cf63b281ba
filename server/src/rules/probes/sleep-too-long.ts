import { compareVersions } from '../../catalog/catalog.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, int, number, pathOf } from '../view.ts';

export const sleepTooLong: Rule = validation(
  'sleep-too-long',
  'A hook sleeps no longer than the grace period, in which it must end.',
  function* ({ all, pod, document, version }) {
    if (!pod) return;
    const written = number(at(pod.spec, 'terminationGracePeriodSeconds'));
    // Of a Pod, a negative grace period becomes 1.
    const grace = written === undefined ? 30 : pod.standalone && written < 0 ? 1 : written;
    const least = compareVersions(version, '1.33') >= 0 ? 0 : 1;
    for (const action of all('SleepAction')) {
      const seconds = at(action, 'seconds');
      const duration = int(seconds);
      if (duration >= least && duration <= grace) continue;
      const better = duration < least ? least : grace;
      const fixes = fixByWriting(document, seconds, better);
      yield found(
        seconds,
        `Must be between ${least} and terminationGracePeriodSeconds (${grace})`,
        fixes,
        pathOf(action),
      );
    }
  },
);
