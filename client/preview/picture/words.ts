/** Times and sizes in words that people read, and how wide words are. */

const trim = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** `0.5 s`, `30 s`, `1 min 31 s`, `5 min`, `2 h 10 min`: how long something takes. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${trim(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const pair = (large: number, unit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`;

/** `12s`, `1m 12s`, `2h 10m`: the same, where room is short. */
export const shortDuration = (seconds: number): string =>
  duration(seconds).replace(/ (min|s|h)/g, (_, unit: string) => (unit === 'min' ? 'm' : unit));

/** `12s`, `4m`, `2h`: about as long, where there is hardly any room. */
export function roughDuration(seconds: number): string {
  if (seconds < 59.5) return `${Math.round(seconds)}s`;
  return seconds < 3570 ? `${Math.round(seconds / 60)}m` : `${Math.round(seconds / 3600)}h`;
}

/** `0:30`, `12:05`, `1:02:00`: a time since the Pod was created. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds + 1e-6);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** `0:45.0`: a time to the tenth. */
export function exactClock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${clock(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** `64Mi`: bytes in the largest binary unit that divides them, else in whole bytes. */
export function bytes(count: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let value = count;
  let unit = 0;
  while (unit + 1 < units.length && value >= 1024 && value % 1024 === 0) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${units[unit]}`;
}

/** `64Mi`, `63.5Mi`: bytes exactly where that is short, else in the largest binary unit that they fill. */
export function roundBytes(count: number): string {
  const exact = bytes(count);
  if (exact.length <= 6) return exact;
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  const unit = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(count) / 10));
  return `${Number((count / 1024 ** unit).toPrecision(count >= 1000 ? 4 : 3))}${units[unit]}`;
}

/** `2`, `250m`: thousandths of a CPU. */
export const cores = (milli: number): string => (milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`);

/** Han, kana and the punctuation that goes with them: as wide as high. */
const FULL_WIDTH = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;
const NARROW = /[iljtfrI.,:;'!|()[\] ·]/;
const WIDE = /[mwMW%@→≥]/;

/** How wide a text is in pixels. */
type TextWidth = (content: string, size: number, bold: boolean) => number;

/** Estimated for a usual sans-serif face; errs on the wide side. */
const estimate: TextWidth = (content, size, bold) => {
  let em = 0;
  for (const character of content) {
    if (FULL_WIDTH.test(character)) em += 1;
    else if (NARROW.test(character)) em += 0.33;
    else if (WIDE.test(character)) em += 0.9;
    else if (/[A-Z]/.test(character)) em += 0.68;
    else em += 0.575;
  }
  return em * size * (bold ? 1.07 : 1);
};

let measure = estimate;

/** Says how texts are measured from now on: who draws on a screen knows its typeface, and says so before the first drawing. */
export function measureWith(textWidth: TextWidth): void {
  measure = textWidth;
}

/** How wide a text is in pixels. */
export const textWidth = (content: string, size = 11, bold = false): number => measure(content, size, bold);

/** The longest candidate that fits, none if none does. */
export const longestThatFits = (candidates: readonly string[], width: number, bold = false): string | undefined =>
  candidates.find((candidate) => textWidth(candidate, 11, bold) <= width);
