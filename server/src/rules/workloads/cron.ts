/** Schedules and time zones of CronJobs, as the API server reads them (`robfig/cron`, Go's `time.LoadLocation`). */

import { nearest } from '../nearest.ts';

interface Bounds {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FIELDS: readonly Bounds[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of the month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'day of the week', least: 0, most: 6, names: DAYS },
];
const DESCRIPTORS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);
const DURATION =
  /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h)(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))*$/;

/** What is wrong with a schedule; undefined when nothing is. */
export function scheduleProblem(schedule: string): string | undefined {
  let rest = schedule;
  const zone = /^(?:CRON_)?TZ=(\S*)\s*/.exec(schedule);
  if (zone) {
    if (!schedule.includes(' ')) return 'a schedule must follow the time zone';
    if (timeZoneProblem(zone[1] as string)) return `unknown time zone ${zone[1]}`;
    rest = schedule.slice(zone[0].length);
  }
  if (rest.startsWith('@')) {
    if (DESCRIPTORS.has(rest)) return undefined;
    if (!rest.startsWith('@every ')) return `there is no schedule called ${rest}`;
    const duration = rest.slice('@every '.length);
    return DURATION.test(duration) || duration === '0' ? undefined : `"${duration}" is no duration such as 1h30m`;
  }
  const fields = rest.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length)
    return `expected exactly 5 fields (minute, hour, day of the month, month, day of the week), found ${fields.length}`;
  for (const [index, bounds] of FIELDS.entries()) {
    const problem = fieldProblem(fields[index] as string, bounds);
    if (problem) return `${bounds.name}: ${problem}`;
  }
  return undefined;
}

/** A valid schedule near one that is not. */
export function mendSchedule(schedule: string): string | undefined {
  const name = nearest(schedule.startsWith('@') ? schedule : `@${schedule}`, DESCRIPTORS);
  if (name) return name;
  let fields = schedule.trim().split(/\s+/);
  if (fields.length === 4) fields = [...fields, '*'];
  // Schedulers of other kinds begin with seconds and end with years.
  if (fields.length === 6 || fields.length === 7) fields = fields.slice(1, 6);
  const mended = fields.map((field, index) => mendField(field, FIELDS[index])).join(' ');
  return mended !== schedule && scheduleProblem(mended) === undefined ? mended : undefined;
}

function mendField(field: string, bounds: Bounds | undefined): string {
  if (!bounds || fieldProblem(field, bounds) === undefined) return field;
  const { least, most, names } = bounds;
  const week = most === 6 ? field.replace(/^(\d)-7$/, '$1-6,0') : field;
  const inside = week.replace(/[A-Za-z]+|\d+/g, (part, at: number) => {
    if (/[A-Za-z]/.test(part)) return names.includes(part.slice(0, 3).toLowerCase()) ? part.slice(0, 3) : part;
    const number = Number(part);
    if (field[at - 1] === '/') return String(Math.max(1, number));
    // 24 o'clock, minute 60 and the seventh day are where the next round begins.
    if (least === 0 && number === most + 1) return '0';
    return String(Math.min(most, Math.max(least, number)));
  });
  return inside.replace(/\b(\d+)-(\d+)\b/g, (range, a, b) => (Number(a) > Number(b) ? `${b}-${a}` : range));
}

function fieldProblem(field: string, bounds: Bounds): string | undefined {
  for (const part of field.split(',')) {
    const problem = part === '' ? undefined : rangeProblem(part, bounds);
    if (problem) return problem;
  }
  return undefined;
}

function rangeProblem(part: string, { least, most, names }: Bounds): string | undefined {
  const [range = '', step, tooMany] = part.split('/');
  if (tooMany !== undefined) return `too many slashes in ${part}`;
  const ends = range.split('-');
  const isAny = ends[0] === '*' || ends[0] === '?';
  if (!isAny && ends.length > 2) return `too many hyphens in ${part}`;
  const numbers = isAny ? [least, most] : ends.map((end) => parseNumber(end, names, least));
  if (numbers.includes(undefined)) return `"${part}" is no number, no range and no *`;
  const start = numbers[0] as number;
  const end = isAny ? most : ends.length === 2 ? (numbers[1] as number) : step !== undefined ? most : start;
  if (step !== undefined) {
    const width = parseNumber(step, [], 0);
    if (width === undefined) return `"${step}" is no step`;
    if (width === 0) return `the step of ${part} must be positive`;
  }
  if (start < least) return `${start} is below the least, ${least}`;
  if (end > most) return `${end} is above the most, ${most}`;
  if (start > end) return `${part} ends before it begins`;
  return undefined;
}

function parseNumber(text: string, names: readonly string[], first: number): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + first;
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

/** What is wrong with a time zone; undefined when nothing is. */
export function timeZoneProblem(zone: string): string | undefined {
  if (zone === '') return 'must not be empty';
  const isWellFormed = zone
    .split('/')
    .every((part) => part !== '.' && part !== '..' && !part.startsWith('-') && /^[A-Za-z._0-9+-]{1,14}$/.test(part));
  if (!isWellFormed || zone.startsWith('+')) return `unknown time zone ${zone}`;
  if (zone.toLowerCase() === 'local') return 'must be a time zone of its own, such as Europe/Berlin';
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions();
    // Go looks a zone up by its exact name; the platform does not care for case.
    const isMisspelled = timeZone.toLowerCase() === zone.toLowerCase() && timeZone !== zone;
    return isMisspelled ? `unknown time zone ${zone}; did you mean ${timeZone}?` : undefined;
  } catch {
    return `unknown time zone ${zone}`;
  }
}
