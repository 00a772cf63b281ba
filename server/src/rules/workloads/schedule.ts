import * as l10n from '@vscode/l10n';
import { replaceValue } from '../edits/replace.ts';
import { fixByWriting } from '../fields/field-fixes.ts';
import { fix, found, validation } from '../report.ts';
import type { Rule } from '../rule.ts';
import { at, isSet, text } from '../view.ts';
import { mendSchedule, scheduleProblem, timeZoneProblem } from './cron.ts';

export const schedule: Rule = validation(
  'schedule',
  'A CronJob runs by five fields (minute, hour, day of the month, month, day of the week) or by a name such as @daily; its time zone is a field of its own.',
  function* ({ object, root, document }) {
    if (object.kind !== 'CronJob') return;
    const value = at(root, 'spec', 'schedule');
    const written = text(value);
    if (written !== '') {
      const problem = scheduleProblem(written);
      const meant = problem ? mendSchedule(written) : undefined;
      const fixes = meant ? fixByWriting(document, value, meant) : [];
      if (problem) yield found(value, `Invalid schedule: ${problem}`, fixes);
      if (written.includes('TZ')) {
        const bare = written.replace(/^(?:CRON_)?TZ=\S*\s*/, '');
        yield found(
          value,
          'The time zone must be in timeZone, not in the schedule',
          bare && bare !== written
            ? fix(l10n.t('Remove it from the schedule'), true, replaceValue(document, value, bare))
            : [],
        );
      }
    }
    const zone = at(root, 'spec', 'timeZone');
    const problem = isSet(zone) ? timeZoneProblem(text(zone)) : undefined;
    if (!problem) return;
    const meant = /did you mean (\S+)\?/.exec(problem)?.[1];
    yield found(zone, `Invalid time zone: ${problem}`, meant ? fixByWriting(document, zone, meant) : []);
  },
);
