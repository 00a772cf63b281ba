/** The fields of a cron schedule as `robfig/cron` v3 reads them, which API server and controller use. */

export interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words for the numbers from `least` on, in lower case. */
  readonly names: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export const CRON_FIELDS = {
  minute: { name: 'minute', least: 0, most: 59, names: [] },
  hour: { name: 'hour', least: 0, most: 23, names: [] },
  day: { name: 'day of the month', least: 1, most: 31, names: [] },
  month: { name: 'month', least: 1, most: 12, names: MONTHS },
  weekday: { name: 'day of the week', least: 0, most: 6, names: WEEKDAYS },
} as const satisfies Readonly<Record<string, CronField>>;

/** In the order in which a schedule has them. */
export const FIELD_ORDER = Object.values<CronField>(CRON_FIELDS);

/** What stands for a whole schedule. */
export const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Every `step`th number from one to another, both included. */
export interface CronRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Written as `*` or `?`. */
  readonly isWhole: boolean;
}

/** The ranges of a field, such as `1-5,10/2`; or what is wrong with it. */
export function readField(text: string, field: CronField): readonly CronRange[] | string {
  const ranges: CronRange[] = [];
  for (const part of text.split(',').filter((one) => one !== '')) {
    const range = readRange(part, field);
    if (typeof range === 'string') return range;
    ranges.push(range);
  }
  return ranges;
}

function readRange(part: string, field: CronField): CronRange | string {
  const { least, most } = field;
  const [range = '', written, tooMany] = part.split('/');
  if (tooMany !== undefined) return `too many slashes in ${part}`;
  const [first = '', last, ...others] = range.split('-');
  const isWhole = first === '*' || first === '?';
  if (!isWhole && others.length > 0) return `too many hyphens in ${part}`;
  const from = isWhole ? least : readNumber(first, field);
  const to = isWhole || (last === undefined && written !== undefined) ? most : readNumber(last ?? first, field);
  if (from === undefined || to === undefined) return `"${part}" is no number, no range and no *`;
  const step = written === undefined ? 1 : wholeNumber(written);
  if (step === undefined) return `"${written}" is no step`;
  if (step === 0) return `the step of ${part} must be positive`;
  if (from < least) return `${from} is below the least, ${least}`;
  if (to > most) return `${to} is above the most, ${most}`;
  if (from > to) return `${part} ends before it begins`;
  return { from, to, step, isWhole };
}

/** A number of a field, or the word for it. */
export function readNumber(text: string, { names, least }: CronField): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  return named >= 0 ? named + least : wholeNumber(text);
}

function wholeNumber(text: string): number | undefined {
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}
