/** Cron schedules in words. */
import * as l10n from '@vscode/l10n';
import { CRON_FIELDS, type CronField, DESCRIPTORS, readNumber } from '../model/cron.ts';
import { listed, listedWords } from '../texts.ts';

/** Sunday is 0, and 7 too. */
function dayName(day: number): string {
  switch (day) {
    case 0:
    case 7:
      return l10n.t('Sunday');
    case 1:
      return l10n.t('Monday');
    case 2:
      return l10n.t('Tuesday');
    case 3:
      return l10n.t('Wednesday');
    case 4:
      return l10n.t('Thursday');
    case 5:
      return l10n.t('Friday');
    case 6:
      return l10n.t('Saturday');
    default:
      return l10n.t('day {0}', day);
  }
}

const MONTHS: readonly (() => string)[] = [
  () => l10n.t('January'),
  () => l10n.t('February'),
  () => l10n.t('March'),
  () => l10n.t('April'),
  () => l10n.t('May'),
  () => l10n.t('June'),
  () => l10n.t('July'),
  () => l10n.t('August'),
  () => l10n.t('September'),
  () => l10n.t('October'),
  () => l10n.t('November'),
  () => l10n.t('December'),
];
const monthName = (month: number): string => MONTHS[month - 1]?.() ?? l10n.t('month {0}', month);

/** `0 3 * * 1-5`: `at 03:00 on Monday to Friday`. Undefined for what is no schedule. */
export function scheduleInWords(schedule: string): string | undefined {
  const every = /^@every\s+(\S+)$/.exec(schedule.trim());
  if (every) return l10n.t({ message: 'every {0}', comment: 'a duration, such as 1h30m', args: [every[1] ?? ''] });
  const fields = (DESCRIPTORS[schedule.trim()] ?? schedule).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || !minute || !hour || !day || !month || !weekday) return undefined;
  const days = onDays(day, weekday, month);
  if (days !== undefined)
    return l10n.t({
      message: '{0} {1}',
      comment: 'a time of day and days',
      args: [timeOfDay(minute, hour), days],
    });
  const times = timesOfDay(minute, hour);
  return times === undefined
    ? timeOfDay(minute, hour)
    : l10n.t({ message: 'at {0}', comment: 'every day', args: [times] });
}

function timeOfDay(minute: string, hour: string): string {
  const everyMinute = /^\*\/(\d+)$/.exec(minute)?.[1];
  const hours = isAny(hour) ? undefined : hoursInWords(hour);
  if (isAny(minute) || Number(everyMinute) === 1)
    return hours === undefined ? l10n.t('every minute') : l10n.t('every minute of {0}', hours);
  if (everyMinute)
    return hours === undefined
      ? l10n.t('every {0} minutes', everyMinute)
      : l10n.t('every {0} minutes of {1}', everyMinute, hours);
  if (hours === undefined)
    return minute === '0'
      ? l10n.t('every hour on the hour')
      : l10n.t('every hour at minute {0}', values(minute, CRON_FIELDS.minute, String));
  const times = timesOfDay(minute, hour);
  return times === undefined
    ? l10n.t('at minute {0} of {1}', values(minute, CRON_FIELDS.minute, String), hours)
    : l10n.t({ message: 'at {0}', comment: 'times of day', args: [times] });
}

function hoursInWords(hour: string): string {
  const every = /^\*\/(\d+)$/.exec(hour)?.[1];
  return every === undefined
    ? l10n.t('hour {0}', values(hour, CRON_FIELDS.hour, String))
    : l10n.t('every {0} hour', ordinal(every));
}

/** `03:00 and 15:00`, where both fields say single numbers. */
function timesOfDay(minute: string, hour: string): string | undefined {
  if (!/^[\d,]+$/.test(minute) || !/^[\d,]+$/.test(hour)) return undefined;
  const times = hour
    .split(',')
    .flatMap((h) => minute.split(',').map((m) => `${h.padStart(2, '0')}:${m.padStart(2, '0')}`));
  return listed(times);
}

/** Where both kinds of days are given, one that fits either will do. */
function onDays(day: string, weekday: string, month: string): string | undefined {
  const ofMonth = isAny(day) ? undefined : values(day, CRON_FIELDS.day, String);
  const ofWeek = isAny(weekday) ? undefined : values(weekday, CRON_FIELDS.weekday, dayName, listedWords);
  if (isAny(month)) {
    if (ofMonth !== undefined && ofWeek !== undefined)
      return l10n.t('on day {0} of the month and on {1}', ofMonth, ofWeek);
    if (ofMonth !== undefined) return l10n.t('on day {0} of the month', ofMonth);
    return ofWeek && l10n.t('on {0}', ofWeek);
  }
  const months = values(month, CRON_FIELDS.month, monthName, listedWords);
  if (ofMonth !== undefined && ofWeek !== undefined)
    return l10n.t('on day {0} of the month and on {1} in {2}', ofMonth, ofWeek, months);
  if (ofMonth !== undefined) return l10n.t('on day {0} of the month in {1}', ofMonth, months);
  return ofWeek === undefined
    ? l10n.t({ message: 'in {0}', comment: 'months', args: [months] })
    : l10n.t('on {0} in {1}', ofWeek, months);
}

const isAny = (field: string): boolean => field === '*' || field === '?';

function ordinal(digits: string): string {
  if (/1\d$/.test(digits)) return l10n.t('{0}th', digits);
  switch (digits.at(-1)) {
    case '1':
      return l10n.t('{0}st', digits);
    case '2':
      return l10n.t('{0}nd', digits);
    case '3':
      return l10n.t('{0}rd', digits);
    default:
      return l10n.t('{0}th', digits);
  }
}

/** `1-5` as `Monday to Friday`. */
function values(text: string, field: CronField, name: (number: number) => string, list = listed): string {
  const one = (written: string): string => {
    const number = readNumber(written, field);
    return number === undefined ? written : name(number);
  };
  return list(
    text.split(',').map((part) => {
      const [range = '', step] = part.split('/');
      const [from = '', to] = range.split('-');
      const base = isAny(from)
        ? ''
        : to === undefined
          ? one(from)
          : l10n.t({ message: '{0} to {1}', comment: 'a range', args: [one(from), one(to)] });
      if (step === undefined) return base;
      return base
        ? l10n.t('every {0} from {1}', ordinal(step), base)
        : l10n.t({ message: 'every {0}', comment: 'every 2nd', args: [ordinal(step)] });
    }),
  );
}
