/** Cron schedules in words. */
import { SCHEDULE_NAMES } from '../model/schedule.ts';
import { listed } from './hover/hovered.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `0 3 * * 1-5`: `at 03:00 on Monday to Friday`. Undefined for what is no schedule. */
export function scheduleInWords(schedule: string): string | undefined {
  const every = /^@every\s+(\S+)$/.exec(schedule.trim());
  if (every) return `every ${every[1]}`;
  const fields = (SCHEDULE_NAMES[schedule.trim()] ?? schedule).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (fields.length !== 5 || !minute || !hour || !day || !month || !weekday) return undefined;
  const when = [
    timeOfDay(minute, hour),
    onDays(day, weekday),
    month === '*' || month === '?' ? '' : `in ${values(month, (n) => MONTHS[n - 1] ?? `month ${n}`)}`,
  ];
  return when.filter(Boolean).join(' ');
}

function timeOfDay(minute: string, hour: string): string {
  const everyMinute = /^\*\/(\d+)$/.exec(minute);
  const everyHour = /^\*\/(\d+)$/.exec(hour);
  const during = isAny(hour)
    ? ''
    : ` of ${everyHour ? `every ${ordinal(everyHour[1])} hour` : `hour ${values(hour, String)}`}`;
  if (isAny(minute)) return `every minute${during}`;
  if (everyMinute) return `every ${Number(everyMinute[1]) === 1 ? 'minute' : `${everyMinute[1]} minutes`}${during}`;
  if (isAny(hour)) return minute === '0' ? 'every hour on the hour' : `every hour at minute ${values(minute, String)}`;
  if (everyHour && /^\d+$/.test(minute)) return `at minute ${minute} of every ${ordinal(everyHour[1])} hour`;
  if (/^[\d,]+$/.test(minute) && /^[\d,]+$/.test(hour))
    return `at ${listed(hour.split(',').flatMap((h) => minute.split(',').map((m) => `${h.padStart(2, '0')}:${m.padStart(2, '0')}`)))}`;
  return `at minute ${values(minute, String)}${during}`;
}

/** Where both are given, a day that fits either will do. */
function onDays(day: string, weekday: string): string {
  const ofMonth = isAny(day) ? '' : `day ${values(day, String)} of the month`;
  const ofWeek = isAny(weekday) ? '' : values(weekday, (n) => DAYS[n] ?? `day ${n}`);
  if (!ofMonth && !ofWeek) return '';
  return `on ${[ofMonth, ofWeek].filter(Boolean).join(' and on ')}`;
}

const isAny = (field: string): boolean => field === '*' || field === '?';

const ordinal = (digits = '1'): string =>
  `${digits}${/1\d$/.test(digits) ? 'th' : digits.endsWith('1') ? 'st' : digits.endsWith('2') ? 'nd' : digits.endsWith('3') ? 'rd' : 'th'}`;

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTH_NAMES = MONTHS.map((name) => name.slice(0, 3).toLowerCase());

/** `1-5` as `Monday to Friday`. */
function values(field: string, name: (number: number) => string): string {
  const one = (text: string): string => {
    const word = text.toLowerCase();
    const number = NAMES.includes(word)
      ? NAMES.indexOf(word)
      : MONTH_NAMES.includes(word)
        ? MONTH_NAMES.indexOf(word) + 1
        : Number(text);
    return Number.isNaN(number) ? text : name(number);
  };
  return listed(
    field.split(',').map((part) => {
      const [range = '', step] = part.split('/');
      const [from = '', to] = range.split('-');
      const base = isAny(from) ? '' : to === undefined ? one(from) : `${one(from)} to ${one(to)}`;
      if (step === undefined) return base;
      return base ? `every ${ordinal(step)} from ${base}` : `every ${ordinal(step)}`;
    }),
  );
}
