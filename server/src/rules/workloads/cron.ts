/** Schedules and time zones of CronJobs, as the API server reads them (`robfig/cron`, Go's `time.LoadLocation`). */

import { type CronField, DESCRIPTORS, FIELD_ORDER, readField } from '../../model/cron.ts';
import { nearest } from '../nearest.ts';

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
    if (Object.hasOwn(DESCRIPTORS, rest)) return undefined;
    if (!rest.startsWith('@every ')) return `there is no schedule called ${rest}`;
    const duration = rest.slice('@every '.length);
    return DURATION.test(duration) || duration === '0' ? undefined : `"${duration}" is no duration such as 1h30m`;
  }
  const fields = rest.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELD_ORDER.length)
    return `expected exactly 5 fields (minute, hour, day of the month, month, day of the week), found ${fields.length}`;
  for (const [index, field] of FIELD_ORDER.entries()) {
    const read = readField(fields[index] ?? '', field);
    if (typeof read === 'string') return `${field.name}: ${read}`;
  }
  return undefined;
}

/** A valid schedule near one that is not. */
export function mendSchedule(schedule: string): string | undefined {
  const name = nearest(schedule.startsWith('@') ? schedule : `@${schedule}`, Object.keys(DESCRIPTORS));
  if (name) return name;
  let fields = schedule.trim().split(/\s+/);
  if (fields.length === 4) fields = [...fields, '*'];
  // Schedulers of other kinds begin with seconds and end with years.
  if (fields.length === 6 || fields.length === 7) fields = fields.slice(1, 6);
  const mended = fields.map((field, index) => mendField(field, FIELD_ORDER[index])).join(' ');
  return mended !== schedule && scheduleProblem(mended) === undefined ? mended : undefined;
}

function mendField(field: string, as: CronField | undefined): string {
  if (!as || typeof readField(field, as) !== 'string') return field;
  const { least, most, names } = as;
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
    const meant = nearest(zone, Intl.supportedValuesOf('timeZone'));
    return `unknown time zone ${zone}${meant ? `; did you mean ${meant}?` : ''}`;
  }
}
