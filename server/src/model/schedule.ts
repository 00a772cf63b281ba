/**
 * When a CronJob runs, as `robfig/cron` v3 has it, which the controller uses: a schedule is compared with the clock on
 * the wall, so what falls into the hour that a change of clocks leaves out does not run, and what falls into the one that
 * it repeats runs twice.
 */
import { type CronRange, DESCRIPTORS, FIELD_ORDER, readField } from './cron.ts';

/** What each field of a schedule allows. */
export interface Schedule {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Where both are given, a day that fits either will do. */
  readonly eitherDay: boolean;
  /** Of a `TZ=` in front, which the API server no longer takes. */
  readonly zone: string | undefined;
}

/** Undefined for what is no schedule, and for `@every …`, which counts from the last run. */
export function parseSchedule(text: string): Schedule | undefined {
  const [, zone, rest = ''] = /^\s*(?:(?:CRON_)?TZ=(\S+)\s+)?(.*?)\s*$/s.exec(text) ?? [];
  const fields = (DESCRIPTORS[rest] ?? rest).split(/\s+/);
  const read = FIELD_ORDER.map((field, i) => readField(fields[i] ?? '', field));
  if (fields.length !== read.length || read.some((ranges) => typeof ranges === 'string')) return undefined;
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = read.filter(
    (ranges) => typeof ranges !== 'string',
  );
  return {
    minutes: numbersOf(minutes),
    hours: numbersOf(hours),
    days: new Set(numbersOf(days)),
    months: new Set(numbersOf(months)),
    weekdays: new Set(numbersOf(weekdays)),
    eitherDay: !isAny(days) && !isAny(weekdays),
    zone,
  };
}

function isAny(ranges: readonly CronRange[]): boolean {
  return ranges.some(({ isWhole, step }) => isWhole && step === 1);
}

/** In order, each once. */
function numbersOf(ranges: readonly CronRange[]): readonly number[] {
  const numbers = new Set<number>();
  for (const { from, to, step } of ranges) for (let n = from; n <= to; n += step) numbers.add(n);
  return [...numbers].sort((x, y) => x - y);
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** As long as the controller looks ahead. */
const MOST_DAYS = 5 * 366;

/**
 * The next instants at which a schedule is due, in milliseconds since 1970.
 *
 * @param after the instant after which to look, in milliseconds since 1970
 * @param zone an IANA name; none for one that the platform does not know
 */
export function nextRuns(schedule: Schedule, after: number, zone: string, count: number): number[] {
  const offset = offsetIn(zone);
  if (!offset) return [];
  const runs: number[] = [];
  const today = Math.floor((after + offset(after)) / DAY) * DAY;
  for (let day = 0; day < MOST_DAYS && runs.length < count; day++) {
    const midnight = today + day * DAY;
    if (!isDue(schedule, new Date(midnight))) continue;
    const instants = schedule.hours.flatMap((hour) =>
      schedule.minutes.flatMap((minute) => instantsAt(midnight + (hour * 60 + minute) * MINUTE, offset)),
    );
    runs.push(...instants.filter((instant) => instant > after).sort((a, b) => a - b));
  }
  return runs.slice(0, count);
}

function isDue({ days, months, weekdays, eitherDay }: Schedule, date: Date): boolean {
  const ofMonth = days.has(date.getUTCDate());
  const ofWeek = weekdays.has(date.getUTCDay());
  return months.has(date.getUTCMonth() + 1) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
}

/** The instants at which the clock on the wall shows a time: none, one or two. */
function instantsAt(wall: number, offset: (instant: number) => number): number[] {
  const offsets = new Set([offset(wall - DAY), offset(wall + DAY)]);
  return [...offsets].map((ahead) => wall - ahead).filter((instant) => instant + offset(instant) === wall);
}

/** How far a zone's clock is ahead of UTC at an instant; undefined for an unknown zone. */
function offsetIn(timeZone: string): ((instant: number) => number) | undefined {
  if (/^(?:etc\/)?utc$/i.test(timeZone)) return () => 0;
  const format = formatIn(timeZone);
  if (!format) return undefined;
  const known = new Map<number, number>();
  return (instant) => {
    const minute = Math.floor(instant / MINUTE) * MINUTE;
    let ahead = known.get(minute);
    if (ahead === undefined) {
      const part = new Map(format.formatToParts(minute).map(({ type, value }) => [type, Number(value)]));
      const get = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
      ahead = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute')) - minute;
      known.set(minute, ahead);
    }
    return ahead;
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', ...numeric });
  } catch {
    return undefined;
  }
}

/** An instant as the clock in a zone shows it: `Wed 25 Nov 2026 03:00`. */
export function onTheWall(instant: number, zone: string): string {
  const date = new Date(instant + (offsetIn(zone)?.(instant) ?? 0));
  const [weekday = '', day, month, year, time = ''] = date.toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${day} ${month} ${year} ${time.slice(0, 5)}`;
}
