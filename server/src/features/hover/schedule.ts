/** A cron schedule in words, and when it is due next. */
import * as l10n from '@vscode/l10n';
import { asString } from '../../model/plain.ts';
import { nextRuns, onTheWall, parseSchedule } from '../../model/schedule.ts';
import { childOf, toValue } from '../../yaml/tree.ts';
import { scheduleInWords } from '../schedule-words.ts';
import { code, type Describe } from './hovered.ts';

/** How many of the next runs are told. */
const RUNS = 3;

export const describeSchedule: Describe = ({ field, place, object, now }) => {
  if (!['CronJobSpec.schedule', 'CronJobSpec.timeZone'].includes(field)) return undefined;
  const spec = childOf(object.node, 'spec');
  const written = childOf(spec, 'schedule');
  const text = written?.kind === 'scalar' ? written.text : '';
  const words = scheduleInWords(text);
  if (!words || place.node.kind !== 'scalar') return undefined;
  const zone = childOf(spec, 'timeZone');
  const named = zone && asString(toValue(zone));
  const suspended = childOf(spec, 'suspend');
  if (suspended && toValue(suspended) === true)
    return named
      ? l10n.t('Would run {0}, in the time zone {1}; it is suspended.', words, code(named))
      : l10n.t('Would run {0}, by the clock of the kube-controller-manager (mostly UTC); it is suspended.', words);
  const runs = named
    ? l10n.t('Runs {0}, in the time zone {1}.', words, code(named))
    : l10n.t('Runs {0}, by the clock of the kube-controller-manager (mostly UTC).', words);
  return [runs, now === undefined ? undefined : nextInWords(text, named, now)].filter(Boolean).join('\n\n');
};

function nextInWords(text: string, named: string | undefined, now: number): string | undefined {
  const schedule = parseSchedule(text);
  if (!schedule) return undefined;
  const zone = named ?? schedule.zone ?? 'UTC';
  const runs = nextRuns(schedule, now, zone, RUNS);
  if (runs.length === 0) return nextRuns(schedule, now, 'UTC', 1).length === 0 ? l10n.t('It is never due.') : undefined;
  const times = runs.map((run) => dateInWords(onTheWall(run, zone))).join(' · ');
  return l10n.t('Next: {0}', named ? times : `${times} ${zone}`);
}

/** `Wed 25 Nov 2026 03:00` in the order and with the names of the language. */
function dateInWords(date: string): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = date.split(' ');
  return l10n.t({
    message: '{0} {1} {2} {3} {4}',
    comment: 'day of the week, day, month, year, time',
    args: [NAMES[weekday]?.() ?? weekday, day, NAMES[month]?.() ?? month, year, time],
  });
}

const NAMES: Readonly<Record<string, () => string>> = {
  Sun: () => l10n.t('Sun'),
  Mon: () => l10n.t('Mon'),
  Tue: () => l10n.t('Tue'),
  Wed: () => l10n.t('Wed'),
  Thu: () => l10n.t('Thu'),
  Fri: () => l10n.t('Fri'),
  Sat: () => l10n.t('Sat'),
  Jan: () => l10n.t('Jan'),
  Feb: () => l10n.t('Feb'),
  Mar: () => l10n.t('Mar'),
  Apr: () => l10n.t('Apr'),
  May: () => l10n.t('May'),
  Jun: () => l10n.t('Jun'),
  Jul: () => l10n.t('Jul'),
  Aug: () => l10n.t('Aug'),
  Sep: () => l10n.t('Sep'),
  Oct: () => l10n.t('Oct'),
  Nov: () => l10n.t('Nov'),
  Dec: () => l10n.t('Dec'),
};
